# SPDX-License-Identifier: EUPL-1.2
"""The rooms of this installation, as `conf/rooms.py` and the setting `extra_rooms` list them."""

from collections.abc import Callable, Iterator

from django.conf import settings

from soesmart.kernel.room import (
    Algorithm,
    Answerer,
    Check,
    Derived,
    Desk,
    Door,
    Exporter,
    GapFinder,
    Importer,
    Linked,
    LogKind,
    Moved,
    NodeKind,
    OfflinePage,
    OwnSection,
    Panel,
    Permission,
    ReceiptPage,
    Revisable,
    Room,
    Schedule,
    Shredder,
)


def rooms() -> tuple[Room, ...]:
    return tuple(settings.SOESMART_ROOMS)


def answerers() -> Iterator[Answerer]:
    return (item for room in rooms() for item in room.answerers)


def shredders() -> Iterator[Shredder]:
    return (item for room in rooms() for item in room.shredders)


def schedules() -> Iterator[Schedule]:
    return (item for room in rooms() for item in room.schedules)


def checks() -> Iterator[Check]:
    return (item for room in rooms() for item in room.checks)


def doors() -> list[Door]:
    """The doors with something behind them, in their order."""
    return sorted((d for room in rooms() for d in room.doors if d.is_open()), key=lambda door: door.order)


def desks() -> list[Desk]:
    """Where people work for the town, in the order of the house."""
    return sorted((desk for room in rooms() for desk in room.desks), key=lambda desk: desk.order)


def algorithms() -> dict[str, Algorithm]:
    return {item.id: item for room in rooms() for item in room.algorithms}


def log_kinds() -> dict[str, LogKind]:
    return {item.name: item for room in rooms() for item in room.log_kinds}


def node_kinds() -> dict[str, NodeKind]:
    return {item.name: item for room in rooms() for item in room.node_kinds}


def panels(kind: str) -> list[Panel]:
    """What the rooms hang under the page of such a node, in their order."""
    return sorted((p for room in rooms() for p in room.panels if p.kind == kind), key=lambda p: p.order)


def gap_finders() -> Iterator[GapFinder]:
    return (item for room in rooms() for item in room.gap_finders)


def move_listeners() -> Iterator[Callable[[Moved], None]]:
    return (item for room in rooms() for item in room.move_listeners)


def link_listeners() -> Iterator[Callable[[Linked], None]]:
    return (item for room in rooms() for item in room.link_listeners)


def revisables() -> dict[str, Revisable]:
    return {item.kind: item for room in rooms() for item in room.revisables}


def permissions() -> dict[str, Permission]:
    return {item.action: item for room in rooms() for item in room.permissions}


def receipt_pages() -> dict[str, ReceiptPage]:
    return {item.kind: item for room in rooms() for item in room.receipt_pages}


def own_sections() -> Iterator[OwnSection]:
    return (item for room in rooms() for item in room.own_sections)


def importers() -> dict[str, Importer]:
    """Ground rooms first; what names things of all rooms comes last."""
    found = [item for room in rooms() for item in room.importers]
    return {item.name: item for item in sorted(found, key=lambda item: item.last)}


def exporters() -> dict[str, Exporter]:
    return {item.name: item for room in rooms() for item in room.exporters}


def offline_pages() -> tuple[OfflinePage, ...]:
    return tuple(item for room in rooms() for item in room.offline_pages)


def derived() -> dict[str, Derived]:
    return {item.model: item for room in rooms() for item in room.derived}
