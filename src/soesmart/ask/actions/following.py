# SPDX-License-Identifier: EUPL-1.2
"""Following without having asked: by mail after a double opt-in, or with an account. It is nobody's news."""

from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from soesmart.accounts.facade import Actor, create_participant, keep_contact, reachable, shred
from soesmart.ask.actions.supporting import public_row
from soesmart.ask.checks import clean_email
from soesmart.ask.models import Contribution, Follow
from soesmart.ask.types import NotFound, Refused, State
from soesmart.ask.types_following import NewFollow
from soesmart.kernel import clock

_SIGNER = signing.Signer(sep=".", salt="soesmart.ask.follow")
UNPROVEN_WAIT = timedelta(minutes=10)
FORGET_AFTER = timedelta(days=8)
MOST = 200
"""Things one account can follow."""


def token_of(follow: Follow) -> str:
    """Ends this follow and nothing else; it can be made again for every mail, so it is stored nowhere."""
    return _SIGNER.sign(follow.public_id.hex)


def by_token(token: str) -> Follow:
    """Raises NotFound for a token that was never given out, or whose follow has ended."""
    try:
        row = Follow.objects.filter(public_id=UUID(_SIGNER.unsign(token))).first()
    except (signing.BadSignature, ValueError):
        row = None
    if row is None:
        raise NotFound("follow")
    return row


@transaction.atomic
def follow_by_mail(new: NewFollow, email: str, *, proven: bool) -> None:
    """Ask at `email` whether news are wanted there. Without a proof of work the mail waits some minutes."""
    email = clean_email(email)
    if not email:
        raise Refused("email", _("Hier fehlt die Adresse."))
    question = _question(new)
    participant = create_participant()
    _store(participant, new, question, alone=True)
    what_for = _("Sie bekommen dann Mails zu: %(title)s") % {"title": new.title}
    keep_contact(participant, email, what_for, timedelta(0) if proven else UNPROVEN_WAIT)


@transaction.atomic
def follow_by_account(new: NewFollow, actor: Actor) -> None:
    """News go to the account's own address. Following the same thing again changes nothing."""
    if actor.account_id is None:
        raise Refused("email", _("Bitte melden Sie sich an."))
    question = _question(new)
    participant = actor.participant or create_participant(actor.account_id)
    mine = Follow.objects.filter(participant=participant)
    if mine.count() >= MOST:
        raise Refused("", _("Sie folgen schon sehr vielem. Bitte beenden Sie erst etwas davon."))
    known = mine.filter(contribution=question) if question else mine.filter(filters=asdict(new.filters))
    if not known.exists():
        _store(participant, new, question, alone=False)


def _question(new: NewFollow) -> Contribution | None:
    return public_row(new.question) if new.question else None


def _store(participant: UUID, new: NewFollow, question: Contribution | None, *, alone: bool) -> None:
    Follow.objects.create(
        participant=participant,
        alone=alone,
        contribution=question,
        filters={} if question else asdict(new.filters),
        address=new.address[:600],
        title=new.title[:300],
        language=new.language,
    )


@transaction.atomic
def unfollow(token: str) -> None:
    """No more mails; an address that was left for this alone is deleted with it."""
    end(by_token(token))


def end(row: Follow) -> None:
    row.delete()
    if row.alone:
        shred(row.participant)


@transaction.atomic
def forget_lost_follows() -> int:
    """End what nobody can be told about: never confirmed, the account has gone, or the question has."""
    before = clock.now() - FORGET_AFTER
    rows = list(Follow.objects.filter(since__lt=before).select_related("contribution"))
    known = reachable({row.participant for row in rows})
    lost = [row for row in rows if row.participant not in known or _is_over(row.contribution, before)]
    for row in lost:
        end(row)
    return len(lost)


def _is_over(question: Contribution | None, before: datetime) -> bool:
    return question is not None and question.state == State.DELETED and question.state_since < before
