# SPDX-License-Identifier: EUPL-1.2
from soesmart.kernel.room import LogKind, Room

ROOM = Room(
    name="log",
    app="soesmart.kernel.log",
    log_kinds=(LogKind("log.origin", "a new log begins and names the one before"),),
)
