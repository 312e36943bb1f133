# SPDX-License-Identifier: EUPL-1.2
"""What waits for a second person, and what is known of payees: for the team alone."""

import json
from uuid import UUID

from soesmart.accounts.facade import Actor
from soesmart.ledger.actions.proposing import WAITING, agreed_needed, unpacked
from soesmart.ledger.models import Entry, Mapping, Private, Proposal
from soesmart.ledger.types import Waiting

_SHOWN = 200


def waiting(actor: Actor) -> tuple[Waiting, ...]:
    rows = Proposal.objects.filter(state=WAITING).select_related("grant").order_by("proposed_at")
    return tuple(_view(row, actor, with_rows=False) for row in rows)


def one(actor: Actor, key: UUID) -> Waiting | None:
    row = Proposal.objects.filter(pk=key, state=WAITING).select_related("grant").first()
    return _view(row, actor, with_rows=True) if row else None


def _view(row: Proposal, actor: Actor, *, with_rows: bool) -> Waiting:
    return Waiting(
        id=row.id,
        grant=row.grant.slug,
        title=row.title,
        count=row.count,
        cents=row.cents,
        proposed_at=row.proposed_at,
        by_me=row.proposed_by is not None and row.proposed_by == actor.account_id,
        agreed_by_me=actor.account_id in row.agreed,
        needed=agreed_needed(row),
        rows=tuple(unpacked(row)[:_SHOWN]) if with_rows else (),
    )


def private_of(grant: UUID) -> dict[str, dict[str, str]]:
    """Entry → payee and hours, as far as they are still kept."""
    keys = Entry.objects.filter(grant=grant).exclude(sealed="").values("id")
    rows = Private.objects.filter(entry__in=keys).values_list("entry", "payload")
    return {str(key): json.loads(payload) for key, payload in rows.iterator(2000)}


def mappings() -> tuple[str, ...]:
    return tuple(Mapping.objects.order_by("name").values_list("name", flat=True))
