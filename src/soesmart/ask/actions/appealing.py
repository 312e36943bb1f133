# SPDX-License-Identifier: EUPL-1.2
"""Appeals against decisions of the moderation: somebody else decides, in time, with an answer."""

from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from soesmart.accounts.facade import Actor, notify, require, staff
from soesmart.ask.actions.deciding import note
from soesmart.ask.actions.redacting import put_back
from soesmart.ask.actions.showing import Change, show_hidden
from soesmart.ask.checks import clean_text
from soesmart.ask.leaves import record
from soesmart.ask.models import COMMENT, REASON, Appeal, Comment, Contribution, Decision, Photo, Redaction
from soesmart.ask.types import NotFound, Refused
from soesmart.ask.types_moderation import What
from soesmart.kernel import clock, registry

AGAINST = (What.HIDDEN, What.REDACTED)


def appeal(author: UUID, decision: UUID, text: str) -> None:
    """Once per decision; a second click changes nothing."""
    text = clean_text(text, "text", COMMENT)
    with transaction.atomic():
        against = Decision.objects.filter(public_id=decision, what__in=AGAINST, undone_at=None).first()
        if against is None or author_of(against) != author:
            raise NotFound(str(decision))
        if Appeal.objects.filter(decision=against).exists():
            return
        house, now = settings.SOESMART, clock.now()
        due = clock.deadline(now, house["ask.appeal_days"], house["town.state"], house["town.time_zone"])
        try:
            with transaction.atomic():
                row = Appeal.objects.create(
                    decision=against, participant=author, at=now, due_at=due, text=text
                )
        except IntegrityError:  # the other of two clicks was faster
            return
        record("ask.appeal", row, version=1)


def author_of(decision: Decision) -> UUID | None:
    """Whose content the decision was about."""
    key = decision.target_id
    if decision.target == "comment":
        return Comment.objects.filter(public_id=key).values_list("participant", flat=True).first()
    if decision.target == "photo":
        photos = Photo.objects.filter(public_id=key)
        return photos.values_list("contribution__participant", flat=True).first()
    if decision.target == "contribution":
        return Contribution.objects.filter(public_id=key).values_list("participant", flat=True).first()
    return None


def decide_appeal(actor: Actor, key: UUID, answer: str, *, uphold: bool) -> None:
    """`uphold`: the author was right. Whoever decided before decides again only where nobody else could."""
    answer = clean_text(answer, "answer", REASON)
    with transaction.atomic():
        require(actor, "ask.moderate", "")
        rows = Appeal.objects.select_for_update(of=("self",)).select_related("decision__contribution")
        row = rows.filter(public_id=key, decided_at=None).first()
        if row is None:
            raise NotFound(str(key))
        same = actor.account_id is not None and row.decision.moderator_id == actor.account_id
        if same and _others_who_may(actor.account_id):
            raise Refused("answer", _("Das haben Sie selbst entschieden. Bitte lassen Sie andere prüfen."))
        if uphold:
            _make_good(actor, row.decision, answer)
        row.decided_at, row.moderator_id, row.answer = clock.now(), actor.account_id, answer
        row.upheld, row.same_person = uphold, same
        row.save()
        record("ask.appeal", row, version=2)
        if row.participant:
            notify(row.participant, _("Ihr Widerspruch wurde geprüft"), answer)


def _make_good(actor: Actor, decision: Decision, answer: str) -> None:
    if decision.what == What.HIDDEN:
        note(actor, show_hidden(decision.target, decision.target_id, answer), What.RESTORED, answer)
        return
    kept = Redaction.objects.filter(decision=decision).exclude(words="").exists()
    if kept:
        put_back(decision)
    change = Change(decision.target, decision.target_id, decision.contribution, "", "")
    note(actor, change, What.RESTORED, answer)


def _others_who_may(account: int | None) -> bool:
    roles = registry.permissions()["ask.moderate"].roles
    return any(
        person.is_active and person.account_id != account and any(g.role in roles for g in person.grants)
        for person in staff()
    )
