# SPDX-License-Identifier: EUPL-1.2
from dataclasses import asdict
from typing import Any

from django.db import transaction

from soesmart.accounts.facade import Actor, require
from soesmart.kernel import clock
from soesmart.kernel.log.actions import stage
from soesmart.ledger import leaves
from soesmart.ledger.models import Grant
from soesmart.ledger.rules import MANAGE, grant_complaints
from soesmart.ledger.types import NewGrant, Refused


def enter_grant(actor: Actor, new: NewGrant) -> tuple[Grant, bool]:
    """Write down a grant or what changed in it; (grant, whether anything changed)."""
    require(actor, MANAGE)
    return store_grant(new)


@transaction.atomic
def store_grant(new: NewGrant) -> tuple[Grant, bool]:
    """Without asking who: for town folders."""
    complaints = list(grant_complaints(new))
    if complaints:
        raise Refused(" ".join(text for _field, text in complaints))
    values = _values(new)
    row = Grant.objects.select_for_update().filter(slug=new.slug).first()
    if row is None:
        row = Grant.objects.create(slug=new.slug, changed_at=clock.now(), **values)
    elif all(getattr(row, name) == value for name, value in values.items()):
        return row, False
    else:
        for name, value in values.items():
            setattr(row, name, value)
        row.version += 1
        row.changed_at = clock.now()
        row.save()
    stage(leaves.GRANT, row.slug, row.version, leaves.grant_leaf(row))
    return row, True


def _values(new: NewGrant) -> dict[str, Any]:
    return {
        "title": dict(new.title),
        "summary": dict(new.summary),
        "rules": dict(new.rules),
        "rate": new.rate,
        "frame": new.frame,
        "cap": new.cap,
        "committed_on": new.committed_on,
        "ends_on": new.ends_on,
        "funder": new.funder,
        "positions": [asdict(position) for position in new.positions],
        "sources": [{"key": key, "title": title, "kind": kind} for key, title, kind in new.sources],
        "recipients": list(new.recipients),
        "gates": {phase: dict(gate) for phase, gate in new.gates.items()},
        "narrative": dict(new.narrative),
        "unknown": list(new.unknown),
        "as_of": new.as_of,
        "source": new.source,
        "example": new.example,
        "state": new.state,
    }
