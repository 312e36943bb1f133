# SPDX-License-Identifier: EUPL-1.2
"""Django's apps for accounts, without what the house does not use.

Who may do what stands in `accounts` (roles, grants). Django would keep five hundred rows of permissions and
content types of its own, and bring them up to date after every migration.
"""

from django.contrib.auth.apps import AuthConfig
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.apps import ContentTypesConfig
from django.contrib.contenttypes.management import create_contenttypes
from django.db.models.signals import post_migrate


class Auth(AuthConfig):
    def ready(self) -> None:
        super().ready()
        post_migrate.disconnect(
            create_permissions, dispatch_uid="django.contrib.auth.management.create_permissions"
        )


class ContentTypes(ContentTypesConfig):
    def ready(self) -> None:
        super().ready()
        post_migrate.disconnect(create_contenttypes)
