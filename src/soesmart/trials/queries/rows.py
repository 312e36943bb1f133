# SPDX-License-Identifier: EUPL-1.2
"""Trials as others see them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as lazy

from soesmart.kernel import clock
from soesmart.trials import rules
from soesmart.trials.actions import cards, data, pooling
from soesmart.trials.actions.analysing import leaf as result_leaf
from soesmart.trials.engine.types import Verdict
from soesmart.trials.models import (
    Analysis,
    Data,
    Decision,
    Lesson,
    Registration,
    Rollout,
    Settled,
    TownSums,
    Trial,
)
from soesmart.trials.types import LessonRow, RegistrationRow, ResultRow, Stage, TrialRow, Works

WORKS = {
    Works.YES: lazy("wirkt"),
    Works.NO: lazy("wirkt nicht"),
    Works.CONDITIONS: lazy("wirkt unter Bedingungen"),
    Works.UNKNOWN: lazy("wissen wir nicht"),
}


def trials() -> tuple[TrialRow, ...]:
    """Running first, then planned, then finished; the newest first in each."""
    return _in_order(Trial.objects.all())


def trials_of(project: UUID, linked: Sequence[UUID] = ()) -> tuple[TrialRow, ...]:
    """Those that name the project, and those the thread leads to."""
    return _in_order(Trial.objects.filter(Q(project=project) | Q(pk__in=linked)))


def _in_order(found: QuerySet[Trial]) -> tuple[TrialRow, ...]:
    found = found.prefetch_related("registrations", "analyses").select_related("lesson")
    order = {Stage.RUNNING: 0, Stage.PLANNED: 1, Stage.FINISHED: 2}
    return tuple(
        sorted((row_of(one) for one in found.order_by("-created_at", "-id")), key=lambda r: order[r.stage])
    )


def trial(slug: str) -> Trial | None:
    return (
        Trial.objects.prefetch_related("registrations", "analyses")
        .select_related("lesson")
        .filter(slug=slug)
        .first()
    )


def row_of(one: Trial) -> TrialRow:
    plans = list(one.registrations.all())
    done = [a for a in one.analyses.all() if a.state == "done"]
    last = max(done, key=lambda a: (a.done_at, a.id)) if done else None
    lesson = getattr(one, "lesson", None)
    told = last.told if last and last.told else {}
    return TrialRow(
        id=one.id,
        slug=one.slug,
        title=rules.as_text(one.title),
        question=rules.as_text(one.question),
        stage=stage_of(
            plans[-1].begins if plans else None,
            bool(one.described or (last and not still_open(told, plans))),
        ),
        start=plans[-1].begins if plans else None,
        url=reverse("trials:trial", args=[one.slug]),
        project=one.project,
        goal=one.goal,
        indicator=one.indicator,
        example=one.example,
        verdict=told.get("verdict", Verdict.DESCRIBED.value if one.described else ""),
        grade=told.get("grade", "D" if one.described else ""),
        result=last.id if last else None,
        works=Works(lesson.works) if lesson else None,
    )


def stage_of(begins: date | None, finished: bool) -> Stage:
    """`finished`: there is a result, or it was told in words."""
    if finished:
        return Stage.FINISHED
    if begins and clock.now().date() >= begins:
        return Stage.RUNNING
    return Stage.PLANNED


def still_open(told: Mapping[str, Any], plans: Sequence[Registration]) -> bool:
    """A result that is blocked, or a running look that has found nothing yet and whose time is not over."""
    if told.get("blocked"):
        return True
    looks = told.get("looks")
    if not looks or not plans or told["verdict"] not in ("unknown", "refused"):
        return False
    return bool(looks[-1]["day"] < plans[-1].ends.isoformat())


def registrations(one: Trial) -> tuple[RegistrationRow, ...]:
    return tuple(
        RegistrationRow(r.number, r.at, rules.plan_of(r.plan), r.late, r.reason)
        for r in one.registrations.all()
    )


def results(one: Trial) -> tuple[ResultRow, ...]:
    """Newest first."""
    found = one.analyses.filter(state="done").select_related("registration").order_by("-done_at", "-id")
    return tuple(_result(row, one) for row in found)


def _result(row: Analysis, one: Trial) -> ResultRow:
    told = row.told or {}
    return ResultRow(
        row.id,
        one.id,
        one.slug,
        row.done_at or row.at,
        told.get("verdict", ""),
        told.get("grade", ""),
        told,
        row.registration.number,
    )


def lessons() -> tuple[LessonRow, ...]:
    """Newest first; what did not work with the same weight."""
    found = Lesson.objects.select_related("trial").order_by("-at", "-id")
    return tuple(
        LessonRow(row.id, row.trial_id, row.trial.slug, Works(row.works), rules.as_text(row.text), row.at)
        for row in found
    )


def current_leaves(kind: str, subjects: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
    """What the newest leaf about each of these must still say."""
    return dict(_leaves(kind, subjects))


def _leaves(kind: str, subjects: Sequence[str]) -> Iterable[tuple[str, Mapping[str, Any]]]:
    if kind == "trial":
        yield from ((str(r.id), cards.leaf(r)) for r in Trial.objects.filter(pk__in=subjects))
    elif kind == "lesson":
        yield from ((str(r.id), cards.lesson_leaf(r)) for r in Lesson.objects.filter(pk__in=subjects))
    elif kind == "rollout":
        yield from ((str(r.id), cards.rollout_leaf(r)) for r in Rollout.objects.filter(pk__in=subjects))
    elif kind == "sums":
        yield from ((str(r.id), pooling.leaf(r)) for r in TownSums.objects.filter(pk__in=subjects))
    elif kind == "data":
        yield from ((str(r.id), data.leaf(r)) for r in Data.objects.filter(pk__in=subjects))
    elif kind == "result":
        rows = Analysis.objects.select_related("registration").filter(pk__in=subjects, state="done")
        yield from ((str(r.id), result_leaf(r)) for r in rows)
    else:
        yield from _pairs(kind, subjects)


def _pairs(kind: str, subjects: Sequence[str]) -> Iterable[tuple[str, Mapping[str, Any]]]:
    """Leaves whose subject is "id:number" or "id:code"."""
    wanted = {tuple(subject.rsplit(":", 1)) for subject in subjects}
    first = {one[0] for one in wanted}
    if kind == "registration":
        for plan in Registration.objects.filter(trial_id__in=first):
            said = {
                "number": plan.number,
                "plan": cards.plan_leaf(plan.plan),
                "late": plan.late,
                "reason": plan.reason,
            }
            if (str(plan.trial_id), str(plan.number)) in wanted:
                yield f"{plan.trial_id}:{plan.number}", said
    elif kind == "decision":
        for row in Decision.objects.filter(trial_id__in=first):
            if (str(row.trial_id), str(row.number)) in wanted:
                yield f"{row.trial_id}:{row.number}", {"choice": row.choice, "reason": row.reason}
    elif kind == "settled":
        for one in Settled.objects.filter(data_id__in=first):
            if (str(one.data_id), one.code) in wanted:
                yield f"{one.data_id}:{one.code}", {"code": one.code, "reason": one.reason}
