# SPDX-License-Identifier: EUPL-1.2
"""Goals, Kennzahlen and every number for programs."""

from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router, Schema

from soesmart.strategy import facade, ladders
from soesmart.strategy.types import IndicatorRow, Value

router = Router(tags=["Ziele"])


class GoalOut(Schema):
    id: str
    slug: str
    title: dict[str, str]
    text: dict[str, str] | None
    level: str
    parent: str | None
    url: str
    sdgs: list[int]
    charta: list[str]
    sources: list[dict[str, str]]
    as_of: str
    unknown: bool
    example: bool


class LevelOut(Schema):
    slug: str
    name: dict[str, str]
    role: str
    expected: int | None
    known: int


class GoalsOut(Schema):
    levels: list[LevelOut]
    goals: list[GoalOut]


class IndicatorOut(Schema):
    id: str
    slug: str
    title: dict[str, str]
    goal: str | None
    kennzahl: bool
    unit: str
    kind: str
    direction: str
    resolution: str
    geography: str
    source: dict[str, str]
    baseline: dict[str, str] | None
    target: list[dict[str, str]]
    notes: dict[str, dict[str, str]]
    measured_until: str | None
    url: str
    example: bool


class IndicatorsOut(Schema):
    indicators: list[IndicatorOut]


class ValueOut(Schema):
    period: str
    start: str
    end: str
    value: str
    lower: str | None
    upper: str | None
    source: str
    entered_at: str
    correction: int


class ValuesOut(Schema):
    indicator: IndicatorOut
    values: list[ValueOut]


class RungOut(Schema):
    theirs: str
    their_goals: list[str]
    ours: str | None
    our_goals: list[str]


class LadderOut(Schema):
    slug: str
    name: str
    source: dict[str, str]
    example: bool
    rungs: list[RungOut]


@router.get("/goals", response=GoalsOut, summary="Die Leiter und alle Ziele")
def goals(request: HttpRequest) -> dict[str, Any]:
    rows = facade.goals()
    return {
        "levels": [
            {
                "slug": level.slug,
                "name": dict(level.name.texts),
                "role": level.role,
                "expected": level.expected,
                "known": sum(goal.level == level.slug for goal in rows),
            }
            for level in facade.levels()
        ],
        "goals": [
            {
                "id": str(row.id),
                "slug": row.slug,
                "title": dict(row.title.texts),
                "text": dict(row.text.texts) if row.text else None,
                "level": row.level,
                "parent": str(row.parent) if row.parent else None,
                "url": row.url,
                "sdgs": list(row.sdgs),
                "charta": list(row.charta),
                "sources": [_source(source) for source in row.sources],
                "as_of": row.as_of,
                "unknown": row.unknown is not None,
                "example": row.example,
            }
            for row in rows
        ],
    }


@router.get("/indicators", response=IndicatorsOut, summary="Alle Kennzahlen, ohne ihre Werte")
def indicators(request: HttpRequest) -> dict[str, Any]:
    return {"indicators": [_indicator(row) for row in facade.indicators()]}


@router.get("/indicators/{slug}", response=ValuesOut, summary="Eine Kennzahl mit allen Zahlen, die gelten")
def indicator(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Zahlen stehen als Text, genau wie sie gemessen wurden. Was fehlt, fehlt."""
    row = facade.indicator_by_slug(slug)
    if row is None:
        raise Http404("Diese Kennzahl gibt es nicht.")
    return {"indicator": _indicator(row), "values": [_value(value) for value in facade.values(row.id)]}


@router.get("/ladders", response=list[LadderOut], summary="Die Leitern anderer Städte neben der eigenen")
def other_ladders(request: HttpRequest) -> list[dict[str, Any]]:
    return [
        {
            "slug": one.slug,
            "name": one.name,
            "source": _source(one.source),
            "example": one.example,
            "rungs": [
                {
                    "theirs": rung.theirs,
                    "their_goals": list(rung.their_goals),
                    "ours": rung.ours.slug if rung.ours else None,
                    "our_goals": [goal.slug for goal in rung.our_goals],
                }
                for rung in one.rungs
            ],
        }
        for one in ladders.compared()
    ]


def _indicator(row: IndicatorRow) -> dict[str, Any]:
    baseline = row.baseline
    return {
        "id": str(row.id),
        "slug": row.slug,
        "title": dict(row.title.texts),
        "goal": str(row.goal) if row.goal else None,
        "kennzahl": row.main,
        "unit": row.unit,
        "kind": row.kind,
        "direction": row.direction,
        "resolution": row.resolution,
        "geography": row.geography,
        "source": _source(row.source),
        "baseline": baseline
        and {"on": baseline.on.isoformat(), "value": _text(baseline.value), "period": baseline.label},
        "target": [{"on": point.on.isoformat(), "value": _text(point.value)} for point in row.target],
        "notes": {name: dict(text.texts) for name, text in (row.texts or {}).items()},
        "measured_until": row.newest[0].period_end.isoformat() if row.newest else None,
        "url": row.url,
        "example": row.example,
    }


def _value(value: Value) -> dict[str, Any]:
    return {
        "period": value.period_label,
        "start": value.period_start.isoformat(),
        "end": value.period_end.isoformat(),
        "value": _text(value.value),
        "lower": None if value.lower is None else _text(value.lower),
        "upper": None if value.upper is None else _text(value.upper),
        "source": value.source,
        "entered_at": value.entered_at.isoformat(),
        "correction": value.number - 1,
    }


def _source(source: Any) -> dict[str, str]:
    return {"label": source.label, "url": source.url, "as_of": source.as_of}


def _text(number: Decimal) -> str:
    return format(number, "f")
