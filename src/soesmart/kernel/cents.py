# SPDX-License-Identifier: EUPL-1.2
"""Money as whole cents. Shares are cut from the cumulative sum, so rounding never drifts."""

import re
from collections.abc import Iterable, Iterator
from typing import NewType

Cents = NewType("Cents", int)

_GERMAN = re.compile(
    r"(?P<sign>[-−]?)(?P<euros>[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,(?P<cents>[0-9]{1,2}))?\s*(?:€|EUR)?"
)


class BadAmount(ValueError):
    """The text is not an amount of money in German notation."""


def parse_euros(text: str) -> Cents:
    """Cents from German notation: "1.234,50 €", "−3", "0,5". A dot that does not group is refused."""
    match = _GERMAN.fullmatch(text.strip())
    if match is None:
        raise BadAmount(text)
    cents = int(match["euros"].replace(".", "")) * 100 + int((match["cents"] or "0").ljust(2, "0"))
    return Cents(-cents if match["sign"] else cents)


def format_euros(cents: Cents) -> str:
    """German notation with a no-break space: `1.234,50 €`."""
    euros, rest = divmod(abs(cents), 100)
    return f"{'−' if cents < 0 else ''}{euros:,}".replace(",", ".") + f",{rest:02d}\N{NO-BREAK SPACE}€"


def share(total: Cents, percent: int) -> Cents:
    """`percent` of a cumulative total, rounded towards zero: the funder's part of all so far."""
    part = abs(total) * percent // 100
    return Cents(-part if total < 0 else part)


def split(amounts: Iterable[Cents], percent: int) -> Iterator[tuple[Cents, Cents]]:
    """(funder, town) per amount, such that every running sum of the first is `share` of the total."""
    total, given = 0, 0
    for amount in amounts:
        total += amount
        due = share(Cents(total), percent)
        yield Cents(due - given), Cents(amount - (due - given))
        given = due
