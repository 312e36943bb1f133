# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from soesmart.kernel.room import Room
from soesmart.kernel.settings import Setting


def _urls() -> list[Any]:
    from soesmart.portal.urls import urlpatterns  # inline: views need the app registry

    return urlpatterns


ROOM = Room(
    name="portal",
    app="soesmart.portal",
    urls=_urls,
    settings=(
        Setting(
            "page_cache.megabytes",
            "number",
            64,
            "Memory each web process may use for finished anonymous pages; 0 makes every page anew.",
        ),
    ),
)
