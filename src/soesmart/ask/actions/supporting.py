# SPDX-License-Identifier: EUPL-1.2
from uuid import UUID

from django.db import transaction

from soesmart.ask import rules
from soesmart.ask.leaves import record
from soesmart.ask.models import Contribution, Support
from soesmart.ask.types import NotFound, State, Supported
from soesmart.kernel.log.actions import erase


def public_row(question: UUID) -> Contribution:
    """The question everybody can read, or the one it was merged into; raises NotFound."""
    row = Contribution.objects.select_related("merged_into").filter(public_id=question).first()
    if row and row.state == State.MERGED and row.merged_into:
        row = row.merged_into
    if row is None or row.state not in rules.PUBLIC:
        raise NotFound(str(question))
    return row


def support(question: UUID, supporter: UUID, *, verified: bool = False) -> Supported:
    """ "Ich auch": counts once per person. `verified` when the person is logged in."""
    with transaction.atomic():
        row = public_row(question)
        added = _add(row, supporter, verified)
        merged = Contribution.objects.filter(pk=row.pk).values_list("merged_into", flat=True).first()
        if merged:  # merged while this waited for the row
            row = Contribution.objects.get(pk=merged)
            added = _add(row, supporter, verified)
        return Supported(row.public_id, row.supports.count(), added)


def _add(row: Contribution, supporter: UUID, verified: bool) -> bool:
    mine, created = Support.objects.get_or_create(
        contribution=row, supporter=supporter, defaults={"verified": verified}
    )
    if not created and verified and not mine.verified:
        Support.objects.filter(pk=mine.pk).update(verified=True)
        mine.verified = True
        record("ask.support", mine, version=2)
    elif created:
        record("ask.support", mine, version=1)
    return created


def unsupport(question: UUID, supporter: UUID) -> Supported:
    """Take "ich auch" back: the row and its leaf's personal part are gone."""
    with transaction.atomic():
        row = public_row(question)
        for mine in Support.objects.filter(contribution=row, supporter=supporter):
            drop_support(mine)
        return Supported(row.public_id, row.supports.count(), added=False)


def drop_support(mine: Support) -> None:
    erase("ask.support", str(mine.public_id))
    mine.delete()
