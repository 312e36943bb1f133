# SPDX-License-Identifier: EUPL-1.2
"""What everybody sees: the ladder, a goal, a Kennzahl with its picture, table and file."""

import csv
import io
from collections import defaultdict
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from soesmart.accounts.facade import actor_of, may
from soesmart.strategy import facade, shown, words
from soesmart.strategy.engine.charta import CHARTA, SDGS
from soesmart.strategy.types import GoalRow, LevelRow

_SHOWN = 30
_UNFOLDED = 60
"""More goals than that, and a field of action shows its goals when asked."""


def may_edit(request: HttpRequest) -> bool:
    """Pages for everybody come from a shared cache: only who is signed in is asked."""
    actor = actor_of(request)
    return actor.account_id is not None and may(actor, "strategy.edit")


def ladder(request: HttpRequest) -> HttpResponse:
    levels, goals = facade.levels(), facade.goals()
    by_level: dict[str, list[GoalRow]] = defaultdict(list)
    below: dict[UUID | None, list[GoalRow]] = defaultdict(list)
    for goal in goals:
        by_level[goal.level].append(goal)
        below[goal.parent].append(goal)
    main = {row.goal: shown.shown(row) for row in facade.main_indicators()}
    roles = {level.slug: level.role for level in levels}
    rungs = [level for level in levels if level.role == "goal"]
    tops = [goal for goal in goals if goal.parent is None and roles[goal.level] == "goal"]
    return render(
        request,
        "strategy/ladder.html",
        {
            "strategy": facade.strategy(),
            "rungs": [_rung(level, len(by_level[level.slug])) for level in levels],
            "ladder_words": " → ".join(shown.local(level.name) for level in rungs),
            "across": [goal for goal in goals if roles[goal.level] == "across"],
            "tree": [_branch(goal, below, roles, main, 0) for goal in tops],
            "folds": len(goals) > _UNFOLDED,
            "loose": facade.loose_indicators(_SHOWN),
            "may_edit": may_edit(request),
            "versions": facade.versions(),
            "empty": not goals,
        },
    )


def _rung(level: LevelRow, known: int) -> dict[str, Any]:
    lacking = level.expected is not None and level.role in {"goal", "across"} and known < level.expected
    return {"level": level, "known": known, "lacking": lacking or (level.unknown is not None and not known)}


def _branch(goal: GoalRow, below: Any, roles: Any, main: Any, depth: int) -> dict[str, Any]:
    children = [
        _branch(child, below, roles, main, depth + 1)
        for child in below[goal.id]
        if roles[child.level] == "goal" and depth < 12
    ]
    leaves = all(not child["children"] for child in children)
    return {"goal": goal, "children": children, "main": main.get(goal.id), "leaves": leaves}


def goal(request: HttpRequest, slug: str) -> HttpResponse:
    row = facade.goal_by_slug(slug)
    if row is None:
        raise Http404(_("Dieses Ziel gibt es nicht. Alle Ziele stehen unter „Ziele“."))
    levels = {level.slug: level for level in facade.levels()}
    indicators = facade.indicators(row.id)
    main = next((one for one in indicators if one.main), None)
    values = facade.values(main.id) if main else ()
    return render(
        request,
        "strategy/goal.html",
        {
            "goal": row,
            "level": levels[row.level],
            "above": facade.above(row.id),
            "children": [(child, levels[child.level]) for child in facade.children(row.id)],
            "main": shown.shown(main, values) if main else None,
            "picture": mark_safe(shown.picture(main, values)) if main else "",  # noqa: S308
            "others": shown.shown_all([one for one in indicators if one is not main][:_SHOWN]),
            "more": max(0, len(indicators) - bool(main) - _SHOWN),
            "sdgs": [(number, _(SDGS[number])) for number in row.sdgs],
            "charta": [_(CHARTA[line]) for line in row.charta if line in CHARTA],
            "may_edit": may_edit(request),
        },
    )


def indicator(request: HttpRequest, slug: str) -> HttpResponse:
    row = facade.indicator_by_slug(slug)
    if row is None:
        raise Http404(_("Diese Kennzahl gibt es nicht. Alle Ziele stehen unter „Ziele“."))
    values = facade.values(row.id)
    facts = [
        (_("Was sie misst"), _(words.KINDS[row.kind])),
        (_("Was besser ist"), _(words.DIRECTIONS[row.direction])),
        (_("Wie oft gemessen wird"), _(words.RESOLUTION_WORDS[row.resolution])),
        (_("Gebiet"), row.geography or _("nicht genannt")),
        (_("Einheit"), row.unit or _("nicht genannt")),
    ]
    notes = [(_(name), (row.texts or {}).get(key)) for key, name in words.NOTES.items()]
    return render(
        request,
        "strategy/indicator.html",
        {
            "shown": shown.shown(row, values),
            "indicator": row,
            "goal": facade.goal(row.goal) if row.goal else None,
            "headline": shown.headline(row, values),
            "picture": mark_safe(shown.picture(row, values)),  # noqa: S308
            "rows": [_value_row(value) for value in reversed(values)],
            "bounds": any(value.lower is not None or value.upper is not None for value in values),
            "target": [(shown.day(p.on), shown.number(p.value)) for p in row.target],
            "baseline": row.baseline and (row.baseline.label, shown.with_unit(row, row.baseline.value)),
            "facts": facts,
            "notes": [(name, text) for name, text in notes if text],
            "lacking": [name for name, text in notes if not text],
            "corrections": [(_value_row(v), aside) for v, aside in facade.corrections(row.id)],
            "may_edit": may_edit(request),
        },
    )


def _value_row(value: facade.Value) -> dict[str, Any]:
    bounds = (shown.number(one) if one is not None else "" for one in (value.lower, value.upper))
    lower, upper = bounds
    return {
        "period": value.period_label,
        "value": shown.number(value.value),
        "lower": lower,
        "upper": upper,
        "source": value.source,
        "entered": value.entered_at,
        "number": value.number,
        "reason": value.reason,
    }


def values_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """Every number that counts, as text and with its source: what `soesmart import indicators` reads back."""
    row = facade.indicator_by_slug(slug)
    if row is None:
        raise Http404
    out = io.StringIO()
    table = csv.writer(out, delimiter=";", lineterminator="\r\n")
    table.writerow(["Zeitraum", row.slug, "von", "bis", "Untergrenze", "Obergrenze", "Einheit", "Quelle"])
    for value in facade.values(row.id):
        table.writerow(
            [
                value.period_label,
                _comma(value.value),
                value.period_start.isoformat(),
                value.period_end.isoformat(),
                _comma(value.lower),
                _comma(value.upper),
                row.unit,
                value.source,
            ]
        )
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{row.slug}.csv"'
    return response


def _comma(value: Any) -> str:
    return "" if value is None else format(value, "f").replace(".", ",")
