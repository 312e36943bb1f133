# SPDX-License-Identifier: EUPL-1.2
"""Bars and curves as numbers for SVG; the words and the table stand in the templates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from soesmart.ledger.engine.outflow import Half
from soesmart.ledger.engine.totals import Sum
from soesmart.ledger.queries.public import Overview

WIDTH, HEIGHT = 600, 200


@dataclass(frozen=True, slots=True)
class Bar:
    name: str
    cents: int
    on: date | None
    width: float
    """Percent of the longest."""
    uncalled: int = 0
    """Cents of it from sources nothing is called from: so more may have come than was called."""


def bars(view: Overview) -> tuple[Bar, ...]:
    """The five sums, in the order in which money flows; only what was entered has a length."""
    found: list[tuple[str, Sum]] = [
        (name, getattr(view.totals, name)) for name in ("planned", "ordered", "spent", "called", "received")
    ]
    longest = max((abs(one.cents) for _name, one in found), default=0) or 1
    uncalled = sum(one.totals.received.cents for one in view.sources if not one.totals.called.on)
    return tuple(
        Bar(
            name,
            one.cents,
            one.on,
            round(100 * max(0, one.cents) / longest, 1),
            uncalled if name == "received" and uncalled < one.cents else 0,
        )
        for name, one in found
    )


@dataclass(frozen=True, slots=True)
class Curve:
    planned: str
    actual: str
    labels: tuple[tuple[float, str], ...]


def curve(halves: Sequence[Half]) -> Curve | None:
    """Two lines from the first to the last half year."""
    if len(halves) < 2:
        return None
    most = max(max(half.planned, half.actual) for half in halves) or 1
    step = WIDTH / (len(halves) - 1)

    def line(values: Sequence[int]) -> str:
        return " ".join(
            f"{at * step:.1f},{HEIGHT - HEIGHT * value / most:.1f}" for at, value in enumerate(values)
        )

    labels = tuple(
        (round(at * step, 1), str(half.end.year)) for at, half in enumerate(halves) if half.end.month == 12
    )
    return Curve(line([half.planned for half in halves]), line([half.actual for half in halves]), labels)
