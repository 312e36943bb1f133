# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from soesmart.accounts.facade import Actor, require
from soesmart.ledger.actions.granting import store_grant
from soesmart.ledger.actions.proposing import hand_in
from soesmart.ledger.engine import profile
from soesmart.ledger.engine.application import Draft, slug
from soesmart.ledger.engine.entries import Effect, Entry
from soesmart.ledger.models import Grant
from soesmart.ledger.queries.public import today
from soesmart.ledger.rules import MANAGE
from soesmart.ledger.types import NewEntry, NewGrant


@transaction.atomic
def apply(
    actor: Actor, title: str, rules: Mapping[str, Any], draft: Draft, narrative: Mapping[str, str]
) -> UUID:
    """Begin an application: the grant, and its plan as a proposal for a second person."""
    require(actor, MANAGE)
    read = profile.read(rules)
    name, number = slug(title), 2
    while Grant.objects.filter(slug=name).exists():
        name, number = f"{slug(title)[:36]}-{number}", number + 1
    funder = read.funders[-1].name if read.funders else _("Fördergeber")
    row, _new = store_grant(
        NewGrant(
            slug=name,
            title={"de": title},
            rules=rules,
            positions=draft.positions,
            sources=(("foerderung", funder, "funder"), ("eigen", _("Eigener Anteil"), "town"))
            + ((("andere", _("Andere öffentliche Mittel"), "other"),) if draft.other else ()),
            funder="foerderung",
            rate=read.rate,
            frame=draft.total,
            narrative={key: text for key, text in narrative.items() if text},
            unknown=draft.warnings,
            state="application",
        )
    )
    day = today()
    rows = [
        NewEntry(
            Entry(Effect.PLAN, day, one.cents, one.position, year=one.year, phase=_phase(draft, one.position))
        )
        for one in draft.planned
    ]
    hand_in(actor.account_id, row.id, _("Finanzierungsplan"), rows)
    return row.id


def _phase(draft: Draft, key: str) -> str:
    return next(position.phase for position in draft.positions if position.key == key)
