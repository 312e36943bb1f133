# SPDX-License-Identifier: EUPL-1.2
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from soesmart.accounts.facade import Actor, create_participant, issue_receipt, keep_contact, notify, require
from soesmart.ask.actions.deciding import note
from soesmart.ask.actions.showing import Change, hide_within
from soesmart.ask.checks import clean_email, clean_text
from soesmart.ask.leaves import record
from soesmart.ask.models import COMMENT, REASON, Answer, Comment, Contribution, Notice, Photo
from soesmart.ask.types import NotFound, Refused
from soesmart.ask.types_moderation import Ground, What
from soesmart.kernel import clock

_PARTS: dict[str, type[Comment] | type[Photo] | type[Answer]] = {
    "comment": Comment,
    "photo": Photo,
    "answer": Answer,
}
REASONS = ("illegal", "personal", "insult", "advertising", "other")


def report(target: str, key: UUID, reason: str, text: str, email: str = "", token: UUID | None = None) -> str:
    """ "Inhalt melden": returns the receipt code under which the decision can be read."""
    if reason not in REASONS:
        raise Refused("reason", _("Bitte wählen Sie einen Grund aus der Liste."))
    text = clean_text(text, "text", COMMENT, required=reason in {"illegal", "other"})
    email = clean_email(email)
    with transaction.atomic():
        question = _question_of(target, key)
        row = Notice.objects.filter(form_token=token).first() if token else None
        if row is None:
            row = Notice.objects.create(
                contribution=question,
                target=target,
                target_id=key,
                participant=create_participant(),
                reason=reason,
                text=text,
                form_token=token,
            )
            record("ask.notice", row, version=1)
            if email and row.participant:
                keep_contact(row.participant, email)
        if row.participant is None:
            raise Refused("token", _("Diese Meldung wurde gelöscht."))
        return issue_receipt(row.participant, "ask.notice", row.public_id)


def _question_of(target: str, key: UUID) -> Contribution:
    if target == "contribution":
        row = Contribution.objects.filter(public_id=key).first()
    elif target in _PARTS:
        part = _PARTS[target].objects.select_related("contribution").filter(public_id=key).first()
        row = part.contribution if part else None
    else:
        row = None
    if row is None:
        raise NotFound(str(key))
    return row


def decide(actor: Actor, notice: UUID, decision: str, *, hide: bool, ground: Ground = Ground.RULES) -> None:
    """Close a notice with a reason; the reporter hears of it. `hide` also hides what was reported."""
    decision = clean_text(decision, "decision", REASON)
    with transaction.atomic():
        require(actor, "ask.moderate", "")
        row = Notice.objects.select_for_update().filter(public_id=notice, decided_at=None).first()
        if row is None:
            raise NotFound(str(notice))
        if hide:
            change = hide_within(row.target, row.target_id, decision)
            note(actor, change, What.HIDDEN, decision, ground, found_by="notice")
        else:
            change = Change(row.target, row.target_id, row.contribution, "", "notice")
            note(actor, change, What.KEPT, decision)
        row.decided_at, row.decision = clock.now(), decision
        row.save()
        record("ask.notice", row, version=2)
        if row.participant:
            notify(row.participant, _("Ihre Meldung wurde geprüft"), decision)
