# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Iterable
from typing import TYPE_CHECKING

from soesmart.kernel.guard.processing import MEASURES, PROCESSINGS
from soesmart.kernel.room import Check, Finding, Room, Schedule
from soesmart.kernel.settings import Setting

if TYPE_CHECKING:
    from ninja import Router


def _api() -> "Router":
    from soesmart.kernel.guard.api import router  # inline: needs Django's settings

    return router


def _embed() -> Iterable[Finding]:
    from django.conf import settings  # inline: checks run long after the rooms are read

    from soesmart.kernel.guard.framing import is_origin

    named = settings.SOESMART["embed.origins"]
    wrong = [one for one in named if not is_origin(one)]
    for one in wrong:
        yield Finding(False, f"embed.origins: {one!r} is no site. Write it as https://www.example.org")
    if not wrong:
        yield Finding(True, f"{len(named)} sites may show the embedded pages")


def _forget() -> None:
    from soesmart.kernel.guard.admission import forget  # inline: models need the app registry

    forget()


ROOM = Room(
    name="guard",
    app="soesmart.kernel.guard",
    processings=PROCESSINGS,
    measures=MEASURES,
    api=_api,
    schedules=(Schedule("guard.forget", 300, _forget),),
    settings=(
        Setting(
            "guard.bits",
            "number",
            11,
            "Effort of the puzzle a browser solves before writing: each step doubles it. "
            "11 takes a second on an old phone.",
            most=24,
        ),
        Setting(
            "guard.writes",
            "number",
            30,
            "Writes of one kind accepted from one address within ten minutes.",
            least=1,
        ),
        Setting(
            "embed.origins",
            "list",
            [],
            "Sites that may show the embedded question box and lists, as https://www.example.org; "
            "empty: none may.",
        ),
        Setting(
            "guard.proxies",
            "list",
            [],
            "Addresses or networks of the town's own proxies, whose X-Forwarded-For is believed.",
        ),
    ),
    checks=(Check("embed", _embed),),
    impersonal_fields=(
        "SpentToken.nonce",
        "SpentToken.expires_at",
        "SpentToken.result",
        "Knock.visitor",
        "Knock.purpose",
        "Knock.at",
    ),
)
