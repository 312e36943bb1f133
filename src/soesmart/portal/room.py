# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from soesmart.kernel.room import Room


def _urls() -> list[Any]:
    from soesmart.portal.urls import urlpatterns  # inline: views need the app registry

    return urlpatterns


ROOM = Room(name="portal", app="soesmart.portal", urls=_urls)
