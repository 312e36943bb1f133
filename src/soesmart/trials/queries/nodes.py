# SPDX-License-Identifier: EUPL-1.2
"""Trials, results and lessons as stops of the thread, by the names people and files use."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from soesmart.kernel import faces
from soesmart.kernel.room import Face, Json, Node
from soesmart.trials import rules, words
from soesmart.trials.engine.types import Verdict
from soesmart.trials.models import Analysis, Lesson, Registration, Trial
from soesmart.trials.queries.rows import WORKS, stage_of
from soesmart.trials.types import Stage, Works


def known(keys: Sequence[UUID]) -> frozenset[UUID]:
    return frozenset(Trial.objects.filter(pk__in=keys).values_list("pk", flat=True))


def find(name: str) -> UUID | None:
    """By slug, or an address that ends with it."""
    slug = name.strip("/").rsplit("/", 1)[-1]
    return Trial.objects.filter(slug=slug).values_list("pk", flat=True).first()


def _trials(keys: Sequence[UUID]) -> Any:
    plans = Registration.objects.filter(trial=OuterRef("pk")).order_by("-number")
    done = Analysis.objects.filter(trial=OuterRef("pk"), state="done").order_by("-done_at", "-id")
    return faces.told(
        Trial.objects.filter(pk__in=keys),
        title="title",
        slug="slug",
        described="described",
        begins=Subquery(plans.values("begins")[:1]),
        ends=Subquery(plans.values("ends")[:1]),
        verdict=Subquery(done.values("told__verdict")[:1]),
        blocked=Subquery(done.values("told__blocked__0")[:1]),
        first_look=Subquery(done.values("told__looks__0__day")[:1]),
        last=Subquery(done.values("told__series__last")[:1]),
    )


def _trial(key: UUID, said: Json) -> Node:
    names = {Stage.PLANNED: _("geplant"), Stage.RUNNING: _("läuft"), Stage.FINISHED: _("abgeschlossen")}
    begins = faces.day(said["begins"])
    stage = stage_of(begins, bool(faces.part(said["described"]) or _has_ended(said)))
    title, url = rules.as_text(faces.said_in(said["title"])), reverse("trials:trial", args=[said["slug"]])
    return Node("trials.trial", key, title, url, names[stage], begins)


def _has_ended(said: Json) -> bool:
    """There is a result that nothing blocks, and no look of a later day may change it."""
    verdict = said["verdict"]
    looks_on = said["first_look"] and verdict in ("unknown", "refused") and said["last"] < said["ends"]
    return bool(verdict) and not looks_on and not said["blocked"]


def _results(keys: Sequence[UUID]) -> Any:
    return faces.told(
        Analysis.objects.filter(pk__in=keys, state="done"),
        title="trial__title",
        slug="trial__slug",
        verdict="told__verdict",
        at="at",
        done_at="done_at",
    )


def _result(key: UUID, said: Json) -> Node:
    return Node(
        "trials.result",
        key,
        rules.as_text(faces.said_in(said["title"])),
        reverse("trials:result", args=[said["slug"], key]),
        str(words.VERDICTS[Verdict(said["verdict"])]),
        faces.moment(said["done_at"] or said["at"]).date(),
    )


def _lessons(keys: Sequence[UUID]) -> Any:
    rows = Lesson.objects.filter(pk__in=keys)
    return faces.told(rows, text="text", slug="trial__slug", works="works", at="at")


def _lesson(key: UUID, said: Json) -> Node:
    return Node(
        "trials.lesson",
        key,
        rules.as_text(faces.said_in(said["text"])),
        reverse("trials:trial", args=[said["slug"]]) + "#lehre",
        str(WORKS[Works(said["works"])]),
        faces.moment(said["at"]).date(),
    )


FACES = {
    "trials.trial": Face(_trials, _trial),
    "trials.result": Face(_results, _result),
    "trials.lesson": Face(_lessons, _lesson),
}
