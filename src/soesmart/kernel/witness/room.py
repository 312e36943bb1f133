# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Iterable
from typing import Any

from soesmart.kernel.room import Check, Finding, Room, Schedule
from soesmart.kernel.settings import Setting

# The functions below import inside: what lies behind them needs the app registry.


def _urls() -> list[Any]:
    from soesmart.kernel.witness.urls import urlpatterns

    return urlpatterns


def _ask() -> None:
    from soesmart.kernel.witness.actions import ask_all, failures

    if silent := failures(ask_all()):
        raise RuntimeError(f"Not every witness co-signed: {'; '.join(silent)}")


def _check() -> Iterable[Finding]:
    from soesmart.kernel.witness.queries import findings

    return findings()


ROOM = Room(
    name="witness",
    app="soesmart.kernel.witness",
    urls=_urls,
    schedules=(Schedule("witness.ask", 3600, _ask),),
    checks=(Check("witness", _check),),
    settings=(
        Setting(
            "witness.logs",
            "list",
            [],
            "Public keys of other towns' logs whose heads this town co-signs (from their /api/v1/log/head).",
        ),
        Setting(
            "witness.ask",
            "list",
            [],
            'Witnesses of this town\'s log, each as "address key": https://town.example/witness and what '
            "its /witness/key says.",
        ),
    ),
    impersonal_fields=(
        *(f"SeenHead.{name}" for name in ("origin", "size", "root", "note", "at")),
        *(f"Cosignature.{name}" for name in ("origin", "size", "witness", "line", "at")),
    ),
)
