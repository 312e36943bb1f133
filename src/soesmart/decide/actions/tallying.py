# SPDX-License-Identifier: EUPL-1.2
"""The count in the background: the worker does it, the team sees how far it is and may stop it.

A stopped count leaves no result and loses nothing: the opened ballots stay, and counting again gives the
same result as counting once. The rule stands still: nobody who has seen ballots may choose another.
"""

import time
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django_tasks import task

from soesmart.accounts.facade import Actor, require
from soesmart.decide.actions import counting, opening
from soesmart.decide.models import Tally, Vote
from soesmart.decide.rules import PREPARE
from soesmart.decide.types import Phase, Refused
from soesmart.kernel import clock

STALE = timedelta(minutes=2)
"""A count that said nothing for so long has lost its worker."""
_MOVING = (Tally.WAITS, Tally.RUNS)
_TELL = 1.0
"""Seconds between two looks at whether somebody stopped the count."""


class _Stopped(Exception):
    """Somebody stopped the count."""


def queue_due() -> None:
    """Called by the schedule: every opened box is counted once; a stopped count waits for a person."""
    due = Vote.objects.filter(phase=Phase.COUNT, sealed_off=True).exclude(box_root="")
    for key in due.values_list("pk", flat=True):
        _made, new = Tally.objects.get_or_create(vote_id=key, defaults=_now())
        lost = Tally.objects.filter(vote_id=key, state__in=_MOVING, seen_at__lt=clock.now() - STALE)
        if new or lost.update(state=Tally.WAITS, seen_at=clock.now()):
            carry_out.enqueue(str(key))


def start(actor: Actor, key: UUID) -> None:
    """Count now, or again after a stop. Raises Refused."""
    require(actor, PREPARE)
    with transaction.atomic():
        vote = Vote.objects.select_for_update().get(pk=key)
        if vote.phase != Phase.COUNT or not vote.sealed_off:
            raise Refused("early", _("Gezählt wird, wenn nichts mehr nachkommt."))
        tally, new = Tally.objects.get_or_create(vote=vote, defaults=_now())
        if not new and tally.state in _MOVING and tally.seen_at > clock.now() - STALE:
            return
        tally.state, tally.budgets, tally.trouble = Tally.WAITS, 0, ""
        tally.began_at = tally.seen_at = clock.now()
        tally.save()
        transaction.on_commit(lambda: carry_out.enqueue(str(key)))


def stop(actor: Actor, key: UUID) -> None:
    require(actor, PREPARE)
    Tally.objects.filter(vote=key, state__in=_MOVING).update(state=Tally.STOPPED)


@task()
def carry_out(key: str) -> None:
    """May be started again at any time: what is counted or stopped is left alone."""
    run(UUID(key))


def run(key: UUID) -> None:
    from soesmart.decide.engine.counting import Refused as CannotCount  # inline: loads numpy

    opening.open_box(key)
    if not Vote.objects.filter(pk=key, phase=Phase.COUNT).exclude(box_root="").exists():
        return  # counted already, or its keys are missing and the box stays shut
    Tally.objects.get_or_create(vote_id=key, defaults=_now())
    moving = Tally.objects.filter(vote=key, state__in=_MOVING)
    if not moving.update(state=Tally.RUNS, budgets=0, **_now()):
        return
    try:
        counting.count_vote(key, _Progress(key))
    except _Stopped:
        return
    except (CannotCount, ArithmeticError, MemoryError) as error:
        Tally.objects.filter(vote=key, state=Tally.RUNS).update(
            state=Tally.FAILED, trouble=str(error)[:500] or type(error).__name__
        )


def _now() -> dict[str, datetime]:
    now = clock.now()
    return {"began_at": now, "seen_at": now}


class _Progress:
    """Heard by the engine after every stretch, and once more in the transaction that keeps the result."""

    def __init__(self, key: UUID) -> None:
        self._key, self._told = key, time.monotonic()

    def __call__(self, budgets: int) -> None:
        if time.monotonic() - self._told < _TELL:
            return
        self._told = time.monotonic()
        if not self._running().update(budgets=budgets, seen_at=clock.now()):
            raise _Stopped

    def last(self) -> None:
        if not self._running().exists():
            raise _Stopped

    def _running(self) -> QuerySet[Tally]:
        return Tally.objects.filter(vote=self._key, state=Tally.RUNS)
