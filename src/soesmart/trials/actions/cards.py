# SPDX-License-Identifier: EUPL-1.2
"""Setting up a trial, fixing what will be judged, deciding and learning. Each stages a leaf of the log."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from soesmart.accounts.facade import Actor, require
from soesmart.kernel import clock
from soesmart.kernel.ids import uuid7
from soesmart.kernel.log.actions import stage
from soesmart.kernel.log.engine.leaf import canonical
from soesmart.thread.facade import NodeRef, moved, tie
from soesmart.trials import rules
from soesmart.trials.engine import rollout
from soesmart.trials.models import Analysis, Decision, Lesson, Registration, Rollout, Trial
from soesmart.trials.types import Choice, NotFound, Refused, Works

Json = Mapping[str, Any]


def create(actor: Actor, given: Json) -> Trial:
    """`given`: title, question, project, goal, indicator. Raises NotAllowed or Refused."""
    require(actor, "trials.run")
    return add(given)


def add(given: Json) -> Trial:
    """As `create`, for imports."""
    title, question = rules.local(given["title"]), rules.local(given["question"])
    if not title.get("de") or not question.get("de"):
        raise Refused("title", _("Bitte Titel und Frage auf Deutsch nennen."))
    key = uuid7()
    slug = given.get("slug") or f"{slugify(title['de'])[:60] or 'versuch'}-{key.hex[-4:]}"
    with transaction.atomic():
        row = Trial.objects.create(
            id=key,
            slug=slug,
            title=title,
            question=question,
            project=given.get("project"),
            goal=given.get("goal"),
            indicator=given.get("indicator"),
            described=given.get("described"),
            example=bool(given.get("example")),
        )
        stage("trials.trial", str(row.id), 1, leaf(row))
        for kind, origin in (("projects.project", row.project), ("strategy.goal", row.goal)):
            if origin is not None and (kind != "strategy.goal" or row.project is None):
                tie(NodeRef(kind, origin), "tests", NodeRef("trials.trial", row.id))
    return row


def leaf(row: Trial) -> dict[str, Any]:
    said = {"title": row.title, "question": row.question, "described": row.described}
    return {
        "slug": row.slug,
        "project": str(row.project or ""),
        "words_sha256": hashlib.sha256(canonical(said).encode()).hexdigest(),
    }


def register(actor: Actor, trial: UUID, plan: Json, reason: str = "") -> Registration:
    """Fix what will be judged. After the start, or after a result, it is late: grade D. Raises Refused."""
    require(actor, "trials.run")
    return fix(trial, plan, reason)


def fix(trial: UUID, plan: Json, reason: str = "", on: date | None = None) -> Registration:
    """As `register`; `on` only for example trials, whose days are made up."""
    plan = {
        **plan,
        "hypothesis": rules.local(plan["hypothesis"]),
        "stop_rule": rules.local(plan["stop_rule"]),
    }
    plan = _with_lot(plan)
    rules.check(plan)
    begins, ends = rules.span(plan)
    with transaction.atomic():
        row = locked(trial)
        number = row.registrations.count() + 1
        if number > 1 and not reason.strip():
            raise Refused("reason", _("Der Plan war schon festgelegt. Bitte sagen, warum er sich ändert."))
        made = Registration.objects.create(
            trial=row,
            number=number,
            plan=plan,
            begins=begins,
            ends=ends,
            late=(on or clock.now().date()) >= begins or row.analyses.filter(state="done").exists(),
            reason=" ".join(reason.split())[:500],
            at=datetime(on.year, on.month, on.day, 12, tzinfo=UTC) if on else clock.now(),
        )
        public = {"number": number, "plan": plan_leaf(plan), "late": made.late, "reason": made.reason}
        stage("trials.registration", f"{row.id}:{number}", 1, public)
    return made


def _with_lot(plan: dict[str, Any]) -> dict[str, Any]:
    """The published order goes into the plan whole; its length is the horizon."""
    given = plan.pop("lot", None)
    if not given:
        return plan
    row = Rollout.objects.filter(pk=given).first()
    if row is None:
        raise Refused("lot", _("Diese Auslosung gibt es nicht."))
    order = {"id": str(row.id), **rollout_leaf(row)}
    return plan | {"lot": order, "horizon": int(order["periods"])}


def plan_leaf(plan: Json) -> dict[str, Any]:
    """Numbers as text: the log's JSON has no fractions."""
    return {
        name: value if isinstance(value, dict | str | int) else str(value) for name, value in plan.items()
    }


def locked(trial: UUID) -> Trial:
    row = Trial.objects.select_for_update().filter(pk=trial).first()
    if row is None:
        raise NotFound(str(trial))
    return row


def decide(actor: Actor, trial: UUID, choice: Choice, reason: str | Mapping[str, str]) -> Decision:
    """Continue, adapt or stop. Raises Refused without a result or a reason."""
    require(actor, "trials.run")
    return settle(trial, choice, reason)


def settle(trial: UUID, choice: Choice, reason: str | Mapping[str, str]) -> Decision:
    said = rules.local(reason)
    if not said.get("de"):
        raise Refused("reason", _("Bitte den Grund nennen. Er steht öffentlich dabei."))
    with transaction.atomic():
        row = locked(trial)
        if row.described is None and not row.analyses.filter(state="done").exists():
            raise Refused("choice", _("Erst das Ergebnis, dann die Entscheidung."))
        number = row.decisions.count() + 1
        made = Decision.objects.create(trial=row, number=number, choice=choice.value, reason=said)
        stage("trials.decision", f"{row.id}:{number}", 1, {"choice": choice.value, "reason": said})
        moved(NodeRef("trials.trial", row.id))
    return made


def teach(actor: Actor, trial: UUID, works: Works, text: str | Mapping[str, str]) -> Lesson:
    """Write down what other towns can learn; again means better words."""
    require(actor, "trials.run")
    return learn(trial, works, text)


def learn(trial: UUID, works: Works, text: str | Mapping[str, str]) -> Lesson:
    said = rules.local(text)
    if not said.get("de"):
        raise Refused("text", _("Bitte die Lehre in ein, zwei Sätzen sagen."))
    with transaction.atomic():
        row = locked(trial)
        result = last_result(row)
        if result is None and row.described is None:
            raise Refused("text", _("Erst das Ergebnis, dann die Lehre."))
        lesson = Lesson.objects.filter(trial=row).first()
        if lesson is None:
            lesson = Lesson(trial=row)
        else:
            lesson.version += 1
        lesson.works, lesson.text, lesson.at = works.value, said, clock.now()
        lesson.save()
        stage("trials.lesson", str(lesson.id), lesson.version, lesson_leaf(lesson))
        origin = NodeRef("trials.result", result.id) if result else NodeRef("trials.trial", row.id)
        tie(origin, "leads_to", NodeRef("trials.lesson", lesson.id))
    return lesson


def lesson_leaf(row: Lesson) -> dict[str, Any]:
    return {"works": row.works, "text": row.text}


def last_result(row: Trial) -> Analysis | None:
    return row.analyses.filter(state="done").order_by("-done_at", "-id").first()


def draw_lots(actor: Actor, title: str, areas: list[str], periods: int, seed: str) -> Rollout:
    """Draw the order of a rollout. Published at once: nobody can draw again unseen until it pleases."""
    require(actor, "trials.run")
    return lots_of(title, areas, periods, seed)


def lots_of(title: str, areas: list[str], periods: int, seed: str) -> Rollout:
    """As `draw_lots`, for imports."""
    names = [" ".join(name.split()) for name in areas if name.strip()]
    if not seed.strip() or len(seed) > 100:
        raise Refused("seed", _("Bitte die Losgrundlage nennen, zum Beispiel die Lottozahlen eines Tages."))
    if not 4 <= periods <= 400 or not 2 <= len(names) <= periods:
        raise Refused(
            "periods", _("Gebraucht werden mindestens zwei Gebiete und so viele Zeiträume wie Gebiete.")
        )
    try:
        plan = rollout.draw(names, periods, seed.strip())
    except ValueError as error:
        raise Refused("areas", _("Jedes Gebiet braucht einen eigenen Namen.")) from error
    order = [{"area": area, "start": start + 1} for area, start in zip(plan.areas, plan.starts, strict=True)]
    with transaction.atomic():
        try:
            made = Rollout.objects.create(
                title=title.strip()[:120] or _("Auslosung"),
                seed=plan.seed,
                areas=names,
                periods=periods,
                order=order,
            )
        except IntegrityError as error:  # pragma: no cover
            raise Refused("seed", _("Diese Auslosung gibt es schon.")) from error
        stage("trials.rollout", str(made.id), 1, rollout_leaf(made))
    return made


def rollout_leaf(row: Rollout) -> dict[str, Any]:
    return {"title": row.title, "seed": row.seed, "periods": row.periods, "order": row.order}
