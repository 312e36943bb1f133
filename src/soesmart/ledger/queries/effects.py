# SPDX-License-Identifier: EUPL-1.2
"""What a grant's projects were for and what came of it, as the rooms that know it say: never free text.

Goal and numbers come from the strategy, trials and their results from the thread. What nobody linked or
measured stays empty, and is shown as unknown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from soesmart.kernel.room import Node
from soesmart.kernel.words import LocalText
from soesmart.ledger.models import Entry
from soesmart.ledger.projects import KIND, named
from soesmart.strategy import facade as strategy
from soesmart.strategy.facade import IndicatorRow, Value
from soesmart.thread.facade import Around, NodeRef, around_all

GOAL, INDICATOR = "strategy.goal", "strategy.indicator"


@dataclass(frozen=True, slots=True)
class Measured:
    """One indicator: from where, to where, and where it stands. Empty is unknown."""

    title: LocalText
    url: str
    baseline: str
    target: str
    actual: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """One project that the grant pays. `trials`: results where there are any, else what is being tried."""

    project: Node
    goals: tuple[Node, ...]
    indicators: tuple[Measured, ...]
    trials: tuple[Node, ...]


def outcomes(grant: UUID, until: date) -> tuple[Outcome, ...]:
    """Of every public project with entries in the grant, in the order of their names: one walk for all."""
    keys = (
        Entry.objects.filter(grant=grant).exclude(project=None).order_by().values_list("project", flat=True)
    )
    found = sorted(
        named({key for key in keys if key}).values(), key=lambda node: node.title.in_language("de")[0]
    )
    return of_projects(found, until)


def of_projects(found: Sequence[Node], until: date) -> tuple[Outcome, ...]:
    if not found:
        return ()
    near = around_all((NodeRef(KIND, node.id) for node in found), itself=False)
    links = [_linked(node, near[NodeRef(KIND, node.id)]) for node in found]
    known = strategy.indicators_for(
        frozenset[UUID]().union(*(one.own for one in links)),
        frozenset(goal.id for one in links for goal in one.goals),
    )
    values = strategy.values_of([one.id for one in known])
    return tuple(_outcome(one, known, values, until) for one in links)


@dataclass(frozen=True, slots=True)
class _Links:
    """What the thread says about one project. `own`: indicators linked with it."""

    project: Node
    goals: tuple[Node, ...]
    own: frozenset[UUID]
    trials: tuple[Node, ...]


def _linked(project: Node, near: Around) -> _Links:
    before = [one for one in near.earlier.shown if one.node.kind == GOAL]
    nearest = min((one.depth for one in before), default=0)
    results = tuple(one.node for one in near.later.shown if one.stop == "result")
    return _Links(
        project,
        tuple(one.node for one in before if one.depth == nearest),
        frozenset(
            one.node.id for one in (*near.earlier.shown, *near.later.shown) if one.node.kind == INDICATOR
        ),
        results or tuple(one.node for one in near.later.shown if one.stop == "trial"),
    )


def _outcome(
    links: _Links, known: Sequence[IndicatorRow], values: Mapping[UUID, tuple[Value, ...]], until: date
) -> Outcome:
    ids = {node.id for node in links.goals}
    chosen = [one for one in known if one.id in links.own]
    chosen = chosen or [one for one in known if one.main and one.goal in ids]
    measured = tuple(_measured(one, values.get(one.id, ()), until) for one in chosen)
    return Outcome(links.project, links.goals, measured, links.trials)


def _measured(one: IndicatorRow, values: Iterable[Value], until: date) -> Measured:
    ended = [value for value in values if value.period_end <= until]
    target = max(one.target, key=lambda point: point.on, default=None)
    first, last = one.baseline, ended[-1] if ended else None
    return Measured(
        one.title,
        one.url,
        f"{_number(first.value, one)} ({first.label or _day(first.on)})" if first else "",
        _("%(value)s bis %(day)s") % {"value": _number(target.value, one), "day": _day(target.on)}
        if target
        else "",
        f"{_number(last.value, one)} ({last.period_label or _day(last.period_end)})" if last else "",
    )


def _number(value: Decimal, one: IndicatorRow) -> str:
    plain = value.normalize()
    places = max(0, -int(plain.as_tuple().exponent))
    unit = one.unit_one if value == 1 and one.unit_one else one.unit
    return f"{number_format(plain, places, use_l10n=True, force_grouping=True)} {unit}".strip()


def _day(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")
