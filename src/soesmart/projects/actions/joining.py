# SPDX-License-Identifier: EUPL-1.2
"""Projects of residents: call, application, agreement, short reports."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from soesmart.accounts.facade import Actor, create_participant, issue_receipt, keep_contact, notify, require
from soesmart.kernel import clock
from soesmart.kernel.log.actions import stage
from soesmart.projects.actions.editing import create_draft
from soesmart.projects.models import Application, Call, Report
from soesmart.projects.types import ApplicationState, NewApplication, NotFound, Refused

RECEIPT: Final = "projects.application"
QUESTIONS: Final = ("problem", "whom", "without_digital", "why_not", "technology")
_LONGEST: Final = 3_000


def open_call(actor: Actor, title: str, text: str, most_cents: int | None, until: date | None) -> str:
    """Anyone may now apply; returns the slug."""
    require(actor, "projects.edit")
    slug = (slugify(title)[:70] or "aufruf") + f"-{clock.now():%Y}"
    while Call.objects.filter(slug=slug).exists():
        slug = f"{slug[:76]}-2"
    with transaction.atomic():
        row = Call.objects.create(
            slug=slug, title={"de": title}, text={"de": text}, most_cents=most_cents, until=until
        )
        stage("projects.call", row.slug, 1, call_leaf(row))
    return row.slug


def close_call(actor: Actor, slug: str) -> None:
    require(actor, "projects.edit")
    with transaction.atomic():
        row = Call.objects.select_for_update().filter(slug=slug, closed_at=None).first()
        if row is not None:
            row.closed_at = clock.now()
            row.version += 1
            row.save()
            stage("projects.call", row.slug, row.version, call_leaf(row))


def call_leaf(row: Call) -> dict[str, Any]:
    return {
        "title": row.title,
        "text": row.text,
        "most_cents": row.most_cents,
        "until": row.until.isoformat() if row.until else "",
        "closed": row.closed_at is not None,
    }


def apply(call_slug: str, new: NewApplication) -> str:
    """Store an application; returns the code of its receipt. Raises NotFound or Refused."""
    call = Call.objects.filter(slug=call_slug, closed_at=None).first()
    if call is None or (call.until and call.until < _today()):
        raise NotFound(call_slug)
    checked = _checked(new)
    try:
        with transaction.atomic():
            row = Application(call=call, form_token=new.token, **checked)
            row.participant = new.participant or create_participant()
            row.save()
            record(row)
            if new.email:
                keep_contact(row.participant, new.email)
            return issue_receipt(row.participant, RECEIPT, row.public_id)
    except IntegrityError:  # a second click: a receipt for what the first one stored
        earlier = Application.objects.filter(form_token=new.token).first() if new.token else None
        if earlier is None or earlier.participant is None:
            raise
        return issue_receipt(earlier.participant, RECEIPT, earlier.public_id)


def _checked(new: NewApplication) -> dict[str, str]:
    title = " ".join(new.title.split())
    if not title or len(title) > 140:
        raise Refused("title", _("Bitte geben Sie dem Projekt einen Namen mit höchstens 140 Zeichen."))
    answers = {name: str(new.answers.get(name, "")).strip() for name in QUESTIONS}
    for name in ("problem", "whom", "without_digital"):
        if not answers[name]:
            raise Refused(name, _("Diese Antwort brauchen wir: erst das Problem, dann die Technik."))
    for name, text in answers.items():
        if len(text) > _LONGEST:
            raise Refused(name, _("Bitte höchstens %(n)d Zeichen.") % {"n": _LONGEST})
    return {
        **answers,
        "title": title,
        "cost": new.cost[:300],
        "place": new.place[:80],
        "name": new.name[:120],
    }


def decide(actor: Actor, key: UUID, accept: bool, reason: str, agreed_cents: int | None = None) -> str:
    """Say yes (a draft of the project is made; returns its slug) or no, with the reason."""
    require(actor, "projects.edit")
    if not reason.strip():
        raise Refused("reason", _("Bitte sagen Sie der Person, warum."))
    with transaction.atomic():
        row = Application.objects.select_for_update().filter(public_id=key).first()
        if row is None or row.state != ApplicationState.NEW:
            raise NotFound(str(key))
        row.state = ApplicationState.ACCEPTED if accept else ApplicationState.DECLINED
        row.reason, row.decided_at = reason.strip()[:_LONGEST], clock.now()
        if accept:
            row.agreed_on, row.agreed_cents = _today(), agreed_cents
            row.project = create_draft(actor, _document(row))
        row.version += 1
        row.save()
        record(row)
        if row.participant:
            told = _("Ja, machen Sie es.") if accept else _("Leider nein.")
            notify(
                row.participant, _("Ihr Projekt: %(told)s") % {"told": told}, f"{row.title}\n\n{row.reason}"
            )
    return row.project.slug if row.project else ""


def _document(row: Application) -> dict[str, Any]:
    """The gate in the person's words. Their name stands only in the application."""
    gate = {name: {"de": getattr(row, name)} for name in QUESTIONS if getattr(row, name)}
    made: dict[str, Any] = {
        "title": {"de": row.title},
        "summary": {"de": row.problem[:500]},
        "status": "planned",
        "as_of": f"{_today():%Y-%m}",
        "sponsor": {"kind": "resident"},
        "gate": gate,
    }
    if row.place:
        made["villages"] = [row.place]
    return made


def withdraw(participant: UUID, key: UUID) -> None:
    """The sender takes it back while nothing is decided."""
    with transaction.atomic():
        row = Application.objects.select_for_update().filter(public_id=key, participant=participant).first()
        if row is None or row.state != ApplicationState.NEW:
            raise NotFound(str(key))
        row.state = ApplicationState.WITHDRAWN
        for name in ("title", "cost", "name", *QUESTIONS):
            setattr(row, name, "")
        row.version += 1
        row.save()
        record(row)


def report(
    participant: UUID, key: UUID, done: str, next_step: str, spent: int | None, token: UUID | None
) -> None:
    """The sponsor tells in three answers how it goes; all see it on the project's page."""
    row = Application.objects.filter(public_id=key, participant=participant).select_related("project").first()
    if row is None or row.state != ApplicationState.ACCEPTED or row.project is None:
        raise NotFound(str(key))
    if not done.strip():
        raise Refused("done", _("Bitte schreiben Sie kurz, was geschehen ist."))
    if token and Report.objects.filter(form_token=token).exists():
        return
    with transaction.atomic():
        made = Report.objects.create(
            project=row.project,
            participant=participant,
            done=done.strip()[:1_000],
            next=next_step.strip()[:1_000],
            spent_cents=spent,
            form_token=token,
        )
        public = {"project": str(row.project.public_id), "spent_cents": spent}
        stage("projects.report", str(made.public_id), 1, public, {"done": made.done, "next": made.next})


def record(row: Application) -> None:
    public = {
        "call": row.call.slug if row.call else "",
        "state": row.state,
        "project": str(row.project.public_id) if row.project else "",
        "agreed_cents": row.agreed_cents,
    }
    words: Mapping[str, str] = {name: getattr(row, name) for name in ("title", "cost", "reason", *QUESTIONS)}
    stage("projects.application", str(row.public_id), row.version, public, words)


def _today() -> date:
    return clock.local_date(clock.now(), settings.SOESMART["town.time_zone"])
