# SPDX-License-Identifier: EUPL-1.2
"""Writing entries that count. Only here, in one transaction with their leaves."""

import secrets
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Max

from soesmart.kernel import clock
from soesmart.kernel.ids import uuid7
from soesmart.kernel.log.actions import made_ready, sealed, stage_all
from soesmart.kernel.log.engine.leaf import SALT_BYTES, canonical, commitment
from soesmart.kernel.many import insert
from soesmart.ledger import leaves
from soesmart.ledger.models import Entry as EntryRow
from soesmart.ledger.models import Grant, Private
from soesmart.ledger.projects import KIND as PROJECT
from soesmart.ledger.projects import named
from soesmart.ledger.queries.nodes import KIND
from soesmart.ledger.types import NewEntry
from soesmart.thread.facade import NodeRef, tie

_COLUMNS = (
    *("id", "grant", "number", "effect", "corrects", "on", "entered_at", "cents", "position", "source"),
    *("phase", "project", "project_name", "village", "year", "eligible", "reason", "voucher"),
    *("voucher_hash", "text", "hidden", "forwarded", "sealed", "print", "proposal"),
)


def book(grant: Grant, rows: Sequence[NewEntry], proposal: UUID) -> int:
    """Write entries, what is private about them, and their leaves; the caller locks the grant."""
    number = EntryRow.objects.filter(grant=grant).aggregate(last=Max("number"))["last"] or 0
    at = clock.now()
    entries, private, staged = [], [], []
    for offset, new in enumerate(rows, start=1):
        row, kept = _row(grant, new, number + offset, proposal)
        row.entered_at = at
        public, personal = leaves.entry_leaf(row, grant.slug)
        staged.append(sealed(leaves.ENTRY, str(row.id), 1, public, personal))
        entries.append(tuple(_value(row, name) for name in _COLUMNS))
        if kept:
            private.append(kept)
    insert(EntryRow, _COLUMNS, entries)
    Private.objects.bulk_create(private, batch_size=300)
    stage_all(made_ready(staged))
    _tie(grant, rows)
    return len(entries)


def _tie(grant: Grant, rows: Sequence[NewEntry]) -> None:
    """Projects that entries name are paid from this grant: that is a link of the thread."""
    keys = {UUID(new.entry.project) for new in rows if new.entry.project}
    for key in sorted(named(keys)):
        tie(NodeRef(PROJECT, key), "funds", NodeRef(KIND, grant.id))


def _value(row: EntryRow, name: str) -> Any:
    return row.grant_id if name == "grant" else getattr(row, name)


def _row(grant: Grant, new: NewEntry, number: int, proposal: UUID) -> tuple[EntryRow, Private | None]:
    entry, key = new.entry, uuid7()
    payload = {name: value for name, value in (("payee", new.payee), ("hours", new.hours)) if value}
    kept, committed = None, ""
    if payload:
        salt, text = secrets.token_bytes(SALT_BYTES), canonical(payload)
        kept, committed = Private(entry=key, salt=salt, payload=text), commitment(salt, text)
    row = EntryRow(
        id=key,
        grant=grant,
        number=number,
        effect=entry.effect.value,
        corrects=UUID(entry.corrects) if entry.corrects else None,
        on=entry.on,
        cents=entry.cents,
        position=entry.position,
        source=entry.source,
        phase=entry.phase,
        project=UUID(entry.project) if entry.project else None,
        project_name=entry.project_name,
        village=entry.village,
        year=entry.year,
        eligible=entry.eligible,
        reason=entry.reason,
        voucher=entry.voucher,
        voucher_hash=entry.voucher_hash,
        text=entry.text,
        hidden=entry.hidden,
        forwarded=entry.forwarded,
        sealed=committed,
        print=new.print,
        proposal=proposal,
    )
    return row, kept
