# SPDX-License-Identifier: EUPL-1.2
"""Ballots from paper: cast as soon as two readings of the same sheet agree that come from two people,
or from the scanner and a person (Barchard & Pace, Computers in Human Behavior 27, 2011)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import transaction

from soesmart.accounts.facade import Actor, require
from soesmart.decide import keys, rules
from soesmart.decide.actions.casting import cast, entry_of, require_open, sheet_of, unknown_code
from soesmart.decide.actions.locking import casting
from soesmart.decide.actions.turning import turned_away
from soesmart.decide.engine.box import codes
from soesmart.decide.engine.box.ballots import BadBallot, as_text, checked
from soesmart.decide.models import LINE, Ballot, Roll, Typed, Vote
from soesmart.decide.rules import ENTER
from soesmart.decide.types import NewBallot, Refused, Way
from soesmart.kernel.envelope import BadEnvelope, open_sealed, seal
from soesmart.kernel.ids import BadCode

SCANNER = 0


class Entered(StrEnum):
    FIRST = "first"
    AGAIN = "again"
    DIFFERENT = "different"
    CAST = "cast"
    HAS_VOTED = "has_voted"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What somebody, or the scanner, read on one sheet."""

    code: str
    choices: Mapping[str, Any]
    batch: str


def enter(actor: Actor, vote: UUID, sheet: Sheet, *, scanned: bool = False) -> Entered:
    """One reading; raises Refused. Which account read what is forgotten with the second reading."""
    require(actor, ENTER)
    try:
        code = codes.read_code(sheet.code)
    except BadCode:
        raise unknown_code() from None
    held = keys.read(vote)
    batch = " ".join(sheet.batch.split())[:LINE]
    who = SCANNER if scanned else actor.account_id
    name = codes.in_box(code, held)
    with transaction.atomic():
        text = _valid(vote, codes.in_roll(code, held), sheet, batch)
        if Ballot.objects.filter(pk=name).exists():
            Typed.objects.filter(pk=name).delete()
            turned_away(vote, batch, "again")
            return Entered.HAS_VOTED
        readings = _readings(held, name)
        others = [reading for reading in readings if reading["by"] != who]
        if not any(reading["choices"] == text for reading in others):
            mine = [reading for reading in readings if reading["by"] == who]
            kept = [*others, {"by": who, "choices": text}]
            _keep(vote, name, kept)
            return Entered.DIFFERENT if others else Entered.AGAIN if mine else Entered.FIRST
        Typed.objects.filter(pk=name).delete()
    new = NewBallot(code, sheet.choices, attempt=name[:32], way=Way.PAPER, batch=batch, first_wins=True)
    try:
        cast(vote, new)
    except Refused as refused:
        if refused.code != "again":
            raise
        turned_away(vote, batch, "again")
        return Entered.HAS_VOTED
    return Entered.CAST


def _valid(key: UUID, in_roll: str, sheet: Sheet, batch: str) -> str:
    casting(key)
    vote = Vote.objects.get(pk=key)
    require_open(vote, NewBallot("", {}, "", way=Way.PAPER, batch=batch))
    try:
        text = as_text(checked(sheet_of(vote), sheet.choices))
    except BadBallot as bad:
        raise rules.told(bad, vote.form) from bad
    if not Roll.objects.filter(pk=in_roll, vote=vote).exists():
        raise unknown_code()
    return text


def _readings(held: codes.BoxKeys, name: str) -> list[dict[str, Any]]:
    row = Typed.objects.select_for_update().filter(pk=name).first()
    if row is None:
        return []
    try:
        found: list[dict[str, Any]] = open_sealed(held.private, entry_of(name), row.sealed)["readings"]
    except BadEnvelope:
        return []
    return found


def _keep(key: UUID, name: str, readings: list[dict[str, Any]]) -> None:
    vote = Vote.objects.get(pk=key)
    sealed = seal(vote.box_key, key, entry_of(name), {"readings": readings})
    Typed.objects.update_or_create(key=name, defaults={"vote": vote, "sealed": sealed})


def waiting(vote: UUID) -> int:
    """Sheets read once only."""
    return Typed.objects.filter(vote=vote).count()
