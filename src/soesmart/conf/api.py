# SPDX-License-Identifier: EUPL-1.2
"""The programming interface: one router per room under `/api/v1/`."""

from django.conf import settings
from ninja import NinjaAPI

api = NinjaAPI(title="soesmart", version="1", docs_url=None, urls_namespace="api")
for _room in settings.SOESMART_ROOMS:
    if _room.api:
        api.add_router("", _room.api())
