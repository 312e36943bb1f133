# SPDX-License-Identifier: EUPL-1.2
"""Rows and details in the words and shapes the templates show: one place, and cheap for thirty rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.urls import get_script_prefix
from django.utils.translation import gettext as _

from soesmart.ask import rules
from soesmart.ask.types import Kind, Near, QuestionRow, State
from soesmart.ask.words import kind_name, state_name
from soesmart.kernel import clock

KIND_SLUGS: Mapping[Kind, str] = {Kind.QUESTION: "frage", Kind.PROBLEM: "problem", Kind.IDEA: "idee"}
STATE_SLUGS: Mapping[State, str] = {
    State.NEW: "neu",
    State.IN_PROGRESS: "in-arbeit",
    State.ANSWERED: "beantwortet",
    State.DONE: "erledigt",
    State.CONTINUED: "geht-weiter",
    State.DROPPED: "nicht-weiterverfolgt",
    State.UNKNOWN: "unbekannt",
}
_BADGES: Mapping[State, str] = {
    State.NEW: "badge--open",
    State.IN_PROGRESS: "badge--open",
    State.WAITING: "badge--warn",
    State.ANSWERED: "badge--done",
    State.DONE: "badge--done",
    State.CONTINUED: "badge--done",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of meaning: what, where, since when, state."""

    url: str
    title: str
    language: str
    kind: str
    place: str
    row: QuestionRow
    state: str
    badge: str
    promise: "Promise | None"


@dataclass(frozen=True, slots=True)
class Promise:
    """The reply clock of one question: promised until `day`, or overdue since then."""

    overdue: bool
    day: date


def rows(found: Iterable[QuestionRow]) -> list[Row]:
    prefix = f"{get_script_prefix()}fragen/"
    kinds = {kind: kind_name(kind) for kind in Kind}
    states = {state: state_name(state) for state in State}
    return [
        Row(
            url=f"{prefix}{row.slug}/",
            title=row.title or _("Gelöschter Text"),
            language=row.language,
            kind=kinds[row.kind],
            place=place_words(row),
            row=row,
            state=states[row.state],
            badge=_BADGES.get(row.state, ""),
            promise=promise(row) if row.overdue else None,
        )
        for row in found
    ]


def badge(state: State) -> str:
    return _BADGES.get(state, "")


def place_words(row: QuestionRow) -> str:
    if row.near == Near.SOMEWHERE and row.place_name == settings.SOESMART["town.name"]:
        return _("ganz %(place)s") % {"place": row.place_name}
    if row.near == Near.SOMEWHERE and row.place_name:
        return _("irgendwo in %(place)s") % {"place": row.place_name}
    if row.near == Near.POINT and not row.place_name:
        return _("Punkt auf der Karte")
    return row.place_name


def promise(row: QuestionRow) -> Promise | None:
    """Only while the town owes a reply. A deadline ends at 24:00, so its day is the one before."""
    if row.due_at is None or row.state not in rules.OPEN | {State.WAITING}:
        return None
    zone = settings.SOESMART["town.time_zone"]
    if row.overdue:
        return Promise(True, clock.local_date(row.due_at, zone))
    return Promise(False, clock.local_date(row.due_at - timedelta(microseconds=1), zone))
