# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Mapping, Sequence

from soesmart.kernel.room import Json, LogKind, Permission, Room

# Imports inside the functions below: models need the app registry, which does not exist yet here.


def _current(subjects: Sequence[str]) -> Mapping[str, Json]:
    from soesmart.thread.actions import leaves_now

    return leaves_now(subjects)


_FIELDS = ["id", "origin_kind", "origin_id", "relation", "target_kind", "target_id", "reason", "set_at"]

ROOM = Room(
    name="thread",
    app="soesmart.thread",
    log_kinds=(
        LogKind("thread.link", "Two stops of the thread were linked, or a link was taken away.", _current),
    ),
    permissions=(
        Permission("thread.link", "Fragen, Ziele, Projekte und Ergebnisse verbinden", frozenset({"team"})),
    ),
    impersonal_fields=tuple(f"Link.{name}" for name in _FIELDS),
)
