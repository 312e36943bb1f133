# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from soesmart.kernel.log.processing import MEASURES, PROCESSINGS
from soesmart.kernel.room import Check, Exporter, Finding, LogKind, Room, Schedule

if TYPE_CHECKING:
    from ninja import Router


def _sequence() -> None:
    from soesmart.kernel.log.tasks import sequence  # models: not before the app registry

    sequence()


def _publish_head() -> None:
    from soesmart.kernel.log.tasks import publish_head

    publish_head()


def _verify() -> Iterable[Finding]:
    from soesmart.kernel.log.checks import verify

    return verify()


def _export(path: Path) -> int:
    from soesmart.kernel.log.exports import write

    return write(path)


def _api() -> "Router":
    from soesmart.kernel.log.api import router

    return router


ROOM = Room(
    name="log",
    app="soesmart.kernel.log",
    processings=PROCESSINGS,
    measures=MEASURES,
    log_kinds=(LogKind("log.origin", "a new log begins and names the one before"),),
    schedules=(Schedule("log.sequence", 20, _sequence), Schedule("log.head", 3600, _publish_head)),
    checks=(Check("log", _verify),),
    exporters=(
        Exporter("log", "every entry of the log and its signed heads, for verifying elsewhere", _export),
    ),
    api=_api,
    personal_otherwise={
        f"{model}.{name}": "log.actions.erase(), called by whoever staged it"
        for model in ("Pending", "Leaf")
        for name in ("personal", "salt")
    },
    impersonal_fields=(
        "Head.at",
        "Head.note",
        "Head.origin",
        "Head.size",
        "Origin.first",
        "Origin.name",
        "Origin.number",
        "Origin.public_key",
        "Origin.size",
        "Origin.started",
        "Tile.hashes",
        "Tile.index",
        "Tile.level",
        "Tile.origin",
        "Leaf.number",
        "Leaf.origin",
        *(
            f"{model}.{name}"
            for model in ("Pending", "Leaf")
            for name in ("ticket", "kind", "subject", "version", "at", "public", "commitment")
        ),
    ),
)
