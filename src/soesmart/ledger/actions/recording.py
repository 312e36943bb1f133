# SPDX-License-Identifier: EUPL-1.2
"""Awards and inventory: what the proof of use lists beside the entries. The same number again is a change."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from soesmart.accounts.facade import Actor, require
from soesmart.kernel.log.actions import stage
from soesmart.ledger import leaves
from soesmart.ledger.models import Contract, Grant, Item
from soesmart.ledger.rules import PROPOSE
from soesmart.ledger.types import ContractView, ItemView, Refused


def record_contract(actor: Actor, grant: UUID, given: ContractView) -> bool:
    """Write an award down, or what changed in it; whether anything did. Raises Refused."""
    require(actor, PROPOSE)
    return store_contract(grant, given)


def record_item(actor: Actor, grant: UUID, given: ItemView) -> bool:
    """Write down something bought, or what changed in it; whether anything did. Raises Refused."""
    require(actor, PROPOSE)
    return store_item(grant, given)


def store_contract(grant: UUID, given: ContractView) -> bool:
    """Without asking who: for town folders."""
    if given.cents <= 0:
        raise Refused(_("Bitte einen Betrag eingeben."))
    values = {name: getattr(given, name) for name in (*leaves.CONTRACT, "partner")}
    return _store(Contract, leaves.AWARD, grant, given.number, values)


def store_item(grant: UUID, given: ItemView) -> bool:
    """Without asking who: for town folders."""
    if given.cents <= 0:
        raise Refused(_("Bitte einen Betrag eingeben."))
    if given.bound_until and given.bound_until < given.bought_on:
        raise Refused(_("Die Bindung kann nicht vor dem Kauf enden."))
    values = {name: getattr(given, name) for name in leaves.ITEM_FIELDS}
    return _store(Item, leaves.ITEM, grant, given.number, values)


@transaction.atomic
def _store(
    model: type[Contract] | type[Item], kind: str, grant: UUID, number: str, values: dict[str, Any]
) -> bool:
    if not number.strip():
        raise Refused(_("Bitte eine Nummer nennen."))
    slug = Grant.objects.select_for_update().values_list("slug", flat=True).get(pk=grant)
    row = model.objects.filter(grant=grant, number=number).first()
    if row is None:
        row = model(grant_id=grant, number=number)
    elif all(getattr(row, name) == value for name, value in values.items()):
        return False
    else:
        row.version += 1
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    stage(kind, str(row.id), row.version, leaves.recorded_leaf(row, slug))
    return True
