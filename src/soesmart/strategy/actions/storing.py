# SPDX-License-Identifier: EUPL-1.2
"""Making a checked snapshot the published state. Who may, and drafts, are the business of `revising`."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models

from soesmart.kernel import clock
from soesmart.kernel.log.actions import stage
from soesmart.revisions.facade import record
from soesmart.strategy import leaves
from soesmart.strategy.models import Goal, Indicator, Level, Strategy

Outcome = str
FROM_FILE = "aus einer Datei übernommen"
CREATED, UPDATED, UNCHANGED = "created", "updated", "unchanged"


def store_strategy(snapshot: Mapping[str, Any]) -> Outcome:
    row = Strategy.objects.select_for_update().first() or Strategy(title={}, version=0)
    return _keep(row, dict(snapshot), "strategy.strategy", "strategy", leaves.strategy_part)


def store_level(snapshot: Mapping[str, Any]) -> Outcome:
    row = Level.objects.select_for_update().filter(slug=snapshot["slug"]).first() or Level(version=0)
    return _keep(row, dict(snapshot), "strategy.level", snapshot["slug"], leaves.level_part)


def store_goal(snapshot: Mapping[str, Any], goal_id: UUID | None = None) -> Outcome:
    """By its id, or (from a file) by its slug; a new one gets the id."""
    rows = Goal.objects.select_for_update(of=("self",)).select_related("level", "parent")
    row = rows.filter(**_which(snapshot, goal_id)).first() or _fresh(Goal, goal_id)
    values = dict(snapshot)
    values["level"] = Level.objects.get(slug=snapshot["level"])
    values["parent"] = Goal.objects.get(slug=snapshot["parent"]) if snapshot.get("parent") else None
    outcome = _keep(row, values, "strategy.goal", str(row.pk), leaves.goal_part)
    if goal_id is None:
        record("strategy.goal", row.pk, leaves.goal_part(row), FROM_FILE)
    return outcome


def store_indicator(snapshot: Mapping[str, Any], indicator_id: UUID | None = None) -> Outcome:
    """By its id, or (from a file) by its slug; a new one gets the id."""
    rows = Indicator.objects.select_for_update(of=("self",)).select_related("goal")
    row = rows.filter(**_which(snapshot, indicator_id)).first() or _fresh(Indicator, indicator_id)
    values = dict(snapshot)
    values["goal"] = Goal.objects.get(slug=snapshot["goal"]) if snapshot.get("goal") else None
    outcome = _keep(row, values, "strategy.indicator", str(row.pk), leaves.indicator_part)
    if indicator_id is None:
        record("strategy.indicator", row.pk, leaves.indicator_part(row), FROM_FILE)
    return outcome


def _which(snapshot: Mapping[str, Any], key: UUID | None) -> dict[str, Any]:
    return {"pk": key} if key else {"slug": snapshot["slug"]}


def _fresh(model: type[models.Model], key: UUID | None) -> Any:
    return model(version=0, changed_at=clock.now(), **({"pk": key} if key else {}))


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
