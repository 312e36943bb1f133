# SPDX-License-Identifier: EUPL-1.2
"""Changes of state: check, change, history, reply clock, log — always together."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from soesmart.accounts.facade import Actor, require
from soesmart.ask import rules
from soesmart.ask.actions.telling import ask_back, tell_askers
from soesmart.ask.checks import clean_text
from soesmart.ask.holding import waits_for
from soesmart.ask.leaves import record
from soesmart.ask.models import REASON, Contribution, Department, Event, ReplyClock, Routed
from soesmart.ask.queries.routing import suggested
from soesmart.ask.types import Kind, NotFound, Refused, State
from soesmart.kernel import clock


def locked(question: UUID) -> Contribution:
    """The row, held until the transaction ends; raises NotFound."""
    try:
        return Contribution.objects.select_for_update().get(public_id=question)
    except Contribution.DoesNotExist:
        raise NotFound(str(question)) from None


def promised_days(kind: str) -> int:
    return int(settings.SOESMART[f"ask.reply_days.{Kind(kind).value}"])


def start_clock(row: Contribution, at: datetime) -> None:
    """The town owes a reply from `at` on."""
    row.due_at = due = reply_due(row.kind, at)
    note_clock(row, at, due)


def reply_due(kind: str, at: datetime) -> datetime:
    """Until when the town replies to what was asked at `at`."""
    house = settings.SOESMART
    return clock.deadline(at, promised_days(kind), house["town.state"], house["town.time_zone"])


def note_clock(row: Contribution, at: datetime, due: datetime) -> None:
    ReplyClock.objects.create(contribution=row, started_at=at, due_at=due)


def stop_clock(row: Contribution, at: datetime, *, counts: bool) -> None:
    row.due_at = None
    ReplyClock.objects.filter(contribution=row, stopped_at=None).update(stopped_at=at, counts=counts)


def step(row: Contribution, after: State, by: str, reason: str = "") -> None:
    """Move a locked row: the one place where `state` changes after submission."""
    before = State(row.state)
    reason = clean_text(reason, "reason", REASON, required=False)
    rules.check_step(before, after, by, reason)
    at = clock.now()
    running = row.due_at is not None
    if running and after not in rules.OPEN | {State.HIDDEN}:  # hiding must not stop what is owed
        stop_clock(row, at, counts=after not in {State.DELETED, State.MERGED})
    elif not running and after in rules.OPEN and before in rules.SETTLED | {State.ANSWERED}:
        start_clock(row, at)
    row.state, row.state_since, row.waits = after, at, ""
    row.confirmed_at = None
    row.version += 1
    row.save()
    Event.objects.create(contribution=row, at=at, before=before, state=after, reason=reason, by=by)
    record("ask.contribution", row)


def move(actor: Actor, question: UUID, state: State, reason: str = "", continued_at: str = "") -> None:
    """The town moves a question on. Merging and hiding have actions of their own."""
    with transaction.atomic():
        row = locked(question)
        if State.MERGED in {state, row.state}:
            raise Refused("state", _("Zum Zusammenlegen und Trennen gibt es eigene Schritte."))
        require(actor, "ask.move", row.department.slug if row.department else "")
        row.continued_at = _checked_address(continued_at) if state == State.CONTINUED else ""
        step(row, state, rules.TOWN, reason)
        (ask_back if state == State.DONE else tell_askers)(row)


def _checked_address(address: str) -> str:
    text = clean_text(address, "continued_at", 500, required=False, lines=False)
    if text and not text.startswith(("https://", "http://", "/")):
        raise Refused("continued_at", _("Bitte geben Sie eine Adresse an, die mit https:// oder / beginnt."))
    return text


def assign(actor: Actor, question: UUID, department: str) -> None:
    """Give a question to the department that will reply."""
    with transaction.atomic():
        row = locked(question)
        require(actor, "ask.assign", "")
        try:
            chosen = Department.objects.get(slug=department) if department else None
        except Department.DoesNotExist:
            raise Refused(
                "department", _("Dieses Amt ist nicht eingetragen. Bitte wählen Sie aus der Liste.")
            ) from None
        _count_suggestion(row, chosen)
        row.department = chosen
        row.version += 1
        row.save()
        record("ask.contribution", row)


def _count_suggestion(row: Contribution, chosen: Department | None) -> None:
    """Only the first decision tells about the suggestion; later ones follow other reasons."""
    if row.department_id is not None or chosen is None:
        return
    suggestion = suggested(row)
    if suggestion:
        own = chosen if chosen.slug == suggestion.department else None
        own = own or Department.objects.get(slug=suggestion.department)
        Routed.objects.get_or_create(contribution=row, defaults={"suggested": own, "chosen": chosen})


def confirm_done(asker: UUID, question: UUID) -> None:
    """The asker agrees that it is done."""
    with transaction.atomic():
        row = locked(question)
        if row.participant != asker or row.state != State.DONE:
            raise NotFound(str(question))
        if row.confirmed_at is None:
            row.confirmed_at = clock.now()
            row.version += 1
            row.save()
            Event.objects.create(
                contribution=row, at=row.confirmed_at, before=row.state, state=row.state, by=rules.ASKER
            )
            record("ask.contribution", row)


def reopen(asker: UUID, question: UUID, reason: str) -> None:
    """The asker says that it is not done, and why; the clock starts anew."""
    with transaction.atomic():
        row = locked(question)
        if row.participant != asker:
            raise NotFound(str(question))
        if waits_for(reason, proven=True) in {"hate", "word", "personal"}:
            raise Refused(
                "reason",
                _(
                    "Diese Begründung erscheint sofort öffentlich. Bitte schreiben Sie sie ohne Adressen, "
                    "Telefonnummern und verletzende Wörter."
                ),
            )
        step(row, State.IN_PROGRESS, rules.ASKER, reason)
