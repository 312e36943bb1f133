# SPDX-License-Identifier: EUPL-1.2
"""Taking in one ballot: once per code, the last one counts, and the same one sent again changes nothing."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from soesmart.decide import keys, rules
from soesmart.decide.actions.locking import casting, in_turn
from soesmart.decide.actions.phases import note_end
from soesmart.decide.engine.box import codes
from soesmart.decide.engine.box.ballots import BadBallot, Form, Sheet, as_text, checked
from soesmart.decide.engine.box.roots import mark_of
from soesmart.decide.models import Ballot, Option, Vote
from soesmart.decide.types import CastReceipt, NewBallot, Refused, Way
from soesmart.kernel import clock
from soesmart.kernel.envelope import BadEnvelope, open_sealed, seal
from soesmart.kernel.ids import BadCode
from soesmart.kernel.many import insert

_AGAIN = 3
_NEEDED = (
    "phase",
    "version",
    "form",
    "purse",
    "most",
    "opens_at",
    "closes_at",
    "late_until",
    "sealed_off",
    "box_key",
)
_REMEMBERED = 50
"""So many earlier versions of one ballot are recognised when they are sent again."""


@dataclass(frozen=True, slots=True)
class _Given:
    vote: UUID
    keys: codes.BoxKeys
    in_roll: str
    name: str
    new: NewBallot

    @property
    def entry(self) -> UUID:
        return entry_of(self.name)


def entry_of(name: str) -> UUID:
    """Under which number a ballot of this name is sealed: it cannot be passed off as another's."""
    return UUID(name[:32])


def cast(vote: UUID, new: NewBallot) -> CastReceipt:
    """Put the ballot into the box; raises Refused, KeysMissing."""
    try:
        code = codes.read_code(new.code)
    except BadCode:
        raise unknown_code() from None
    held = keys.read(vote)
    given = _Given(vote, held, codes.in_roll(code, held), codes.in_box(code, held), new)
    for _time in range(_AGAIN):
        try:
            with in_turn(), transaction.atomic():
                return _cast(given)
        except IntegrityError:  # the same code from two places at once: look again
            continue
        except Refused as refused:
            if refused.code == "closed":
                note_end(vote)
            raise
    raise Refused("busy", _("Gerade kommt dieselbe Stimme von zwei Stellen. Bitte noch einmal senden."))


def unknown_code() -> Refused:
    return Refused(
        "code", _("Diesen Code kennen wir nicht. Bitte vergleichen Sie ihn mit Ihrem Brief."), "code"
    )


def _cast(given: _Given) -> CastReceipt:
    casting(given.vote)
    vote = _now(given.vote)
    require_open(vote, given.new)
    try:
        choices = checked(sheet_of(vote), given.new.choices)
    except BadBallot as bad:
        raise rules.told(bad, vote.form) from bad
    in_roll, in_box = _known(given)
    if not in_roll:
        raise unknown_code()
    if not in_box:
        return _first(vote, given, choices)
    earlier = Ballot.objects.select_for_update().get(pk=given.name)
    return _again(vote, given, choices, earlier)


def _now(vote: UUID) -> Vote:
    """The vote as it stands at this moment, without its long texts."""
    sql = f"SELECT id, {', '.join(_NEEDED)} FROM decide_vote WHERE id = %s"  # noqa: S608  own names
    for row in Vote.objects.raw(sql, [_stored(vote)]):
        return row
    raise Vote.DoesNotExist(str(vote))


def _stored(vote: UUID) -> Any:
    """The vote's number as this database keeps it."""
    return Vote._meta.pk.get_db_prep_value(vote, connection)


def _known(given: _Given) -> tuple[bool, bool]:
    """Whether roll and box know the code. By hand: this and the insert are most of what a ballot costs."""
    sql = (
        "SELECT EXISTS (SELECT 1 FROM decide_roll WHERE key = %s AND vote_id = %s),"
        " EXISTS (SELECT 1 FROM decide_ballot WHERE key = %s)"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [given.in_roll, _stored(given.vote), given.name])
        in_roll, in_box = cursor.fetchone()
    return bool(in_roll), bool(in_box)


def require_open(vote: Vote, new: NewBallot) -> None:
    now = clock.now()
    late = new.way != Way.ONLINE and rules.takes_late(vote, now, new.cast_at)
    if vote.sealed_off or not (rules.is_open(vote, now) or late):
        if now < vote.opens_at:
            raise Refused("early", _("Die Abstimmung hat noch nicht begonnen."))
        raise Refused("closed", _("Die Abstimmung ist zu Ende. Diese Stimme kam zu spät."))


def sheet_of(vote: Vote) -> Sheet:
    """The form of the ballots; nothing of it changes while the vote runs."""
    return _sheet(vote.pk, vote.version, vote.form, vote.purse, vote.most)


@lru_cache(maxsize=32)
def _sheet(vote: UUID, _version: int, form: str, purse: int, most: int) -> Sheet:
    numbers = Option.objects.filter(vote=vote).order_by("position").values_list("number", flat=True)
    return Sheet(Form(form), tuple(numbers), purse, most)


def _first(vote: Vote, given: _Given, choices: Mapping[str, int]) -> CastReceipt:
    text = as_text(choices)
    receipt = codes.receipt_of(given.name, _attempt(given.new, text), text, given.keys)
    sealed = _sealed(vote, given, text, receipt, ())
    insert(Ballot, ("key", "vote", "sealed"), [(given.name, _stored(given.vote), sealed)])
    return CastReceipt(receipt, mark_of(receipt, text), choices, changed=False)


def _again(vote: Vote, given: _Given, choices: Mapping[str, int], row: Ballot) -> CastReceipt:
    text = as_text(choices)
    attempt = _attempt(given.new, text)
    receipt = codes.receipt_of(given.name, attempt, text, given.keys)
    try:
        before = opened(given.keys, row)
    except BadEnvelope:  # somebody altered it: the voter's own ballot takes its place
        before = {"attempt": "", "earlier": []}
    if before["attempt"] == attempt:
        return CastReceipt(receipt, mark_of(receipt, text), choices, changed=bool(before["earlier"]))
    if given.new.first_wins:
        raise Refused("again", _("Mit diesem Code ist schon abgestimmt. Es gilt die erste Stimme."))
    if attempt in before["earlier"]:
        raise Refused(
            "replayed",
            _(
                "Diese Fassung haben Sie inzwischen ersetzt. Es gilt die neuere. "
                "Bitte laden Sie die Seite neu."
            ),
        )
    earlier = (*before["earlier"], before["attempt"])[-_REMEMBERED:]
    row.sealed = _sealed(vote, given, text, receipt, earlier)
    row.save(update_fields=["sealed"])
    return CastReceipt(receipt, mark_of(receipt, text), choices, changed=True)


def _attempt(new: NewBallot, text: str) -> str:
    """Same form, same ballot: the same attempt, however often it is sent."""
    return hashlib.sha256(f"{new.attempt}\n{text}".encode()).hexdigest()[:16]


def _sealed(vote: Vote, given: _Given, text: str, receipt: str, earlier: tuple[str, ...]) -> str:
    new = given.new
    content = {
        "choices": text,
        "receipt": receipt,
        "attempt": _attempt(new, text),
        "earlier": list(earlier),
        "way": str(new.way),
        "batch": new.batch,
        "village": new.village,
    }
    return seal(vote.box_key, vote.pk, given.entry, content)


def opened(held: codes.BoxKeys, row: Ballot) -> dict[str, Any]:
    """What a ballot says; raises BadEnvelope when it was altered."""
    return open_sealed(held.private, entry_of(row.key), row.sealed)


def choices_of(content: Mapping[str, Any]) -> dict[str, int]:
    """The choices inside an opened ballot."""
    found: dict[str, int] = json.loads(content["choices"])
    return found
