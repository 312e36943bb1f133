# SPDX-License-Identifier: EUPL-1.2
"""What residents see of the money. Hidden entries count in every sum and are shown in none."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings

from soesmart.kernel import clock
from soesmart.kernel.room import Node
from soesmart.ledger import projects
from soesmart.ledger.engine import places as engine
from soesmart.ledger.engine.entries import Effect, Entry, of
from soesmart.ledger.engine.outflow import Half, halves, months_behind
from soesmart.ledger.engine.split import share
from soesmart.ledger.engine.stopping import Stopping, stopping
from soesmart.ledger.engine.totals import Totals, by, totals
from soesmart.ledger.models import BudgetYear
from soesmart.ledger.queries import grants
from soesmart.ledger.types import GrantView, ProjectMoney
from soesmart.places.facade import local_places


@dataclass(frozen=True, slots=True)
class Named:
    """One line of a table: a position, source or project. `url` leads to what it is."""

    name: str
    totals: Totals
    url: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """One grant as its page shows it."""

    grant: GrantView
    totals: Totals
    funder: int
    """The funder's share of what was spent."""
    own: int
    hidden: int
    """Cents spent that are not shown one by one."""
    sources: tuple[Named, ...]
    positions: tuple[Named, ...]
    projects: tuple[Named, ...]
    halves: tuple[Half, ...]
    months_behind: float | None
    empty: bool


def today() -> date:
    return clock.local_date(clock.now(), settings.SOESMART["town.time_zone"])


def overview(grant: GrantView, entries: Sequence[Entry] | None = None) -> Overview:
    rows = grants.cells(grant.id) if entries is None else entries
    whole = totals(rows)
    funder = share(whole.eligible, grant.terms.rate, grant.terms.cap)
    by_position = by(rows, lambda one: one.position)
    by_source = by((e for e in rows if e.effect in (Effect.DRAWDOWN, Effect.RECEIPT)), lambda one: one.source)
    return Overview(
        grant=grant,
        totals=whole,
        funder=funder,
        own=whole.spent.cents - funder,
        hidden=sum(e.cents for e in of(rows, Effect.VOUCHER) if e.hidden),
        sources=tuple(
            Named(title, by_source.get(key, Totals()), key=key) for key, title in grant.terms.sources
        ),
        positions=tuple(
            Named(one.title, by_position.get(one.key, Totals()), key=one.key) for one in grant.positions
        ),
        projects=by_project(rows),
        halves=_halves(grant) if rows else (),
        months_behind=_months_behind(grant) if rows else None,
        empty=not rows,
    )


def _dated(grant: GrantView) -> list[Entry]:
    """Plan and vouchers by day: the curve needs days, the cube has only the newest."""
    from django.db.models import Sum  # inline: this query alone groups by day

    from soesmart.ledger.models import Entry as Row

    rows = Row.objects.filter(grant=grant.id, effect__in=("plan", "voucher")).order_by()
    found = rows.values_list("effect", "on", "year", "eligible").annotate(total=Sum("cents"))
    return [
        Entry(Effect(effect), on, cents, "x", year=year, eligible=eligible)
        for effect, on, year, eligible, cents in found
    ]


def _halves(grant: GrantView) -> tuple[Half, ...]:
    return halves(_dated(grant), today())


def _months_behind(grant: GrantView) -> float | None:
    return months_behind(_dated(grant), today())


def by_project(rows: Iterable[Entry]) -> tuple[Named, ...]:
    """Costs by project, the largest plan first; what belongs to none stands last."""
    groups = by((e for e in rows if e.position), lambda one: one.project or one.project_name)
    nodes = projects.named(UUID(key) for key in groups if _is_id(key))
    names = {one.project: one.project_name for one in rows if one.project}
    lines = [_named(key, found, nodes, names) for key, found in groups.items()]
    return tuple(sorted(lines, key=lambda one: (not one.name, -one.totals.planned.cents, one.name)))


def _named(key: str, found: Totals, nodes: Mapping[UUID, Node], names: Mapping[str, str]) -> Named:
    node = nodes.get(UUID(key)) if _is_id(key) else None
    if node is not None:
        return Named(node.title.in_language("de")[0], found, node.url, key)
    return Named(names.get(key, key), found, key=key)


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def money_of(project: UUID) -> ProjectMoney | None:
    """The project's money over all grants; None where nothing was entered."""
    pairs = grants.cube(project=project)
    if not pairs:
        return None
    rows = [entry for _grant, entry in pairs]
    known = grants.named({key for key, _entry in pairs})
    found = totals(rows)
    return ProjectMoney(
        project_id=project,
        name=next((row.project_name for row in rows if row.project_name), ""),
        planned=found.planned,
        ordered=found.ordered,
        spent=found.spent,
        called=found.called,
        received=found.received,
        grants=tuple(slug for slug, _example in known),
        example=any(example for _slug, example in known),
    )


@dataclass(frozen=True, slots=True)
class Places:
    """Who gets what. `whole`: cents that belong to no single place."""

    shown: tuple[engine.Part, ...]
    small: engine.Part | None
    whole: int
    total: int
    least: int
    example: bool


def by_place() -> Places:
    least = settings.SOESMART["ledger.village_threshold"]
    rows = [entry for _grant, entry in grants.cube(effect="voucher")]
    villages = [
        engine.Village(place.slug, place.name, place.people)
        for place in local_places()
        if place.kind == "village"
    ]
    shown, small, whole = engine.parts(rows, villages, least)
    example = any(one.example for one in grants.grants())
    return Places(shown, small, whole, sum(row.cents for row in rows), least, example)


def cost_of_stopping(grant: GrantView) -> Stopping:
    return stopping(grants.entries(grant.id), grant.terms, today())


@dataclass(frozen=True, slots=True)
class Budget:
    """One town and year of a public budget, in whole euros."""

    year: int
    town: str
    receipts: int | None
    payments: int | None
    compared: int
    mismatches: int
    source: str


def budgets() -> tuple[Budget, ...]:
    return tuple(
        Budget(row.year, row.town, row.receipts, row.payments, row.compared, len(row.mismatches), row.source)
        for row in BudgetYear.objects.order_by("town", "year")
    )
