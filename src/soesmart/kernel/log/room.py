# SPDX-License-Identifier: EUPL-1.2
from soesmart.kernel.room import LogKind, Room, Schedule


def _sequence() -> None:
    from soesmart.kernel.log.tasks import sequence  # models: not before the app registry

    sequence()


def _publish_head() -> None:
    from soesmart.kernel.log.tasks import publish_head

    publish_head()


ROOM = Room(
    name="log",
    app="soesmart.kernel.log",
    log_kinds=(LogKind("log.origin", "a new log begins and names the one before"),),
    schedules=(Schedule("log.sequence", 20, _sequence), Schedule("log.head", 3600, _publish_head)),
)
