# SPDX-License-Identifier: EUPL-1.2
"""The figures of a proof of use, in the order of the financing plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from soesmart.ledger.engine.claim import Terms
from soesmart.ledger.engine.entries import Effect, Entry, of, until
from soesmart.ledger.engine.outflow import Half, halves, months_behind
from soesmart.ledger.engine.split import WHOLE, by_key, share


@dataclass(frozen=True, slots=True)
class ProofRow:
    """One position: plan against costs. `over` is what exceeds the tolerance; None where it is unknown."""

    position: str
    title: str
    planned: int
    eligible: int
    not_eligible: int
    difference: int
    """Eligible less planned."""
    over: int | None
    funder: int
    own: int


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source of money."""

    source: str
    title: str
    called: int
    received: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """Costs the grant does not pay for, by reason."""

    reason: str
    cents: int


@dataclass(frozen=True, slots=True)
class Undue:
    """Received before it was needed: cents, and the days it lay there, for the interest."""

    since: date
    until: date
    cents: int

    @property
    def days(self) -> int:
        return (self.until - self.since).days


@dataclass(frozen=True, slots=True)
class Proof:
    """Everything with numbers in it. All sums are over entries up to `until`."""

    until: date
    rows: tuple[ProofRow, ...]
    sources: tuple[SourceRow, ...]
    planned: int
    eligible: int
    not_eligible: int
    funder: int
    own: int
    called: int
    received: int
    refusals: tuple[Refusal, ...]
    forwarded: tuple[tuple[str, int], ...]
    undue: tuple[Undue, ...]
    halves: tuple[Half, ...]
    months_behind: float | None
    vouchers: tuple[Entry, ...]


def proof(entries: Sequence[Entry], terms: Terms, day: date, tolerance: int | None = None) -> Proof:
    seen = list(until(entries, day))
    planned: dict[str, int] = {}
    eligible: dict[str, int] = {}
    refused: dict[str, int] = {}
    forwarded: dict[str, int] = {}
    reasons: dict[str, int] = {}
    for entry in of(entries, Effect.PLAN):
        planned[entry.position] = planned.get(entry.position, 0) + entry.cents
    vouchers = sorted(of(seen, Effect.VOUCHER), key=lambda e: (e.on, e.voucher, e.number))
    for entry in vouchers:
        if entry.eligible:
            eligible[entry.position] = eligible.get(entry.position, 0) + entry.cents
        else:
            refused[entry.position] = refused.get(entry.position, 0) + entry.cents
            reasons[entry.reason] = reasons.get(entry.reason, 0) + entry.cents
        if entry.forwarded:
            forwarded[entry.forwarded] = forwarded.get(entry.forwarded, 0) + entry.cents
    for key in (*terms.order, *planned, *refused):
        eligible.setdefault(key, 0)
    parts = by_key(eligible, terms.order, terms.rate, terms.cap)
    rows = tuple(
        _row(key, terms, planned.get(key, 0), eligible[key], refused.get(key, 0), part, tolerance)
        for key, part in parts.items()
    )
    whole = sum(eligible.values())
    sources = _sources(seen, terms)
    return Proof(
        until=day,
        rows=rows,
        sources=sources,
        planned=sum(planned.values()),
        eligible=whole,
        not_eligible=sum(refused.values()),
        funder=share(whole, terms.rate, terms.cap),
        own=whole - share(whole, terms.rate, terms.cap),
        called=sum(row.called for row in sources),
        received=sum(row.received for row in sources),
        refusals=tuple(Refusal(reason, cents) for reason, cents in sorted(reasons.items())),
        forwarded=tuple(sorted(forwarded.items())),
        undue=tuple(undue(seen, terms, day)),
        halves=halves(entries, day),
        months_behind=months_behind(entries, day),
        vouchers=tuple(vouchers),
    )


def _row(
    key: str,
    terms: Terms,
    planned: int,
    eligible: int,
    refused: int,
    part: tuple[int, int],
    tolerance: int | None,
) -> ProofRow:
    over = None if tolerance is None else max(0, eligible - planned - planned * tolerance // WHOLE)
    return ProofRow(
        key, terms.title(key), planned, eligible, refused, eligible - planned, over, part[0], part[1]
    )


def _sources(entries: Sequence[Entry], terms: Terms) -> tuple[SourceRow, ...]:
    titles = dict(terms.sources)
    called: dict[str, int] = {}
    received: dict[str, int] = {}
    for entry in entries:
        if entry.effect is Effect.DRAWDOWN:
            called[entry.source] = called.get(entry.source, 0) + entry.cents
        elif entry.effect is Effect.RECEIPT:
            received[entry.source] = received.get(entry.source, 0) + entry.cents
    keys = [*titles, *sorted({*called, *received} - set(titles))]
    return tuple(
        SourceRow(key, titles.get(key, key), called.get(key, 0), received.get(key, 0)) for key in keys
    )


def undue(entries: Sequence[Entry], terms: Terms, day: date) -> list[Undue]:
    """Times in which more of the funder's money had come in than its share of the costs until then."""
    steps: dict[date, list[int]] = {}
    for entry in entries:
        if entry.on > day:
            continue
        if entry.effect is Effect.RECEIPT and entry.source == terms.funder:
            steps.setdefault(entry.on, [0, 0])[0] += entry.cents
        elif entry.effect is Effect.VOUCHER and entry.eligible:
            steps.setdefault(entry.on, [0, 0])[1] += entry.cents
    days = sorted(steps)
    found, received, costs = [], 0, 0
    for at, start in enumerate(days):
        received += steps[start][0]
        costs += steps[start][1]
        early = received - share(costs, terms.rate, terms.cap)
        end = days[at + 1] if at + 1 < len(days) else day
        if early > 0 and end > start:
            found.append(Undue(start, end, early))
    return found
