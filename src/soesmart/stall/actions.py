# SPDX-License-Identifier: EUPL-1.2
"""Opening and closing a stall, and taking in what its tablet collected."""

import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import segno
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from soesmart.accounts.facade import Actor, drop_reserved, require, reserve_receipts
from soesmart.ask import facade as ask
from soesmart.ask.types import Kind, Near, NewContribution, Where
from soesmart.ask.types import Refused as AskRefused
from soesmart.kernel import clock
from soesmart.kernel.envelope import BadEnvelope, open_sealed, public_key, stall_of
from soesmart.kernel.log.actions import stage
from soesmart.stall import keys
from soesmart.stall.models import Entry, Stall
from soesmart.stall.types import CODE, Closed, Later, Opened, Slip

STORED, HELD, LATER = "stored", "held", "later"
MOST_WAITING = 300
LATEST = timedelta(days=30)
"""So long after its end a stall may still deliver: tablets lie in drawers."""
KEPT = timedelta(days=90)


def open_stall(actor: Actor, name: str, days: int) -> Opened:
    require(actor, "stall.open")
    token, now = secrets.token_urlsafe(32), clock.now()
    stall = Stall(
        name=name.strip(),
        seal=_seal(token),
        opened_at=now,
        ends_at=now + timedelta(days=min(max(days, 1), 14)),
    )
    key = keys.create(stall.id)
    with transaction.atomic():
        stall.save(force_insert=True)
        stage("stall.stall", str(stall.id), 1, leaf(stall))
    return Opened(stall.id, stall.name, token, public_key(key), stall.ends_at)


def close_stall(actor: Actor, key: UUID) -> None:
    """From now on its tablet delivers nothing; codes already given out go on working."""
    require(actor, "stall.open")
    with transaction.atomic():
        stall = Stall.objects.select_for_update().filter(pk=key, closed_at=None).first()
        if stall is not None:
            stall.closed_at = clock.now()
            stall.save(update_fields=["closed_at"])
            stage("stall.stall", str(stall.id), 2, leaf(stall))


def leaf(stall: Stall) -> dict[str, Any]:
    closed = stall.closed_at.isoformat() if stall.closed_at else None
    return {"name": stall.name, "ends_at": stall.ends_at.isoformat(), "closed_at": closed}


def known(key: UUID, token: str) -> Stall:
    """The stall that shows this token; raises Closed."""
    stall = Stall.objects.filter(pk=key, seal=_seal(token), closed_at=None).first()
    if stall is None or stall.ends_at + LATEST < clock.now():
        raise Closed
    return stall


def reserve(stall: Stall, number: int, home: str) -> tuple[Slip, ...]:
    """More codes for the tablet; none once the stall is over."""
    if stall.ends_at < clock.now():
        return ()
    codes = reserve_receipts(CODE, stall.id, min(number, MOST_WAITING))
    return tuple(_slip(code, f"{home.rstrip('/')}/k/{code}/") for code in codes)


def _slip(code: str, address: str) -> Slip:
    rows = segno.make(address, error="m", micro=False).matrix
    bits = "".join(str(module & 1) for row in rows for module in row)
    bits += "0" * (-len(bits) % 4)
    return Slip(code, address, len(rows), format(int(bits, 2), f"0{len(bits) // 4}x"))


def receive(stall: Stall, entry: UUID, sealed: str, drift: timedelta) -> str:
    """Take in one entry, however often it comes; says what the tablet may do with its own."""
    earlier = Entry.objects.filter(pk=entry).first()
    if earlier is not None:
        return earlier.state
    try:
        new = _contribution(entry, sealed, drift)
        with transaction.atomic():
            Entry.objects.create(id=entry, stall=stall, state=STORED)
            ask.submit(new)
    except Later:
        return LATER
    except IntegrityError:  # the same entry from two tabs at once
        return Entry.objects.get(pk=entry).state
    except (AskRefused, BadEnvelope) as trouble:
        return _hold(stall, entry, sealed, trouble)
    return STORED


def _hold(stall: Stall, entry: UUID, sealed: str, trouble: Exception) -> str:
    text = trouble.text if isinstance(trouble, AskRefused) else _("Der Eintrag lässt sich nicht lesen.")
    held = {"stall": stall, "state": HELD, "trouble": text[:300], "sealed": sealed}
    return Entry.objects.get_or_create(pk=entry, defaults=held)[0].state


def content(entry: UUID, sealed: str) -> dict[str, Any]:
    """What was sealed; raises Later or BadEnvelope."""
    return open_sealed(keys.read(stall_of(sealed)), entry, sealed)


def _contribution(entry: UUID, sealed: str, drift: timedelta) -> NewContribution:
    given = content(entry, sealed)
    text, place = (str(given.get(name, "")) for name in ("text", "place"))
    kind = given.get("kind")
    return NewContribution(
        text=text,
        kind=Kind(kind) if kind in list(Kind) else Kind.QUESTION,
        where=Where(Near.SOMEWHERE, place) if place else Where(),
        email=str(given.get("email", "")),
        language=str(given.get("language", "de")),
        token=entry,
        proven=True,  # somebody of the town stood beside it
        code=str(given.get("code", "")),
        code_kinds=frozenset({CODE}),
        asked_at=_when(given.get("at"), drift),
    )


def _when(taken: Any, drift: timedelta) -> datetime:
    """The tablet's clock may be wrong: what counts is how long ago it was by that same clock."""
    now = clock.now()
    try:
        told = datetime.fromtimestamp(float(taken) / 1000, UTC) + drift
    except (TypeError, ValueError, OverflowError, OSError):
        return now
    return min(now, max(told, now - LATEST))


@transaction.atomic
def settle(actor: Actor, entry: UUID, text: str, place: str) -> None:
    """A person mended a held entry; raises the room's Refused when it still cannot be taken."""
    require(actor, "stall.settle")
    row = Entry.objects.select_for_update().filter(pk=entry, state=HELD).first()
    if row is None:
        return
    try:
        given = content(entry, row.sealed)
    except (Later, BadEnvelope):
        given = {}
    kind = given.get("kind")
    ask.submit(
        NewContribution(
            text=text,
            kind=Kind(kind) if kind in list(Kind) else Kind.QUESTION,
            where=Where(Near.SOMEWHERE, place) if place else Where(),
            language=str(given.get("language", "de")),
            token=entry,
            proven=True,
            code=str(given.get("code", "")),
            code_kinds=frozenset({CODE}),
            asked_at=row.received_at,
        )
    )
    _done(row, STORED)


@transaction.atomic
def discard(actor: Actor, entry: UUID) -> None:
    require(actor, "stall.settle")
    row = Entry.objects.select_for_update().filter(pk=entry, state=HELD).first()
    if row is not None:
        _done(row, "discarded")


def _done(row: Entry, state: str) -> None:
    row.state, row.sealed, row.trouble = state, "", ""
    row.save(update_fields=["state", "sealed", "trouble"])


def forget() -> None:
    """Stalls long over: their keys, their unused codes and their rows. What is held stays until settled."""
    over = Stall.objects.filter(ends_at__lt=clock.now() - KEPT).exclude(entries__state=HELD)
    for stall in over:
        drop_reserved(CODE, stall.id)
        keys.forget(stall.id)
        with transaction.atomic():
            Entry.objects.filter(stall=stall).delete()
            stall.delete()


def _seal(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
