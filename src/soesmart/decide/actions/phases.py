# SPDX-License-Identifier: EUPL-1.2
"""How a vote moves on. Always forward: a clock set back opens nothing again."""

import hashlib
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from soesmart.accounts.facade import Actor, require
from soesmart.decide import keys
from soesmart.decide.actions.locking import alone
from soesmart.decide.actions.mailing import make_message_codes
from soesmart.decide.engine.box.roots import root_of
from soesmart.decide.leaves import stage_vote
from soesmart.decide.models import Roll, Vote
from soesmart.decide.rules import PREPARE
from soesmart.decide.types import Phase, Refused
from soesmart.kernel import clock


def advance() -> None:
    """Everything that is due by the clock; called by the schedule, harmless to call again."""
    now = clock.now()
    for vote in Vote.objects.exclude(phase__in=(Phase.RESULT, Phase.FOLLOW_UP)):
        if vote.phase == Phase.COLLECT and vote.collect_until and vote.collect_until <= now:
            _to_check(vote.pk)
        if vote.phase in (Phase.COLLECT, Phase.CHECK) and vote.opens_at <= now < vote.closes_at:
            _open(vote.pk)
        note_end(vote.pk)


@transaction.atomic
def check_projects(actor: Actor, vote: UUID) -> None:
    """The collecting is over: the team checks what can be done and what it costs."""
    require(actor, PREPARE)
    _to_check(vote)


@transaction.atomic
def _to_check(key: UUID) -> None:
    vote = Vote.objects.select_for_update().filter(pk=key, phase=Phase.COLLECT).first()
    if vote is not None:
        vote.phase = Phase.CHECK
        vote.save(update_fields=["phase"])
        stage_vote(vote)


def begin(actor: Actor, key: UUID) -> None:
    """Open the vote now, if its time has come; says what is missing."""
    require(actor, PREPARE)
    vote = Vote.objects.get(pk=key)
    if clock.now() < vote.opens_at:
        raise Refused("early", _("Der Beginn liegt noch in der Zukunft."))
    if not _open(key):
        raise Refused("missing", _("Es fehlt noch etwas: mindestens zwei Projekte und mindestens ein Code."))


def _open(key: UUID) -> bool:
    """From here on nothing of form, rule, projects and roll changes. The roll's root comes first."""
    with transaction.atomic():
        vote = Vote.objects.select_for_update().get(pk=key)
        if vote.phase not in (Phase.COLLECT, Phase.CHECK) or vote.options.count() < 2:
            return False
        make_message_codes(vote)
        names = Roll.objects.filter(vote=vote).values_list("key", flat=True)
        vote.roll_size, vote.roll_root = len(names), root_of(names)
        if not vote.roll_size:
            return False
        vote.seed = seed_of(vote)
        vote.phase = Phase.VOTE
        vote.save()
        stage_vote(vote)
    return True


def seed_of(vote: Vote) -> str:
    """The lot between equals: follows from what is public before the first ballot, and nobody chose it."""
    return hashlib.sha256(f"{vote.pk} {vote.roll_root}".encode()).hexdigest()[:32]


def note_end(key: UUID) -> None:
    """Past its end a vote is over for good, whoever notices first."""
    with transaction.atomic():
        alone(key)
        vote = Vote.objects.select_for_update().filter(pk=key).first()
        if vote is None:
            return
        now = clock.now()
        if vote.phase == Phase.VOTE and vote.closes_at <= now:
            vote.phase = Phase.COUNT
            vote.save(update_fields=["phase"])
            stage_vote(vote)
        if vote.phase == Phase.COUNT and not vote.sealed_off and vote.late_until <= now:
            vote.sealed_off = True
            vote.save(update_fields=["sealed_off"])


def forget_keys() -> None:
    """Keys whose box is open already: destroyed even where the machine stopped in between."""
    for key in Vote.objects.exclude(box_root="").values_list("pk", flat=True):
        keys.destroy(key)
