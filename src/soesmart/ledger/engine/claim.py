# SPDX-License-Identifier: EUPL-1.2
"""The half-year claim: what the funder owes for costs incurred so far, less what was called before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from soesmart.ledger.engine.entries import Effect, Entry, of, until
from soesmart.ledger.engine.outflow import monthly_pace
from soesmart.ledger.engine.split import by_key, share


@dataclass(frozen=True, slots=True)
class Position:
    """A row of the financing plan."""

    key: str
    title: str
    kind: str = ""
    phase: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """What the reports must know of a grant. `funder` is the key of the source that pays the share."""

    rate: int
    cap: int | None
    funder: str
    positions: tuple[Position, ...]
    sources: tuple[tuple[str, str], ...] = ()

    @property
    def order(self) -> tuple[str, ...]:
        return tuple(position.key for position in self.positions)

    def title(self, key: str) -> str:
        return next((row.title for row in self.positions if row.key == key), key)


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One position. `funder` and `own` split the cumulative eligible sum."""

    position: str
    title: str
    period: int
    """Eligible cents of this half year."""
    cumulative: int
    funder: int
    own: int
    not_eligible: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim for `since`…`until`. `due` is the amount to call now."""

    since: date
    until: date
    rows: tuple[ClaimRow, ...]
    period: int
    cumulative: int
    not_eligible: int
    funder: int
    own: int
    other: int
    """Public money of other sources received so far: part of what is not the funder's."""
    called_before: int
    due: int
    vouchers: tuple[Entry, ...]
    """Of the period, by day and number."""
    open_orders: int
    pace: int
    """Cents a month over the last twelve months."""
    forecast: int
    """Funder's cents expected in the next half year: at this pace, within the plan."""


def claim(entries: Sequence[Entry], terms: Terms, since: date, day: date) -> Claim:
    vouchers = list(of(until(entries, day), Effect.VOUCHER))
    period: dict[str, int] = {}
    cumulative: dict[str, int] = {}
    refused: dict[str, int] = {}
    for entry in vouchers:
        if not entry.eligible:
            refused[entry.position] = refused.get(entry.position, 0) + entry.cents
            continue
        cumulative[entry.position] = cumulative.get(entry.position, 0) + entry.cents
        if entry.on >= since:
            period[entry.position] = period.get(entry.position, 0) + entry.cents
    for key in (*terms.order, *refused):
        cumulative.setdefault(key, 0)
    parts = by_key(cumulative, terms.order, terms.rate, terms.cap)
    rows = tuple(
        ClaimRow(
            key,
            terms.title(key),
            period.get(key, 0),
            cumulative[key],
            funder,
            own,
            refused.get(key, 0),
        )
        for key, (funder, own) in parts.items()
    )
    whole = sum(cumulative.values())
    due = share(whole, terms.rate, terms.cap)
    before = sum(e.cents for e in of(entries, Effect.DRAWDOWN) if e.source == terms.funder and e.on <= day)
    other = sum(e.cents for e in of(entries, Effect.RECEIPT) if e.source != terms.funder and e.on <= day)
    listed = sorted((e for e in vouchers if e.on >= since), key=lambda e: (e.on, e.voucher, e.number))
    pace = monthly_pace(vouchers, day)
    return Claim(
        since=since,
        until=day,
        rows=rows,
        period=sum(period.values()),
        cumulative=whole,
        not_eligible=sum(refused.values()),
        funder=due,
        own=whole - due,
        other=other,
        called_before=before,
        due=due - before,
        vouchers=tuple(listed),
        open_orders=open_orders(entries, day),
        pace=pace,
        forecast=_forecast(entries, terms, whole, pace),
    )


def open_orders(entries: Sequence[Entry], day: date) -> int:
    """Ordered and not yet proven by vouchers, position by position."""
    left: dict[str, int] = {}
    for entry in until(entries, day):
        if entry.effect is Effect.COMMITMENT:
            left[entry.position] = left.get(entry.position, 0) + entry.cents
    for entry in of(until(entries, day), Effect.VOUCHER):
        if entry.position in left:
            left[entry.position] -= entry.cents
    return sum(max(0, cents) for cents in left.values())


def _forecast(entries: Sequence[Entry], terms: Terms, so_far: int, pace: int) -> int:
    planned = sum(entry.cents for entry in of(entries, Effect.PLAN))
    expected = so_far + max(0, min(6 * pace, planned - so_far))
    return share(expected, terms.rate, terms.cap) - share(so_far, terms.rate, terms.cap)
