# SPDX-License-Identifier: EUPL-1.2
"""Random ledgers, and every sum of the reports computed again the slow way."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from soesmart.ledger.engine.claim import Claim, Position, Terms
from soesmart.ledger.engine.entries import Effect, Entry
from soesmart.ledger.engine.proof import Proof
from soesmart.ledger.engine.stopping import Stopping
from soesmart.ledger.engine.totals import Totals

POSITIONS = ("personal", "sachkosten", "beratung", "technik")
SOURCES = ("bund", "stadt", "land")
START = date(2020, 1, 1)

DAYS = [START + timedelta(days=number) for number in range(2301)]
ENTRY: dict[str, Sequence[Any]] = {
    "effect": list(Effect),
    "on": DAYS[:2201],
    "cents": range(-5_000_000, 50_000_001),
    "position": (*POSITIONS, "fremd"),
    "source": (*SOURCES, "stiftung"),
    "project_name": ("", "WLAN", "Solar"),
    "village": ("", "ampen", "katrop", "meckingsen", "hattrop"),
    "year": (0, 0, 2020, 2022, 2025),
    "eligible": (False, True),
    "reason": ("Skonto", "vor Beginn"),
    "voucher": [str(number) for number in range(1000)],
    "hidden": (False, True),
    "forwarded": ("", "", "Verein"),
}
TERMS: dict[str, Sequence[Any]] = {
    "rate": (6500, 9000, 5000, 6667, 3333),
    "cap": (None, None, 100_000_000, 12_345),
    "funder": ("bund",),
    "positions": (tuple(Position(key, key.title()) for key in POSITIONS),),
    "sources": (tuple((key, key.title()) for key in SOURCES),),
}


def _any_of(values: Sequence[Any]) -> st.SearchStrategy[Any]:
    return st.integers(values[0], values[-1]) if isinstance(values, range) else st.sampled_from(values)


ledgers = st.lists(st.builds(Entry, **{name: _any_of(values) for name, values in ENTRY.items()}), max_size=60)
terms = st.builds(Terms, **{name: _any_of(values) for name, values in TERMS.items()})
days = st.sampled_from(DAYS)


def drawn(chance: random.Random) -> tuple[list[Entry], Terms, date, date]:
    """Ledger, terms and two days by plain chance: Hypothesis takes ten times as long to make one."""

    def one(values: dict[str, Sequence[Any]]) -> dict[str, Any]:
        return {name: chance.choice(some) for name, some in values.items()}

    ledger = [Entry(**one(ENTRY)) for _ in range(chance.randint(0, 60))]
    return ledger, Terms(**one(TERMS)), chance.choice(DAYS), chance.choice(DAYS)


def naive_share(total: int, rate: int, cap: int | None) -> int:
    """Cent by cent would take for ever: whole numbers, rounded towards zero."""
    negative, whole = total < 0, abs(total)
    part = (whole * rate - whole * rate % 10_000) // 10_000
    found = -part if negative else part
    return found if cap is None or found < cap else cap


def of(entries: list[Entry], effect: Effect, day: date | None = None, **wanted: Any) -> int:
    total = 0
    for entry in entries:
        if entry.effect != effect or (day and entry.on > day):
            continue
        if all(getattr(entry, name) == value for name, value in wanted.items()):
            total += entry.cents
    return total


def check_claim(entries: list[Entry], rules: Terms, since: date, day: date, found: Claim) -> None:
    cumulative = of(entries, Effect.VOUCHER, day, eligible=True)
    earlier = (
        of(entries, Effect.VOUCHER, since - timedelta(days=1), eligible=True) if since <= day else cumulative
    )
    due = naive_share(cumulative, rules.rate, rules.cap)
    assert found.cumulative == cumulative == sum(row.cumulative for row in found.rows)
    assert found.period == cumulative - earlier == sum(row.period for row in found.rows)
    assert found.not_eligible == of(entries, Effect.VOUCHER, day, eligible=False)
    assert found.not_eligible == sum(row.not_eligible for row in found.rows)
    assert found.funder == due == sum(row.funder for row in found.rows)
    assert found.own == cumulative - due == sum(row.own for row in found.rows)
    assert found.called_before == of(entries, Effect.DRAWDOWN, day, source=rules.funder)
    assert found.due == due - found.called_before
    received = of(entries, Effect.RECEIPT, day)
    assert found.other == received - of(entries, Effect.RECEIPT, day, source=rules.funder)
    for row in found.rows:
        assert row.cumulative == of(entries, Effect.VOUCHER, day, eligible=True, position=row.position)
        assert row.not_eligible == of(entries, Effect.VOUCHER, day, eligible=False, position=row.position)
    listed = [entry for entry in entries if entry.effect is Effect.VOUCHER and since <= entry.on <= day]
    assert sorted(entry.cents for entry in found.vouchers) == sorted(entry.cents for entry in listed)
    bound = 0
    for position in {entry.position for entry in entries}:
        ordered = of(entries, Effect.COMMITMENT, day, position=position)
        billed = of(entries, Effect.VOUCHER, day, position=position)
        any_order = any(
            e.effect is Effect.COMMITMENT and e.on <= day and e.position == position for e in entries
        )
        bound += max(0, ordered - billed) if any_order else 0
    assert found.open_orders == bound


def check_proof(entries: list[Entry], rules: Terms, day: date, found: Proof) -> None:
    eligible = of(entries, Effect.VOUCHER, day, eligible=True)
    assert found.eligible == eligible == sum(row.eligible for row in found.rows)
    assert found.planned == of(entries, Effect.PLAN) == sum(row.planned for row in found.rows)
    assert found.not_eligible == of(entries, Effect.VOUCHER, day, eligible=False)
    assert found.not_eligible == sum(row.cents for row in found.refusals)
    assert (
        found.funder == naive_share(eligible, rules.rate, rules.cap) == sum(row.funder for row in found.rows)
    )
    assert found.funder + found.own == eligible
    assert found.called == of(entries, Effect.DRAWDOWN, day) == sum(row.called for row in found.sources)
    assert found.received == of(entries, Effect.RECEIPT, day) == sum(row.received for row in found.sources)
    for row in found.rows:
        assert row.planned == of(entries, Effect.PLAN, position=row.position)
        assert row.difference == row.eligible - row.planned
    for row in found.refusals:
        assert row.cents == of(entries, Effect.VOUCHER, day, eligible=False, reason=row.reason)
    for name, cents in found.forwarded:
        assert cents == of(entries, Effect.VOUCHER, day, forwarded=name)
    assert sum(entry.cents for entry in found.vouchers) == eligible + found.not_eligible
    for half in found.halves:
        assert half.actual == of(entries, Effect.VOUCHER, half.end)
        planned = 0
        for year in {entry.budget_year for entry in entries}:
            months = 12 if year < half.end.year else half.end.month if year == half.end.year else 0
            in_year = sum(e.cents for e in entries if e.effect is Effect.PLAN and e.budget_year == year)
            planned += in_year * months // 12
        assert half.planned == planned
    for early in found.undue:
        costs = of(entries, Effect.VOUCHER, early.since, eligible=True)
        had = of(entries, Effect.RECEIPT, early.since, source=rules.funder)
        assert early.cents == had - naive_share(costs, rules.rate, rules.cap) > 0


def check_totals(entries: list[Entry], found: Totals) -> None:
    for name, effect in (
        ("planned", Effect.PLAN),
        ("ordered", Effect.COMMITMENT),
        ("spent", Effect.VOUCHER),
        ("paid", Effect.PAYMENT),
        ("called", Effect.DRAWDOWN),
        ("received", Effect.RECEIPT),
    ):
        dates = [entry.on for entry in entries if entry.effect is effect]
        assert getattr(found, name).cents == of(entries, effect)
        assert getattr(found, name).on == (max(dates) if dates else None)


def check_stopping(entries: list[Entry], rules: Terms, day: date, found: Stopping) -> None:
    kept = naive_share(of(entries, Effect.VOUCHER, day, eligible=True), rules.rate, rules.cap)
    received = of(entries, Effect.RECEIPT, day, source=rules.funder)
    assert found.spent == of(entries, Effect.VOUCHER, day)
    assert found.at_risk == received
    assert found.to_return == max(0, received - kept)
    left = of(entries, Effect.PLAN) - found.spent - found.still_bound
    assert found.not_spent == max(0, left)
    assert found.saved <= found.not_spent
