# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from soesmart.kernel.room import Desk, Json, LogKind, OfflinePage, Permission, ReceiptPage, Room, Schedule
from soesmart.kernel.settings import Setting
from soesmart.stall.processing import MEASURES, PROCESSINGS

if TYPE_CHECKING:
    from ninja import Router

# Imports inside the functions below: models need the app registry, which does not exist yet here.


def _urls() -> list[Any]:
    from soesmart.stall.urls import urlpatterns

    return urlpatterns


def _api() -> "Router":
    from soesmart.stall.api import router

    return router


def _underway(request: Any, receipt: Any, step: str = "") -> Any:
    from soesmart.stall.views import underway

    return underway(request, receipt, step)


def _current(subjects: Sequence[str]) -> Mapping[str, Json]:
    from soesmart.stall.queries import current_leaves

    return current_leaves(subjects)


def _forget() -> None:
    from soesmart.stall.actions import forget

    forget()


_STAFF = frozenset({"stall", "data_entry", "team"})

ROOM = Room(
    name="stall",
    app="soesmart.stall",
    processings=PROCESSINGS,
    measures=MEASURES,
    urls=_urls,
    api=_api,
    receipt_pages=(ReceiptPage("stall.code", _underway),),
    desks=(Desk(40, "Stände", "/stand/", ("stall.open",)),),
    offline_pages=(
        OfflinePage(
            "/stand/tafel/",
            files=(
                "stall/stall.css",
                "stall/board.js",
                "stall/deliver.js",
                "stall/qr.js",
                "guard/cabinet.js",
                "guard/sealing.js",
                "stall/store.js",
            ),
            on_demand=True,
        ),
    ),
    log_kinds=(LogKind("stall.stall", "A stall was opened or closed.", _current),),
    schedules=(Schedule("stall.forget", 24 * 3600, _forget),),
    permissions=(
        Permission("stall.open", "Einen Stand öffnen und sperren", _STAFF),
        Permission(
            "stall.settle",
            "Einträge eines Standes nachsehen, die nicht von selbst ankommen konnten",
            frozenset({"data_entry", "moderator", "team"}),
        ),
    ),
    settings=(
        Setting(
            "stall.languages",
            "list",
            ["de", "en", "uk", "ar", "tr", "pl", "ru"],
            "Languages to choose from for what people say at a stall.",
        ),
    ),
    impersonal_fields=(
        "Stall.id",
        "Stall.name",
        "Stall.seal",
        "Stall.opened_at",
        "Stall.ends_at",
        "Stall.closed_at",
        "Entry.id",
        "Entry.stall",
        "Entry.received_at",
        "Entry.state",
        "Entry.trouble",
    ),
    personal_otherwise={"Entry.sealed": "stall.actions.settle() and discard()"},
)
