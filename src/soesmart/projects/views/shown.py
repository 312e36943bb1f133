# SPDX-License-Identifier: EUPL-1.2
"""What the pages say in words: names of places and of everything the code calls in English."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.http import QueryDict
from django.utils.translation import gettext

from soesmart.places.facade import local_places
from soesmart.projects import types as t
from soesmart.projects import words

_Word = TypeVar("_Word", t.Status, t.Phase, t.SponsorKind)
BADGES: Mapping[str, str] = {
    "green": "badge--done",
    "yellow": "badge--warn",
    "red": "badge--bad",
    "grey": "badge--open",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A row with its words."""

    row: t.ProjectRow
    status: str
    phase: str
    sponsor: str
    light: str
    badge: str
    reasons: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    url: str
    label: str
    current: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Filter links of one kind: addresses of the same page."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Groups:
    """Filters that stand open, and those behind "Mehr Filter"; that is open while one of them narrows."""

    shown: tuple[Group, ...]
    folded: tuple[Group, ...] = ()
    open: bool = False


def place_names() -> dict[str, str]:
    """Once a page: each look at the list of places is a query."""
    return {place.slug: place.name for place in local_places()}


def show(row: t.ProjectRow, names: Mapping[str, str]) -> Shown:
    return Shown(
        row=row,
        status=str(words.STATUS[row.status]),
        phase=str(words.PHASE[row.phase]),
        sponsor=row.sponsor.name or str(words.SPONSOR[row.sponsor.kind]),
        light=str(words.COLOUR[row.light.colour]),
        badge=BADGES[row.light.colour],
        reasons=tuple(str(words.LIGHT_REASONS[reason]) for reason in row.light.reasons),
        places=tuple(names.get(place, place) for place in row.villages),
    )


def filters_of(query: QueryDict) -> t.Filters:
    """The query of a list's address; what means nothing does not narrow."""

    def one(kind: type[_Word], name: str) -> _Word | None:
        return next((word for word in kind if word.value == query.get(name)), None)

    light = query.get("ampel", "")
    return t.Filters(
        status=one(t.Status, "stand"),
        phase=one(t.Phase, "phase"),
        place=query.get("ort", "")[:80],
        field=query.get("feld", "")[:80],
        light=light if light in BADGES else None,  # type: ignore[arg-type]
        sponsor=one(t.SponsorKind, "von"),
        gap=query.get("luecke") == "ja",
        text=query.get("suche", "")[:200],
    )


def group(
    query: QueryDict,
    name: str,
    label: str,
    pairs: Iterable[tuple[str, object]],
    current: str,
    *,
    every: bool = True,
) -> Group | None:
    """None where there is nothing to choose from. `every`: "alle" comes first."""
    choices = [Choice(with_query(query, name, value), str(word), value == current) for value, word in pairs]
    if not choices:
        return None
    if every:
        choices.insert(0, Choice(with_query(query, name, ""), gettext("alle"), not current))
    return Group(name, label, tuple(choices))


def with_query(query: QueryDict, name: str, value: str) -> str:
    changed = query.copy()
    for gone in ("nach", name):
        changed.pop(gone, None)
    if value:
        changed[name] = value
    return f"?{changed.urlencode()}"


def pairs(table: Mapping[str, object], only: Iterable[str]) -> list[tuple[str, object]]:
    """Words of those in `only`, in the order of the table."""
    wanted = frozenset(only)
    return [(str(value), word) for value, word in table.items() if value in wanted]
