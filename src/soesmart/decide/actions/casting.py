# SPDX-License-Identifier: EUPL-1.2
"""Taking in one ballot: once per code, the last one counts, and the same one sent again changes nothing."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from soesmart.decide import keys, rules
from soesmart.decide.actions.phases import note_end
from soesmart.decide.actions.standing import Standing, as_they_stand, put_in
from soesmart.decide.actions.together import Together
from soesmart.decide.engine.box import codes
from soesmart.decide.engine.box.ballots import BadBallot, Form, Sheet, as_text, checked
from soesmart.decide.engine.box.roots import mark_of
from soesmart.decide.models import Ballot, Option, Vote
from soesmart.decide.types import CastReceipt, NewBallot, Refused, Way
from soesmart.kernel import clock
from soesmart.kernel.envelope import BadEnvelope, open_sealed, seal
from soesmart.kernel.ids import BadCode

_AGAIN = 3
_REMEMBERED = 50
"""So many earlier versions of one ballot are recognised when they are sent again."""


@dataclass(frozen=True, slots=True)
class _Given:
    vote: UUID
    keys: codes.BoxKeys
    in_roll: str
    name: str
    new: NewBallot
    language: str | None
    """Of whoever casts it: another request may do the work."""
    visitor: str
    ready: "_Ready | None" = None

    @property
    def entry(self) -> UUID:
        return entry_of(self.name)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A first ballot checked and sealed, for a vote that stands as `standing` says."""

    standing: tuple[Any, ...]
    choices: Mapping[str, int]
    text: str
    receipt: str
    sealed: str


class Knocked(Refused):
    """Wrong codes of this visitor are remembered: how many decides whether this one is looked at."""

    def __init__(self) -> None:
        super().__init__("knocked", "")


_last_seen: dict[UUID, Vote] = {}
"""How votes stood when the last ballot came: enough to check and seal before the turn comes. Inside the
transaction it is compared with how the vote stands now."""


def entry_of(name: str) -> UUID:
    """Under which number a ballot of this name is sealed: it cannot be passed off as another's."""
    return UUID(name[:32])


def cast(vote: UUID, new: NewBallot, visitor: str = "") -> CastReceipt:
    """Put the ballot into the box; raises Refused, KeysMissing.

    Knocked: wrong codes of `visitor` are remembered; nothing was looked at, and the caller decides.
    """
    try:
        code = codes.read_code(new.code)
    except BadCode:
        raise unknown_code() from None
    held = keys.read(vote)
    names = codes.in_roll(code, held), codes.in_box(code, held)
    given = _Given(vote, held, *names, new, get_language(), visitor)
    if known := _last_seen.get(vote):
        with suppress(Refused):  # said again, by the vote as it stands, when the turn comes
            given = replace(given, ready=_ready(known, given))
    try:
        return _TOGETHER.do(given)
    except Refused as refused:
        if refused.code == "closed":
            note_end(vote)
        raise


def unknown_code() -> Refused:
    return Refused(
        "code", _("Diesen Code kennen wir nicht. Bitte vergleichen Sie ihn mit Ihrem Brief."), "code"
    )


def _alone(given: _Given) -> CastReceipt:
    for _time in range(_AGAIN):
        try:
            (outcome,) = _all([given])
        except IntegrityError:  # the same code from two places at once: look again
            continue
        if isinstance(outcome, Refused):
            raise outcome
        return outcome
    raise Refused("busy", _("Gerade kommt dieselbe Stimme von zwei Stellen. Bitte noch einmal senden."))


def _all(ballots: Sequence[_Given]) -> list[CastReceipt | Refused]:
    """All of them in one transaction; who is refused has changed nothing.

    In the order of their names, so that two processes never wait for each other crosswise.
    """
    found: dict[int, CastReceipt | Refused] = {}
    first: dict[str, tuple[str, UUID, str]] = {}
    with transaction.atomic():
        standing = _as_they_stand(ballots)
        for at in sorted(range(len(ballots)), key=lambda at: ballots[at].name):
            given = ballots[at]
            if given.name in first:
                raise IntegrityError("one code twice: one after the other")
            try:
                found[at] = _cast(standing, given, first)
            except Refused as refused:
                found[at] = refused
        if first:
            put_in(first.values())
    return [found[at] for at in range(len(ballots))]


_TOGETHER: Together[_Given, CastReceipt] = Together(_all, _alone)


def _cast(standing: Standing, given: _Given, first: dict[str, tuple[str, UUID, str]]) -> CastReceipt:
    """`first`: where new ballots are put, to go in at the end."""
    if given.visitor in standing.knocked:
        raise Knocked
    vote = standing.votes[given.vote]
    with override(given.language) if given.language != get_language() else nullcontext():
        require_open(vote, given.new)
        ready = given.ready
        if ready is None or ready.standing != _standing(vote):
            ready = _ready(vote, given)
        if given.in_roll not in standing.roll:
            raise unknown_code()
        if given.name in standing.box:
            earlier = Ballot.objects.select_for_update().get(pk=given.name)
            return _again(vote, given, ready.choices, earlier)
    first[given.name] = (given.name, vote.pk, ready.sealed)
    return CastReceipt(ready.receipt, mark_of(ready.receipt, ready.text), ready.choices, changed=False)


def _standing(vote: Vote) -> tuple[Any, ...]:
    return vote.version, vote.form, vote.purse, vote.most, vote.box_key


def _ready(vote: Vote, given: _Given) -> _Ready:
    try:
        choices = checked(sheet_of(vote), given.new.choices)
    except BadBallot as bad:
        raise rules.told(bad, vote.form) from bad
    text = as_text(choices)
    receipt = codes.receipt_of(given.name, _attempt(given.new, text), text, given.keys)
    return _Ready(_standing(vote), choices, text, receipt, _sealed(vote, given, text, receipt, ()))


def _as_they_stand(ballots: Sequence[_Given]) -> Standing:
    wanted = {given.vote for given in ballots}
    standing = as_they_stand(
        wanted,
        [(given.in_roll, given.vote) for given in ballots],
        [given.name for given in ballots],
        {given.visitor for given in ballots if given.visitor},
    )
    _last_seen.update(standing.votes)
    for vote in wanted - standing.votes.keys():
        raise Vote.DoesNotExist(str(vote))
    return standing


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
