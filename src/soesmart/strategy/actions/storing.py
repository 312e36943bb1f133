# SPDX-License-Identifier: EUPL-1.2
"""Making a checked snapshot the published state. Who may, and drafts, are the business of `revising`."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from django.db import models

from soesmart.kernel import clock
from soesmart.kernel.log.actions import stage
from soesmart.strategy import leaves
from soesmart.strategy.models import Goal, Indicator, Level, Strategy

Row = TypeVar("Row", bound=models.Model)
Outcome = str
CREATED, UPDATED, UNCHANGED = "created", "updated", "unchanged"


def store_strategy(snapshot: Mapping[str, Any]) -> Outcome:
    row = Strategy.objects.select_for_update().first() or Strategy(title={}, version=0)
    return _keep(row, dict(snapshot), "strategy.strategy", "strategy", leaves.strategy_part)


def store_level(snapshot: Mapping[str, Any]) -> Outcome:
    row = Level.objects.select_for_update().filter(slug=snapshot["slug"]).first() or Level(version=0)
    return _keep(row, dict(snapshot), "strategy.level", snapshot["slug"], leaves.level_part)


def store_goal(snapshot: Mapping[str, Any]) -> Outcome:
    rows = Goal.objects.select_for_update(of=("self",)).select_related("level", "parent")
    row = rows.filter(slug=snapshot["slug"]).first() or Goal(version=0, changed_at=clock.now())
    values = dict(snapshot)
    values["level"] = Level.objects.get(slug=snapshot["level"])
    values["parent"] = Goal.objects.get(slug=snapshot["parent"]) if snapshot.get("parent") else None
    return _keep(row, values, "strategy.goal", str(row.pk), leaves.goal_part)


def store_indicator(snapshot: Mapping[str, Any]) -> Outcome:
    rows = Indicator.objects.select_for_update(of=("self",)).select_related("goal")
    row = rows.filter(slug=snapshot["slug"]).first() or Indicator(version=0, changed_at=clock.now())
    values = dict(snapshot)
    values["goal"] = Goal.objects.get(slug=snapshot["goal"]) if snapshot.get("goal") else None
    return _keep(row, values, "strategy.indicator", str(row.pk), leaves.indicator_part)


def _keep(row: Any, values: dict[str, Any], kind: str, subject: str, part: Any) -> Outcome:
    fresh = row.version == 0
    if values.get("asked_at"):
        values["asked_at"] = date.fromisoformat(values["asked_at"])
    if not fresh and all(getattr(row, name) == value for name, value in values.items()):
        return UNCHANGED
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    if hasattr(row, "changed_at"):
        row.changed_at = clock.now()
    row.save(force_insert=fresh)
    stage(kind, subject, row.version, part(row))
    return CREATED if fresh else UPDATED
