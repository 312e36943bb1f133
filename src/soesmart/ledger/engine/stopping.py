# SPDX-License-Identifier: EUPL-1.2
"""What it costs to stop today: money already bound, money that lapses, money that must go back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from soesmart.ledger.engine.claim import Terms, open_orders
from soesmart.ledger.engine.entries import Effect, Entry, of, until
from soesmart.ledger.engine.split import share


@dataclass(frozen=True, slots=True)
class Stopping:
    """Cents, as of `on`."""

    on: date
    spent: int
    still_bound: int
    """Ordered and not yet billed: contracts that must be ended or paid."""
    not_spent: int
    """Of the plan, neither spent nor ordered."""
    lapsing: int
    """The funder's share of what would not be spent any more: the town does not get it."""
    to_return: int
    """Received above the funder's share of what was spent."""
    at_risk: int
    """Received so far: what could be claimed back at most if the purpose is missed."""
    saved: int
    """What the town itself would save: its own share of what is neither spent nor ordered."""


def stopping(entries: Sequence[Entry], terms: Terms, day: date) -> Stopping:
    seen = list(until(entries, day))
    planned = sum(entry.cents for entry in of(entries, Effect.PLAN))
    spent = sum(entry.cents for entry in of(seen, Effect.VOUCHER))
    eligible = sum(entry.cents for entry in of(seen, Effect.VOUCHER) if entry.eligible)
    received = sum(entry.cents for entry in of(seen, Effect.RECEIPT) if entry.source == terms.funder)
    bound = open_orders(seen, day)
    left = max(0, planned - spent - bound)
    kept = share(eligible, terms.rate, terms.cap)
    lapsing = max(0, share(eligible + bound + left, terms.rate, terms.cap) - kept)
    of_left = share(eligible + bound + left, terms.rate, terms.cap) - share(
        eligible + bound, terms.rate, terms.cap
    )
    return Stopping(
        on=day,
        spent=spent,
        still_bound=bound,
        not_spent=left,
        lapsing=lapsing,
        to_return=max(0, received - kept),
        at_risk=received,
        saved=max(0, left - of_left),
    )
