# SPDX-License-Identifier: EUPL-1.2
"""Authors and the codes that prove who they are."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from soesmart.accounts.keys import sealed
from soesmart.accounts.models import Account, Participant, Receipt
from soesmart.accounts.queries import open_receipt
from soesmart.accounts.types import Receipt as OpenReceipt
from soesmart.accounts.types import Refused
from soesmart.kernel.ids import new_code


def create_participant(account_id: int | None = None) -> UUID:
    return Participant.objects.create(account_id=account_id).id


def issue_receipt(participant: UUID, kind: str, object_id: UUID) -> str:
    """A new code for the person. Only its seal is stored: this is the one time it can be shown."""
    code = new_code()
    Receipt.objects.create(
        seal=sealed("receipt", code), participant_id=participant, kind=kind, object_id=object_id
    )
    return code


@transaction.atomic
def issue_receipts(kind: str, objects: Sequence[UUID]) -> list[tuple[UUID, str]]:
    """A new participant and a code for each object, in their order: for codes printed in advance."""
    people = Participant.objects.bulk_create([Participant() for _ in objects], batch_size=200)
    codes = [new_code() for _ in objects]
    Receipt.objects.bulk_create(
        [
            Receipt(seal=sealed("receipt", code), participant=person, kind=kind, object_id=thing)
            for person, code, thing in zip(people, codes, objects, strict=True)
        ],
        batch_size=200,
    )
    return [(person.pk, code) for person, code in zip(people, codes, strict=True)]


@transaction.atomic
def reserve_receipts(kind: str, object_id: UUID, number: int) -> tuple[str, ...]:
    """Codes to hand out before there is anything behind them: printed on paper, taken along to a stall.

    Each has an author of its own; until it is redeemed it opens the page of `kind`.
    """
    return tuple(code for _author, code in issue_receipts(kind, [object_id] * number))


def redeem_receipt(code: str, reserved_as: frozenset[str], kind: str, object_id: UUID) -> UUID:
    """Put something behind a reserved code; returns its author. Raises Refused unless it waits for that."""
    found = open_receipt(code)
    if found is None:
        raise Refused(f"Nobody was given the code {code}.")
    seal = sealed("receipt", found.code)
    # One statement decides: of two who redeem the same slip only one finds it waiting.
    waiting = Receipt.objects.filter(seal=seal, kind__in=reserved_as)
    if not waiting.update(kind=kind, object_id=object_id):
        raise Refused(f"There is something behind the code {code} already.")
    return found.participant


def drop_reserved(kind: str, object_id: UUID) -> int:
    """Void the codes of one batch that nobody redeemed."""
    people = Receipt.objects.filter(kind=kind, object_id=object_id).values("participant")
    deleted, _per_model = Participant.objects.filter(pk__in=people).delete()
    return deleted


def forget_receipts(participant: UUID, object_id: UUID) -> int:
    """Whoever held a code for this no longer is its author."""
    deleted, _per_model = Receipt.objects.filter(participant_id=participant, object_id=object_id).delete()
    return deleted


@transaction.atomic
def claim_receipt(account_id: int, code: str) -> OpenReceipt | None:
    """Makes the account the owner of the participant behind `code`; None if it opens nothing.

    What another account has claimed before stays there: a found slip of paper takes nothing away.
    """
    receipt = open_receipt(code)
    if receipt is None:
        return None
    claimed = Participant.objects.filter(pk=receipt.participant, account=None).update(account_id=account_id)
    if claimed or Participant.objects.filter(pk=receipt.participant, account_id=account_id).exists():
        return receipt
    return None


def delete_participant(participant: UUID) -> int:
    """Takes receipts, contact and waiting mails along."""
    deleted, _per_model = Participant.objects.filter(pk=participant).delete()
    return deleted


def keep_details(account_id: int, display_name: str, language: str) -> None:
    Account.objects.filter(pk=account_id).update(display_name=display_name.strip(), language=language)
