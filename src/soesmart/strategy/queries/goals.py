# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language

from soesmart.kernel import faces
from soesmart.kernel.room import Face, Json, Node
from soesmart.strategy import leaves
from soesmart.strategy.models import Goal, Level, Strategy
from soesmart.strategy.stored import must, sources_out, text_out
from soesmart.strategy.types import GoalRow, LevelRow, StrategyRow, Unknown


def levels() -> tuple[LevelRow, ...]:
    """The rungs of the ladder, from the top."""
    return tuple(_level(row) for row in Level.objects.all())


def goals() -> tuple[GoalRow, ...]:
    """All of them, from the top of the ladder down, in the town's order."""
    return tuple(row_of(row) for row in _loaded())


def goal(goal_id: UUID) -> GoalRow | None:
    row = _loaded().filter(pk=goal_id).first()
    return row_of(row) if row else None


def goal_by_slug(slug: str) -> GoalRow | None:
    row = _loaded().filter(slug=slug).first()
    return row_of(row) if row else None


def _loaded() -> QuerySet[Goal]:
    return Goal.objects.select_related("level")


def row_of(row: Goal) -> GoalRow:
    return GoalRow(
        id=row.id,
        slug=row.slug,
        title=must(row.title),
        level=row.level.slug,
        parent=row.parent_id,
        url=reverse("strategy:goal", args=[row.slug]),
        text=text_out(row.text),
        sources=sources_out(row.sources),
        as_of=row.as_of,
        unknown=_unknown(row),
        sdgs=tuple(row.sdgs),
        charta=tuple(row.charta),
        example=row.example,
        version=row.version,
    )


def _level(row: Level) -> LevelRow:
    return LevelRow(
        slug=row.slug,
        position=row.position,
        name=must(row.name),
        plural=must(row.plural),
        role=row.role,  # type: ignore[arg-type]
        expected=row.expected,
        unknown=_unknown(row),
        sources=sources_out(row.sources),
    )


def _unknown(row: Goal | Level) -> Unknown | None:
    return Unknown(row.asked_at, must(row.whom)) if row.asked_at and row.whom else None


def _select(ids: Sequence[UUID]) -> Any:
    """For the thread: goals are public as soon as they are published."""
    return faces.told(Goal.objects.filter(pk__in=ids), title="title", slug="slug", level="level__name")


def _node(key: UUID, said: Json) -> Node:
    level = must(faces.part(said["level"]))
    title, url = must(faces.part(said["title"])), reverse("strategy:goal", args=[said["slug"]])
    return Node("strategy.goal", key, title, url, state=level.in_language(get_language() or "de")[0])


FACE = Face(_select, _node)


def current_leaves(kind: str, subjects: Sequence[str]) -> Mapping[str, Json]:
    """What the newest entry of the log about each of these must say."""
    if kind == "strategy.strategy":
        row = Strategy.objects.first()
        return {"strategy": leaves.strategy_part(row)} if row else {}
    if kind == "strategy.level":
        return {row.slug: leaves.level_part(row) for row in Level.objects.filter(slug__in=subjects)}
    rows = Goal.objects.filter(pk__in=subjects).select_related("level", "parent")
    return {str(row.pk): leaves.goal_part(row) for row in rows}


def strategy() -> StrategyRow | None:
    """The strategy as a whole; None while nothing is known of one."""
    row = Strategy.objects.first()
    if row is None:
        return None
    return StrategyRow(
        title=must(row.title),
        text=text_out(row.text),
        sources=sources_out(row.sources),
        as_of=row.as_of,
        example=row.example,
    )


def children(goal_id: UUID) -> tuple[GoalRow, ...]:
    """The goals that belong to one, from the next rung down."""
    return tuple(row_of(row) for row in _loaded().filter(parent=goal_id))


def above(goal_id: UUID) -> tuple[GoalRow, ...]:
    """What a goal belongs to, from the top, without itself. Two queries, however deep."""
    parents = dict(Goal.objects.order_by().values_list("pk", "parent_id"))
    chain: list[UUID] = []
    at = parents.get(goal_id)
    while at is not None and len(chain) < 20:
        chain.insert(0, at)
        at = parents.get(at)
    rows = {row.pk: row_of(row) for row in _loaded().filter(pk__in=chain)} if chain else {}
    return tuple(rows[key] for key in chain if key in rows)
