# SPDX-License-Identifier: EUPL-1.2
"""Four eyes: one person proposes entries, another agrees, and only then they count."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from soesmart.accounts.facade import Actor, require
from soesmart.kernel import clock
from soesmart.kernel.log.actions import stage
from soesmart.ledger import leaves
from soesmart.ledger.actions.booking import book
from soesmart.ledger.engine.entries import Effect, Entry
from soesmart.ledger.models import Entry as EntryRow
from soesmart.ledger.models import Grant, Private, Proposal
from soesmart.ledger.queries import grants
from soesmart.ledger.rules import APPROVE, MANAGE, PROPOSE, entry_complaints
from soesmart.ledger.types import NewEntry, Refused

WAITING, BOOKED, REJECTED = "waiting", "booked", "rejected"


def propose(actor: Actor, grant: UUID, title: str, rows: Sequence[NewEntry], file_hash: str = "") -> UUID:
    """Lay entries before a second person; raises Refused when one breaks a rule."""
    require(actor, PROPOSE)
    return hand_in(actor.account_id, grant, title, rows, file_hash)


@transaction.atomic
def hand_in(
    account: int | None, grant: UUID, title: str, rows: Sequence[NewEntry], file_hash: str = ""
) -> UUID:
    """`propose` for the command line, where nobody has an account: then two people must agree."""
    row = Grant.objects.select_for_update().get(pk=grant)
    _check(row, rows)
    made = Proposal.objects.create(
        grant=row,
        title=title[:200],
        rows=json.dumps([_packed(new) for new in rows], ensure_ascii=False),
        prints="\n".join(new.print for new in rows if new.print),
        count=len(rows),
        cents=sum(new.entry.cents for new in rows),
        file_hash=file_hash,
        proposed_by=account,
        proposed_at=clock.now(),
    )
    return made.id


def _check(row: Grant, rows: Sequence[NewEntry]) -> None:
    if not rows:
        raise Refused(_("Es gibt nichts zu buchen."))
    known = grants.view(row)
    for number, new in enumerate(rows, start=1):
        for field, text in entry_complaints(new.entry, known):
            raise Refused(
                _("Buchung %(number)d, %(field)s: %(text)s")
                % {"number": number, "field": field, "text": text}
            )


def agreed_needed(proposal: Proposal) -> int:
    """How many more people must agree: one besides the proposer, two when nobody knows who proposed."""
    wanted = 1 if proposal.proposed_by is not None else 2
    return wanted - len(proposal.agreed)


@transaction.atomic
def agree(actor: Actor, key: UUID) -> int:
    """Agree; with the last person needed the entries count. Returns how many were written."""
    require(actor, APPROVE)
    grant_id = Proposal.objects.values_list("grant_id", flat=True).filter(pk=key).first()
    if grant_id is None or actor.account_id is None:
        raise Refused(_("Diesen Vorschlag gibt es nicht mehr."))
    # The grant first, everywhere: its numbers are given out under this lock.
    grant = Grant.objects.select_for_update().get(pk=grant_id)
    proposal = Proposal.objects.select_for_update().get(pk=key)
    if proposal.state != WAITING:
        raise Refused(_("Über diesen Vorschlag ist schon entschieden."))
    if actor.account_id == proposal.proposed_by or actor.account_id in proposal.agreed:
        raise Refused(_("Vier Augen: Zustimmen muss ein anderer Mensch als der, der es vorgeschlagen hat."))
    proposal.agreed = [*proposal.agreed, actor.account_id]
    if agreed_needed(proposal) > 0:
        proposal.save(update_fields=["agreed"])
        return 0
    rows = unpacked(proposal)
    _check(grant, rows)
    written = book(grant, rows, proposal.id)
    _decided(proposal, BOOKED, "")
    return written


@transaction.atomic
def reject(actor: Actor, key: UUID, reason: str) -> None:
    require(actor, APPROVE)
    proposal = Proposal.objects.select_for_update().filter(pk=key, state=WAITING).first()
    if proposal is None:
        raise Refused(_("Über diesen Vorschlag ist schon entschieden."))
    _decided(proposal, REJECTED, reason)


def _decided(proposal: Proposal, state: str, reason: str) -> None:
    proposal.state, proposal.reason = state, reason[:300]
    proposal.rows = proposal.prints = ""
    proposal.decided_at = clock.now()
    proposal.save()
    public = {
        "grant": proposal.grant.slug,
        "count": proposal.count,
        "state": state,
        "file": proposal.file_hash,
    }
    stage(leaves.PROPOSAL, str(proposal.id), 1, public)


@transaction.atomic
def book_example(grant: UUID, rows: Sequence[NewEntry]) -> int:
    """Entries of an example town: nobody has to agree to what is not real."""
    row = Grant.objects.select_for_update().get(pk=grant)
    if not row.example:
        raise Refused(_("Nur Beispiele werden ohne zweiten Menschen gebucht."))
    _check(row, rows)
    made = Proposal.objects.create(
        grant=row,
        title=_("Beispiel"),
        count=len(rows),
        cents=sum(new.entry.cents for new in rows),
        state=BOOKED,
        decided_at=clock.now(),
    )
    return book(row, rows, made.id)


def correct(actor: Actor, key: UUID, reason: str, right: NewEntry | None) -> UUID:
    """Propose to take an entry back, and perhaps the right one in its place. The wrong one stays readable."""
    require(actor, PROPOSE)
    found = grants.entry(key)
    if found is None:
        raise Refused(_("Diese Buchung gibt es nicht."))
    if not reason.strip():
        raise Refused(_("Bitte sagen, was an der Buchung falsch war."))
    grant, entry = found
    if entry.corrects:
        raise Refused(
            _("Eine Berichtigung wird nicht berichtigt. Bitte die richtige Buchung neu vorschlagen.")
        )
    if EntryRow.objects.filter(corrects=key).exists():
        raise Refused(_("Diese Buchung ist schon zurückgenommen."))
    back = replace(entry, cents=-entry.cents, corrects=str(key), text=reason.strip()[:300], id="", number=0)
    rows = [NewEntry(back), *([right] if right else [])]
    title = _("Berichtigung von Buchung %d") % entry.number
    return hand_in(actor.account_id, grant, title, rows)


@transaction.atomic
def erase_private(actor: Actor, key: UUID) -> bool:
    """Forget payee and hours of an entry. Its hash stays: nobody can guess them, and the books still fit."""
    require(actor, MANAGE)
    return bool(Private.objects.filter(pk=key).delete()[0])


def _packed(new: NewEntry) -> dict[str, Any]:
    entry = asdict(new.entry)
    entry["on"] = new.entry.on.isoformat()
    return {"entry": entry, "payee": new.payee, "hours": new.hours, "print": new.print}


def unpacked(proposal: Proposal) -> list[NewEntry]:
    return [
        NewEntry(
            Entry(
                **{
                    **row["entry"],
                    "effect": Effect(row["entry"]["effect"]),
                    "on": date.fromisoformat(row["entry"]["on"]),
                }
            ),
            row["payee"],
            row["hours"],
            row["print"],
        )
        for row in json.loads(proposal.rows or "[]")
    ]
