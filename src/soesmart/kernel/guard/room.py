# SPDX-License-Identifier: EUPL-1.2
from typing import TYPE_CHECKING

from soesmart.kernel.room import Room, Schedule
from soesmart.kernel.settings import Setting

if TYPE_CHECKING:
    from ninja import Router


def _api() -> "Router":
    from soesmart.kernel.guard.api import router  # inline: needs Django's settings

    return router


def _forget() -> None:
    from soesmart.kernel.guard.admission import forget  # inline: models need the app registry

    forget()


ROOM = Room(
    name="guard",
    app="soesmart.kernel.guard",
    api=_api,
    schedules=(Schedule("guard.forget", 300, _forget),),
    settings=(
        Setting(
            "guard.bits",
            "number",
            11,
            "Effort of the puzzle a browser solves before writing: each step doubles it. "
            "11 takes a second on an old phone.",
        ),
        Setting(
            "guard.writes", "number", 30, "Writes of one kind accepted from one address within ten minutes."
        ),
        Setting(
            "guard.proxies",
            "list",
            [],
            "Addresses or networks of the town's own proxies, whose X-Forwarded-For is believed.",
        ),
    ),
    impersonal_fields=(
        "SpentToken.nonce",
        "SpentToken.expires_at",
        "SpentToken.result",
        "Knock.visitor",
        "Knock.purpose",
        "Knock.at",
    ),
)
