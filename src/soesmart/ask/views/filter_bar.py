# SPDX-License-Identifier: EUPL-1.2
"""The filters above a list as links. Frozen, so that the bar is rendered once for all who see the same."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from soesmart.ask import facade
from soesmart.ask.types import Counts, DepartmentRow, Filters, Kind
from soesmart.ask.views import shown
from soesmart.ask.views.list_words import query_of
from soesmart.ask.words import state_name
from soesmart.places.types import Place

BY_PLACE = "ansicht=orte"


@dataclass(frozen=True, slots=True)
class Link:
    """`count` is None where a number would say nothing; `removes` takes a filter away."""

    query: str
    label: str
    chosen: bool
    count: int | None = None
    removes: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    id: str
    name: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """`narrowed`: phones, where the bar is folded, then show what is chosen."""

    groups: tuple[Group, ...]
    narrowed: bool


def bar(
    known: Counts, filters: Filters, place: Place | None, department: DepartmentRow | None, *, by_place: bool
) -> Bar:
    view = BY_PLACE if by_place else ""
    groups = (
        Group("f-art", _("Art"), tuple(_kinds(known, filters, view))),
        Group("f-stand", _("Stand"), tuple(_states(known, filters, view))),
        Group("f-kategorie", _("Worum es geht"), tuple(_categories(filters, view))),
        Group("f-ansicht", _("Ansicht"), tuple(_views(filters, by_place=by_place))),
        Group("f-nur", _("Nur"), tuple(_only(filters, place, department, view))),
    )
    return Bar(tuple(group for group in groups if group.links), filters != Filters())


def address(filters: Filters, *more: str) -> str:
    return "?" + "&".join(part for part in (query_of(filters), *more) if part)


def _kinds(known: Counts, filters: Filters, view: str) -> Iterator[Link]:
    words = {Kind.QUESTION: _("Fragen"), Kind.PROBLEM: _("Probleme"), Kind.IDEA: _("Ideen")}
    yield Link(address(replace(filters, kind=None), view), _("alle"), filters.kind is None, known.total)
    for kind, count in known.by_kind:
        if count or filters.kind == kind:
            there = address(replace(filters, kind=kind), view)
            yield Link(there, words[kind], filters.kind == kind, count)


def _states(known: Counts, filters: Filters, view: str) -> Iterator[Link]:
    free = replace(filters, state=None, overdue=False)
    yield Link(address(free, view), _("alle"), filters.state is None and not filters.overdue)
    for state, count in known.by_state:
        if state in shown.STATE_SLUGS and (count or filters.state == state):
            there = address(replace(free, state=state), view)
            yield Link(there, state_name(state), filters.state == state, count)
    if known.overdue:
        there = address(replace(free, overdue=True), view)
        yield Link(there, _("überfällig"), filters.overdue, known.overdue)


def _categories(filters: Filters, view: str) -> Iterator[Link]:
    """Open categories and closed ones, as far as something carries them."""
    counted = facade.category_counts()
    shown_rows = [
        row for row in facade.categories(closed=True) if counted.get(row.slug) or filters.category == row.slug
    ]
    if shown_rows:
        yield Link(address(replace(filters, category=""), view), _("alle"), not filters.category)
    for row in shown_rows:
        there = address(replace(filters, category=row.slug), view)
        yield Link(there, row.name, filters.category == row.slug, counted.get(row.slug, 0))


def _views(filters: Filters, *, by_place: bool) -> Iterator[Link]:
    yield Link(address(filters), _("Liste"), not by_place)
    yield Link(address(filters, BY_PLACE), _("nach Orten"), by_place)


def _only(
    filters: Filters, place: Place | None, department: DepartmentRow | None, view: str
) -> Iterator[Link]:
    if place:
        yield Link(address(replace(filters, place=""), view), place.name, True, removes=True)
    if department:
        yield Link(address(replace(filters, department=""), view), department.name, True, removes=True)
    if filters.text:
        yield Link(address(replace(filters, text=""), view), f"„{filters.text}“", True, removes=True)
