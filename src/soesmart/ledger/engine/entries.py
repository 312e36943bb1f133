# SPDX-License-Identifier: EUPL-1.2
"""Entries of a side ledger. Each moves an amount from one account to another: the books balance."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Effect(StrEnum):
    """What an entry says happened."""

    PLAN = "plan"
    COMMITMENT = "commitment"
    VOUCHER = "voucher"
    PAYMENT = "payment"
    DRAWDOWN = "drawdown"
    RECEIPT = "receipt"


CORRECTION = "correction"
COSTS = frozenset({Effect.PLAN, Effect.COMMITMENT, Effect.VOUCHER, Effect.PAYMENT})
"""Effects that belong to a position of the financing plan; the others belong to a source of money."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `cents` is negative only where something is taken back."""

    effect: Effect
    on: date
    cents: int
    position: str = ""
    source: str = ""
    phase: str = ""
    project: str = ""
    project_name: str = ""
    village: str = ""
    year: int = 0
    """The budget year it counts for; 0: that of `on`."""
    eligible: bool = True
    reason: str = ""
    """Why it is not eligible."""
    voucher: str = ""
    voucher_hash: str = ""
    text: str = ""
    hidden: bool = False
    """Residents see it only as part of a sum."""
    forwarded: str = ""
    """The partner the money was passed on to."""
    corrects: str = ""
    id: str = ""
    number: int = 0

    @property
    def kind(self) -> str:
        return CORRECTION if self.corrects else str(self.effect)

    @property
    def budget_year(self) -> int:
        return self.year or self.on.year


def accounts(entry: Entry) -> tuple[str, str]:
    """(debit, credit). Plan and orders stand beside the real accounts: they are no money yet."""
    here, source = entry.position or "ohne", entry.source or "ohne"
    return {
        Effect.PLAN: (f"plan:{here}", "plan:frame"),
        Effect.COMMITMENT: (f"order:{here}", "order:open"),
        Effect.VOUCHER: (f"cost:{here}", "payable"),
        Effect.PAYMENT: ("payable", "cash"),
        Effect.DRAWDOWN: (f"claim:{source}", f"grant:{source}"),
        Effect.RECEIPT: ("cash", f"claim:{source}"),
    }[entry.effect]


def balances(entries: Iterable[Entry]) -> Mapping[str, int]:
    """Cents per account, debit positive; they add up to 0."""
    found: dict[str, int] = {}
    for entry in entries:
        debit, credit = accounts(entry)
        found[debit] = found.get(debit, 0) + entry.cents
        found[credit] = found.get(credit, 0) - entry.cents
    return found


def of(entries: Iterable[Entry], *effects: Effect) -> Iterator[Entry]:
    return (entry for entry in entries if entry.effect in effects)


def until(entries: Iterable[Entry], day: date | None) -> Iterator[Entry]:
    """Entries dated up to and including `day`; all when it is None."""
    return (entry for entry in entries if day is None or entry.on <= day)
