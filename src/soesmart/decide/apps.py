# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig
from django.db.models.signals import post_migrate

from soesmart.decide import key_order


class DecideConfig(AppConfig):
    name = "soesmart.decide"

    def ready(self) -> None:
        post_migrate.connect(key_order.install, sender=self, dispatch_uid="soesmart.decide.key_order")
