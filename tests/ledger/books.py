# SPDX-License-Identifier: EUPL-1.2
"""A small grant with entries, for tests."""

from datetime import date

from soesmart.accounts.facade import Actor, Held
from soesmart.ledger.actions.granting import store_grant
from soesmart.ledger.actions.proposing import agree, propose
from soesmart.ledger.engine.claim import Position
from soesmart.ledger.engine.entries import Effect, Entry
from soesmart.ledger.imports.town_file import rules_named
from soesmart.ledger.models import Grant
from soesmart.ledger.types import NewEntry, NewGrant

ANNA = Actor(account_id=1, grants=(Held("team"),))
BERT = Actor(account_id=2, grants=(Held("department"),))
CLEO = Actor(account_id=3, grants=(Held("department"),))


def grant(slug: str = "smart", **more) -> Grant:
    given = {
        "slug": slug,
        "title": {"de": "Smarte Stadt"},
        "rules": rules_named("kfw-436"),
        "positions": (
            Position("personal", "Personal", "staff", "A"),
            Position("technik", "Geräte und Software", "investment", "B"),
        ),
        "sources": (
            ("bund", "Bund (KfW 436)", "funder"),
            ("stadt", "Stadt", "town"),
            ("land", "Land NRW", "other"),
        ),
        "funder": "bund",
        "rate": 6500,
        "frame": 10_000_000,
        "committed_on": date(2021, 1, 15),
        "gates": {"B": {"on": "2022-06-01", "by": "Rat"}},
    }
    return store_grant(NewGrant(**{**given, **more}))[0]


def voucher(cents: int = 10_000, on: date = date(2022, 3, 1), position: str = "technik", **more) -> NewEntry:
    private = {name: more.pop(name) for name in ("payee", "hours") if name in more}
    effect = more.pop("effect", Effect.VOUCHER)
    return NewEntry(Entry(effect, on, cents, position, **more), **private)


def booked(row: Grant, *entries: NewEntry) -> None:
    agree(BERT, propose(ANNA, row.id, "Test", entries))
