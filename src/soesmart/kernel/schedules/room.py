# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Iterable

from soesmart.kernel.room import Check, Finding, Room, Schedule

# The functions below import inside: what lies behind them needs the app registry.


def _return_orphans() -> None:
    from soesmart.kernel.schedules.workers import return_orphans

    return_orphans()


def _check() -> Iterable[Finding]:
    from soesmart.kernel.schedules.queries import findings

    return findings()


ROOM = Room(
    name="schedules",
    app="soesmart.kernel.schedules",
    schedules=(Schedule("schedules.orphans", 60, _return_orphans),),
    checks=(Check("schedules", _check),),
    impersonal_fields=(
        "Run.id",
        "Run.name",
        "Run.holder",
        "Run.started_at",
        "Run.finished_at",
        "Run.error",
        "Beat.worker",
        "Beat.seen_at",
    ),
)
