# SPDX-License-Identifier: EUPL-1.2
"""Opening the box: every ballot read once, checked again, published without code, way and village.
Then the keys are destroyed, and with them what could connect roll, box, backups and public ballots."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from soesmart.accounts.facade import Actor, require
from soesmart.decide import keys
from soesmart.decide.actions.casting import choices_of, opened, sheet_of
from soesmart.decide.actions.locking import alone
from soesmart.decide.actions.phases import note_end
from soesmart.decide.engine.box.ballots import BadBallot, Sheet, as_text, checked
from soesmart.decide.engine.box.roots import mark_of, root_of
from soesmart.decide.engine.box.villages import shown_villages
from soesmart.decide.leaves import stage_vote
from soesmart.decide.models import Ballot, Batch, Counted, Message, Turned, Typed, Vote
from soesmart.decide.rules import FEWEST, PREPARE
from soesmart.decide.types import KeysMissing, Phase, Refused
from soesmart.kernel import clock
from soesmart.kernel.envelope import BadEnvelope

_AT_ONCE = 300


@dataclass(slots=True)
class _Read:
    """What was in the box."""

    ballots: dict[str, str] = field(default_factory=dict)
    """Receipt → choices."""
    ways: Counter[tuple[str, str]] = field(default_factory=Counter)
    villages: dict[str, list[str]] = field(default_factory=dict)
    unreadable: int = 0
    invalid: int = 0


def end_late(actor: Actor, key: UUID) -> None:
    """Everything is in: the team ends the wait for paper and tablets. The box may be opened."""
    require(actor, PREPARE)
    note_end(key)
    with transaction.atomic():
        alone(key)
        vote = Vote.objects.select_for_update().get(pk=key)
        if vote.phase != Phase.COUNT:
            raise Refused("early", _("Die Abstimmung läuft noch."))
        vote.sealed_off, vote.late_until = True, min(vote.late_until, clock.now())
        vote.save(update_fields=["sealed_off", "late_until"])


def open_due() -> None:
    for key in Vote.objects.filter(phase=Phase.COUNT, sealed_off=True, box_root="").values_list(
        "pk", flat=True
    ):
        open_box(key)


def open_box(key: UUID) -> None:
    """Nothing comes in any more (`sealed_off`), so reading needs no lock; storing is one transaction."""
    try:
        held = keys.read(key)
    except KeysMissing:
        return  # somebody may put them back; until then the ballots stay sealed
    vote = Vote.objects.get(pk=key)
    if not vote.sealed_off or vote.box_root:
        return
    read = _read(sheet_of(vote), held, Ballot.objects.filter(vote=key).iterator(chunk_size=1000))
    with transaction.atomic():
        vote = Vote.objects.select_for_update().get(pk=key)
        if vote.box_root:
            return
        rows = [Counted(receipt=one, vote=vote, choices=read.ballots[one]) for one in sorted(read.ballots)]
        Counted.objects.bulk_create(rows, batch_size=_AT_ONCE)
        vote.box_root = root_of(mark_of(one, text) for one, text in read.ballots.items())
        vote.result = _told(vote, read)
        Ballot.objects.filter(vote=vote).delete()
        Typed.objects.filter(vote=vote).delete()
        Message.objects.filter(vote=vote).delete()
        vote.save()
        stage_vote(vote)
    keys.destroy(key)


def _read(sheet: Sheet, held: Any, rows: Iterable[Ballot]) -> _Read:
    read = _Read()
    for row in rows:
        try:
            content = opened(held, row)
            choices = checked(sheet, choices_of(content))
        except BadEnvelope:
            read.unreadable += 1
            continue
        except (BadBallot, ValueError, KeyError):
            read.invalid += 1
            continue
        receipt = str(content["receipt"])
        if len(receipt) != 32 or receipt in read.ballots:
            read.invalid += 1
            continue
        read.ballots[receipt] = as_text(choices)
        read.ways[str(content["way"]), str(content["batch"])] += 1
        read.villages.setdefault(str(content.get("village", "")), []).append(receipt)
    return read


def _told(vote: Vote, read: _Read) -> dict[str, Any]:
    """What is said about the box besides the ballots themselves."""
    told: dict[str, Any] = {
        "ballots": len(read.ballots),
        "ways": [[way, batch, number] for (way, batch), number in sorted(read.ways.items())],
        "unreadable": read.unreadable,
        "invalid": read.invalid,
        "turned": [list(row) for row in _turned(vote)],
        "replaced": _replaced(vote, read.ballots),
        "more_than_roll": max(0, len(read.ballots) - vote.roll_size),
    }
    if vote.by_village:
        told["villages"] = shown_villages(read.ballots, read.villages, FEWEST)
    return told


def _turned(vote: Vote) -> Iterable[tuple[str, str, int]]:
    return (
        Turned.objects.filter(vote=vote).order_by("batch", "reason").values_list("batch", "reason", "number")
    )


def _replaced(vote: Vote, ballots: Mapping[str, str]) -> int:
    """Check values published while the vote ran that are not among the ballots: changed, or removed."""
    final = {mark_of(receipt, text) for receipt, text in ballots.items()}
    published = {
        mark
        for text in Batch.objects.filter(vote=vote).values_list("marks", flat=True)
        for mark in text.split()
    }
    return len(published - final)
