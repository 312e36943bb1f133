# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from soesmart.ask.paper.processing import PROCESSINGS
from soesmart.kernel.room import (
    Desk,
    Exporter,
    Json,
    LogKind,
    Permission,
    ReceiptPage,
    Room,
    Schedule,
    Shredder,
)
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


def _forget() -> None:
    from soesmart.ask.paper.actions.forgetting import forget

    forget()


def _export_cards(path: Path) -> int:
    from soesmart.ask.paper.exports import export_cards

    return export_cards(path)


def _current(subjects: Sequence[str]) -> Mapping[str, Json]:
    from soesmart.ask.paper.leaves import public_now

    return public_now(subjects)


def _fields(by_model: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(f"{model}.{name}" for model, names in by_model.items() for name in names.split())


_SETTINGS = (
    Setting("paper.batch", "number", 40, "How many cards `soesmart export cards` prints.", least=1),
    Setting("paper.keep_days", "number", 14, "Days after typing in until the picture of a card is deleted."),
    Setting(
        "paper.second_entry_percent",
        "number",
        100,
        "Share of cards that a second person types without seeing the first text; doubtful ones always, "
        "0 switches it off.",
        most=100,
    ),
    Setting(
        "paper.second_entry_same_person",
        "yes/no",
        False,
        "The second text may come from the person who typed the first, where there is only one.",
    ),
    Setting("paper.max_megapixels", "number", 60, "Most million pixels of a picture of cards.", least=1),
)
_PERSONAL = {
    "Card": "participant contribution",
    "Scan": "name boxes doubts chosen",
    "Entry": "kind place text language by",
}
_IMPERSONAL = {
    "Batch": "id public_id version at format language question note number layout_key layout",
    "Card": "id public_id batch state state_since claimed_at",
    "Stack": "id public_id at state total done",
    "Page": "id stack number read_at trouble",
    "Scan": "id public_id page card at frame aside",
    "Entry": "id card number at",
}

ROOM = Room(
    name="paper",
    app="soesmart.ask.paper",
    processings=PROCESSINGS,
    urls=_urls,
    receipt_pages=(ReceiptPage("paper.card", _receipt),),
    desks=(Desk(30, "Fragekarten", "/team/papier/", ("paper.enter",)),),
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
    schedules=(Schedule("paper.forget", 3600, _forget),),
    impersonal_fields=_fields(_IMPERSONAL),
    personal_otherwise={
        "Card.claimed_by": "actions.entering, when the card is typed in",
        "Stack.by": "actions.forgetting.forget(), with the stack",
        "Page.name": "actions.forgetting.forget(), with the stack",
        "Page.label": "actions.forgetting.forget(), with the stack",
    },
)
