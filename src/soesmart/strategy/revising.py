# SPDX-License-Identifier: EUPL-1.2
"""What room `revisions` asks about goals and indicators: may this be published, and how."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from soesmart.kernel.room import Json
from soesmart.kernel.words import LocalText
from soesmart.strategy import rules
from soesmart.strategy.actions import storing
from soesmart.strategy.models import Goal, Indicator, Level
from soesmart.strategy.stored import must

_TEXTS = ("title", "text", "whom")


def title(snapshot: Json) -> LocalText:
    return must(snapshot["title"])


def publish_goal(key: UUID, snapshot: Json) -> None:
    storing.store_goal(snapshot, key)


def publish_indicator(key: UUID, snapshot: Json) -> None:
    storing.store_indicator(snapshot, key)


def goal_complaints(snapshot: Json) -> list[tuple[str, str]]:
    return list(_goal_complaints(snapshot))


def _goal_complaints(snapshot: Json) -> Iterator[tuple[str, str]]:
    entry = {key: value for key, value in snapshot.items() if value is not None}
    entry |= {name: _texts(snapshot.get(name)) for name in _TEXTS if snapshot.get(name)}
    entry["source"] = snapshot.get("sources", [])
    if snapshot.get("asked_at"):
        entry["asked_at"] = date.fromisoformat(snapshot["asked_at"])
    yield from rules.goal_complaints(entry)
    if not Level.objects.filter(slug=snapshot.get("level", "")).exists():
        yield "level", _("Diese Stufe gibt es nicht.")
    parent = snapshot.get("parent")
    if parent and not Goal.objects.filter(slug=parent).exists():
        yield "parent", _("Dieses Ziel gibt es nicht.")
    if parent and snapshot["slug"] in _above(parent):
        yield "parent", _("Ein Ziel kann nicht unter sich selbst stehen.")


def _above(slug: str) -> set[str]:
    parents = dict(Goal.objects.values_list("slug", "parent__slug"))
    seen: set[str] = set()
    at: str | None = slug
    while at and at not in seen:
        seen.add(at)
        at = parents.get(at)
    return seen


def indicator_complaints(snapshot: Json) -> list[tuple[str, str]]:
    return list(_indicator_complaints(snapshot))


def _indicator_complaints(snapshot: Json) -> Iterator[tuple[str, str]]:
    entry = dict(snapshot) | {"title": _texts(snapshot.get("title"))}
    entry |= {note: _texts(stored) for note, stored in snapshot.get("texts", {}).items()}
    yield from rules.indicator_complaints(entry)
    goal = snapshot.get("goal")
    if goal and not Goal.objects.filter(slug=goal).exists():
        yield "goal", _("Dieses Ziel gibt es nicht.")
    other = Indicator.objects.filter(goal__slug=goal, main=True).exclude(slug=snapshot.get("slug")).first()
    if snapshot.get("main") and goal and other:
        yield "main", _("Dieses Ziel hat schon eine Kennzahl.")


def _texts(stored: Mapping[str, Any] | None) -> Any:
    return stored.get("texts") if isinstance(stored, Mapping) else None
