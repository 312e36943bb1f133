# SPDX-License-Identifier: EUPL-1.2
"""Board, map, years and "Was habe ich davon?": columns of all projects, whole ones only where shown."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.urls import reverse

from soesmart.kernel.words import LocalText
from soesmart.projects import types as t
from soesmart.projects.engine.days import days
from soesmart.projects.models import BenefitRow, Project
from soesmart.projects.queries import reading
from soesmart.projects.queries.lists import narrowed

MOST: Final = 2_000
"""More projects than any town of this size has."""
_Json = Mapping[str, Any]


@dataclass(slots=True)
class Group:
    """The first projects of a group, in the order of the house, and how many there are."""

    total: int = 0
    keys: list[int] = field(default_factory=list)
    rows: tuple[t.ProjectRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """A project with a place of its own on the map."""

    url: str
    title: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class BenefitOf:
    """A benefit with the project it comes from."""

    benefit: t.Benefit
    title: LocalText
    url: str
    example: bool


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the years, with the project it belongs to."""

    kind: str
    on: date
    done: bool
    text: LocalText | None
    title: LocalText
    url: str


def by_status(filters: t.Filters, most: int) -> Mapping[str, Group]:
    """`most` projects of each status."""
    found = narrowed(filters).order_by("sort", "pk").values_list("pk", "status")[:MOST]
    return _filled(_grouped(((key, (status,)) for key, status in found), most))


def current(most: int) -> tuple[tuple[t.ProjectRow, ...], int]:
    """The first projects that are not over, and how many there are."""
    over = (t.Status.FINISHED, t.Status.STOPPED, t.Status.MERGED)
    found = Project.objects.filter(published=True).exclude(status__in=over).order_by("sort", "pk")
    rows, at = list(found[: most + 1]), reading.today()
    total = len(rows) if len(rows) <= most else found.count()
    return tuple(reading.to_row(row, at) for row in rows[:most]), total


def by_place(filters: t.Filters, most: int) -> tuple[Mapping[str, Group], tuple[Spot, ...]]:
    """`most` projects of each place ("" is the whole town), and every project with a spot of its own."""
    names = ("pk", "slug", "document__villages", "document__lat", "document__lon", "document__title")
    found = list(narrowed(filters).order_by("sort", "pk").values_list(*names)[:MOST])
    groups = _grouped(((row[0], row[2] or ("",)) for row in found), most)
    spots = (
        Spot(_url(slug), title["de"], lat, lon)
        for _key, slug, _places, lat, lon, title in found
        if lat is not None and lon is not None
    )
    return _filled(groups), tuple(spots)


def _grouped(found: Iterable[tuple[int, Collection[str]]], most: int) -> dict[str, Group]:
    groups: dict[str, Group] = defaultdict(Group)
    for key, names in found:
        for name in names:
            groups[name].total += 1
            if len(groups[name].keys) < most:
                groups[name].keys.append(key)
    return groups


def _filled(groups: dict[str, Group]) -> dict[str, Group]:
    at = reading.today()
    wanted = {key for group in groups.values() for key in group.keys}
    rows = {row.pk: reading.to_row(row, at) for row in Project.objects.filter(pk__in=wanted)}
    for group in groups.values():
        group.rows = tuple(rows[key] for key in group.keys if key in rows)
    return groups


@dataclass(frozen=True, slots=True)
class Years:
    """All days, as light as they can be held: (day, slug, number, kind, done, text)."""

    days: tuple[tuple[date, str, int, str, bool, _Json | None], ...]
    dateless: int
    """So many projects have neither beginning nor end."""

    @property
    def known(self) -> tuple[int, ...]:
        return tuple(sorted({day[0].year for day in self.days}))

    def of(self, year: int) -> list[tuple[date, str, int, str, bool, _Json | None]]:
        return [day for day in self.days if day[0].year == year]


def years() -> Years:
    names = ("slug", "status", "starts", "ends", "document__milestones", "document__continuation")
    rows = list(Project.objects.filter(published=True).order_by("pk").values_list(*names)[:MOST])
    found = sorted(
        (
            (on, slug, number, kind, done, text)
            for slug, *rest in rows
            for number, kind, on, done, text in days(*rest)
        ),
        key=lambda day: day[:3],
    )
    return Years(tuple(found), sum(row[2] is None and row[3] is None for row in rows))


def shown(found: Sequence[tuple[date, str, int, str, bool, _Json | None]]) -> Iterator[Day]:
    """Days with the titles of their projects."""
    slugs = {day[1] for day in found}
    titles = dict(Project.objects.filter(slug__in=slugs).values_list("slug", "document__title"))
    for on, slug, _number, kind, done, text in found:
        said = reading.text(text) if text else None
        yield Day(kind, on, done, said, reading.text(titles[slug]), _url(slug))


def dateless(most: int) -> tuple[tuple[LocalText, str], ...]:
    """(title, address) of the first projects with neither beginning nor end."""
    rows = Project.objects.filter(published=True, starts=None, ends=None).order_by("sort", "pk")
    return tuple(
        (reading.text(title), _url(slug))
        for slug, title in rows.values_list("slug", "document__title")[:most]
    )


def benefits(place: str, situation: t.Situation | None, start: int, most: int) -> tuple[BenefitOf, ...]:
    """What is told for a place (and for the whole town) and for a situation of life (and for all)."""
    found = BenefitRow.objects.filter(project__published=True).select_related("project")
    if place:
        found = found.filter(place__in=["", place])
    if situation:
        found = found.filter(situation__in=[situation.value, t.Situation.ALL.value])
    rows = found.order_by("project__sort", "project_id", "position")[start : start + most]
    return tuple(_benefit(row) for row in rows)


def _benefit(row: BenefitRow) -> BenefitOf:
    document = row.project.document
    return BenefitOf(
        benefit=reading.benefit(document["benefits"][row.position]),
        title=reading.text(document["title"]),
        url=_url(row.project.slug),
        example=document.get("example", False),
    )


def told_about() -> tuple[frozenset[str], frozenset[str]]:
    """(places, situations) about which benefits are told; "" is the whole town."""
    rows = BenefitRow.objects.filter(project__published=True).order_by()
    pairs = list(rows.values_list("place", "situation").distinct())
    return frozenset(place for place, _s in pairs), frozenset(situation for _p, situation in pairs)


def _url(slug: str) -> str:
    return reverse("projects:project", args=[slug])
