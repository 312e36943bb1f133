# SPDX-License-Identifier: EUPL-1.2
"""The funder's share. It is cut from the cumulative eligible sum, so that rounding never adds up.

Rates are in basis points (6500 = 65 %), as grants know halves of a percent.
"""

from collections.abc import Iterable, Mapping, Sequence

WHOLE = 10_000


def share(total: int, rate: int, cap: int | None = None) -> int:
    """The funder's cents of `total`, rounded towards zero, at most `cap`."""
    part = abs(total) * rate // WHOLE
    part = -part if total < 0 else part
    return part if cap is None else min(part, cap)


def running(amounts: Iterable[int], rate: int, cap: int | None = None) -> list[tuple[int, int]]:
    """(funder, own) per amount; each running sum of the first is the share of the running total."""
    found, total, given = [], 0, 0
    for amount in amounts:
        total += amount
        due = share(total, rate, cap)
        found.append((due - given, amount - (due - given)))
        given = due
    return found


def by_key(
    sums: Mapping[str, int], order: Sequence[str], rate: int, cap: int | None = None
) -> dict[str, tuple[int, int]]:
    """(funder, own) per key; all together they are exactly the share of the whole.

    Keys follow `order`, unknown ones their own alphabet: the result does not depend on who came first.
    """
    keys = [key for key in order if key in sums] + sorted(set(sums) - set(order))
    return dict(zip(keys, running((sums[key] for key in keys), rate, cap), strict=True))
