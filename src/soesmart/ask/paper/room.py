# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from soesmart.kernel.room import Exporter, Json, LogKind, Permission, ReceiptPage, Room, Shredder
from soesmart.kernel.settings import Setting

# Imports inside the functions below: models need the app registry, which does not exist yet here.


def _urls() -> list[Any]:
    from soesmart.ask.paper.urls import urlpatterns

    return urlpatterns


def _receipt(request: Any, receipt: Any, step: str = "") -> Any:
    from soesmart.ask.paper.views.receipt import card

    return card(request, receipt, step)


def _export(participant: UUID) -> Json:
    from soesmart.ask.paper.queries.cards import of_participant

    return of_participant(participant)


def _delete(participant: UUID) -> int:
    from soesmart.ask.paper.actions.forgetting import shred

    return shred(participant)


def _export_cards(path: Path) -> int:
    from soesmart.ask.paper.exports import export_cards

    return export_cards(path)


def _current(subjects: Sequence[str]) -> Mapping[str, Json]:
    from soesmart.ask.paper.leaves import public_now

    return public_now(subjects)


def _fields(by_model: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(f"{model}.{name}" for model, names in by_model.items() for name in names.split())


_SETTINGS = (
    Setting("paper.batch", "number", 40, "How many cards `soesmart export cards` prints."),
    Setting("paper.keep_days", "number", 14, "Days after typing in until the picture of a card is deleted."),
)
_PERSONAL = {"Card": "participant contribution"}
_IMPERSONAL = {
    "Batch": "id public_id version at format language question note number layout_key layout",
    "Card": "id public_id batch state state_since",
}

ROOM = Room(
    name="paper",
    app="soesmart.ask.paper",
    urls=_urls,
    receipt_pages=(ReceiptPage("paper.card", _receipt),),
    settings=_SETTINGS,
    exporters=(Exporter("cards", "Question cards with receipt codes as a PDF to print.", _export_cards),),
    log_kinds=(LogKind("paper.batch", "Question cards were printed.", _current),),
    permissions=(
        Permission(
            "paper.enter", "Karten einlesen und abtippen", frozenset({"team", "moderator", "data_entry"})
        ),
        Permission("paper.print", "Fragekarten drucken", frozenset({"team", "moderator", "stall"})),
    ),
    shredders=(Shredder("paper", _fields(_PERSONAL), _export, _delete),),
    impersonal_fields=_fields(_IMPERSONAL),
)
