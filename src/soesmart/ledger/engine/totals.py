# SPDX-License-Identifier: EUPL-1.2
"""Planned, ordered, spent, called, received: five sums, each with the day it is from."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from soesmart.ledger.engine.entries import Effect, Entry


@dataclass(frozen=True, slots=True)
class Sum:
    """Cents and the newest day in them; None where nothing was entered."""

    cents: int = 0
    on: date | None = None

    def __add__(self, other: "Sum") -> "Sum":
        days = [day for day in (self.on, other.on) if day]
        return Sum(self.cents + other.cents, max(days, default=None))


@dataclass(frozen=True, slots=True)
class Totals:
    """What happened to the money so far."""

    planned: Sum = Sum()
    ordered: Sum = Sum()
    spent: Sum = Sum()
    """Costs that vouchers prove."""
    paid: Sum = Sum()
    called: Sum = Sum()
    received: Sum = Sum()
    eligible: int = 0


_NAMES = {
    Effect.PLAN: "planned",
    Effect.COMMITMENT: "ordered",
    Effect.VOUCHER: "spent",
    Effect.PAYMENT: "paid",
    Effect.DRAWDOWN: "called",
    Effect.RECEIPT: "received",
}


def totals(entries: Iterable[Entry]) -> Totals:
    sums: dict[str, int] = {}
    days: dict[str, date] = {}
    eligible = 0
    for entry in entries:
        name = _NAMES[entry.effect]
        sums[name] = sums.get(name, 0) + entry.cents
        days[name] = max(days.get(name, entry.on), entry.on)
        if entry.eligible and entry.effect is Effect.VOUCHER:
            eligible += entry.cents
    found = {name: Sum(cents, days[name]) for name, cents in sums.items()}
    return Totals(**found, eligible=eligible)


def by(entries: Iterable[Entry], key: Callable[[Entry], str]) -> Mapping[str, Totals]:
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(key(entry), []).append(entry)
    return {name: totals(group) for name, group in groups.items()}
