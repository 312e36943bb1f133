# SPDX-License-Identifier: EUPL-1.2
"""Results by village, only where nobody shows through.

A village is shown with at least `fewest` ballots. What remains of the whole (small villages and ballots
without one) could be found by subtraction: it must be nobody, or at least `fewest` as well; else the
smallest shown village steps back, too (complementary suppression; Willenborg & de Waal, "Statistical
Disclosure Control in Practice", 1996).
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any


def shown_villages(
    ballots: Mapping[str, str], by_village: Mapping[str, Sequence[str]], fewest: int
) -> list[dict[str, Any]]:
    """Per shown village: `ballots`, and `sums` (amount per project). `ballots`: receipt → choices."""
    sizes = {village: len(receipts) for village, receipts in by_village.items()}
    shown = {village for village, size in sizes.items() if village and size >= fewest}
    while shown and 0 < sum(sizes[village] for village in sizes if village not in shown) < fewest:
        shown.remove(min(shown, key=lambda village: (sizes[village], village)))
    rows = []
    for village in sorted(shown):
        sums: Counter[str] = Counter()
        for receipt in by_village[village]:
            sums.update(json.loads(ballots[receipt]))
        rows.append({"village": village, "ballots": sizes[village], "sums": dict(sorted(sums.items()))})
    return rows
