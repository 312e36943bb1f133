# SPDX-License-Identifier: EUPL-1.2
"""The books as text in the syntax of beancount v3: readable in twenty years, balanced by any checker."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from soesmart.ledger.engine.entries import Effect, Entry

_WORD = re.compile(r"[^A-Za-z0-9]+")


def text(title: str, entries: Sequence[Entry]) -> str:
    """One transaction an entry. Plan and orders are booked among equity: they are no money yet."""
    booked = [(entry, *_accounts(entry)) for entry in sorted(entries, key=lambda e: (e.on, e.number))]
    first = min((entry.on for entry in entries), default=date(2000, 1, 1))
    names = sorted({name for _entry, debit, credit in booked for name in (debit, credit)})
    lines = [f'option "title" "{_plain(title)}"', 'option "operating_currency" "EUR"', ""]
    lines += [f"{first} open {name} EUR" for name in names]
    for entry, debit, credit in booked:
        lines += ["", *_transaction(entry, debit, credit)]
    return "\n".join(lines) + "\n"


def balances(entries: Iterable[Entry]) -> dict[str, int]:
    """Cents per account as the text books them."""
    found: dict[str, int] = {}
    for entry in entries:
        debit, credit = _accounts(entry)
        found[debit] = found.get(debit, 0) + entry.cents
        found[credit] = found.get(credit, 0) - entry.cents
    return found


def _transaction(entry: Entry, debit: str, credit: str) -> Iterator[str]:
    yield f'{entry.on} * "{_plain(entry.text) or entry.effect.value}" #{entry.effect.value}'
    for name, value in (
        ("number", str(entry.number)),
        ("voucher", entry.voucher),
        ("project", entry.project_name),
        ("eligible", "ja" if entry.eligible else f"nein: {entry.reason}"),
        ("corrects", entry.corrects),
    ):
        if value:
            yield f'  {name}: "{_plain(value)}"'
    yield f"  {debit}  {amount(entry.cents)} EUR"
    yield f"  {credit}  {amount(-entry.cents)} EUR"


def _accounts(entry: Entry) -> tuple[str, str]:
    here, source = _part(entry.position), _part(entry.source)
    return {
        Effect.PLAN: (f"Equity:Plan:{here}", "Equity:Plan-Rahmen"),
        Effect.COMMITMENT: (f"Equity:Auftrag:{here}", "Equity:Auftrag-Offen"),
        Effect.VOUCHER: (f"Expenses:{here}", "Liabilities:Offen"),
        Effect.PAYMENT: ("Liabilities:Offen", "Assets:Kasse"),
        Effect.DRAWDOWN: (f"Assets:Abruf:{source}", f"Income:{source}"),
        Effect.RECEIPT: ("Assets:Kasse", f"Assets:Abruf:{source}"),
    }[entry.effect]


def _part(key: str) -> str:
    """A key as a component of an account's name, which begins with a capital or a digit."""
    word = _WORD.sub("-", key).strip("-")
    return word[:1].upper() + word[1:] if word else "Ohne"


def _plain(words: str) -> str:
    return " ".join(words.replace("\\", "/").replace('"', "'").split())


def amount(cents: int) -> str:
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"
