# SPDX-License-Identifier: EUPL-1.2
"""The gate every ranking, matching, scoring, drafting or predicting call passes (decision 7).

Until the room `limits` exists this adapter allows what rooms declare, refuses what the town switched
off (setting `algorithms_off`), and counts.
"""

import threading
from collections import Counter

from django.conf import settings

from soesmart.kernel import registry


class Undeclared(LookupError):
    """No room declares this algorithm: a programming error, never a user's."""


_counts: Counter[tuple[str, str]] = Counter()
_lock = threading.Lock()


def permit(algorithm_id: str, purpose: str, actor: str) -> bool:
    """Whether `actor` (role or "anonymous") may use the algorithm for `purpose` now.

    False means switched off: the caller takes the way that the declaration names under `without`.
    """
    if algorithm_id not in registry.algorithms():
        raise Undeclared(algorithm_id)
    allowed = algorithm_id not in settings.SOESMART["algorithms_off"]
    with _lock:
        _counts[algorithm_id, "allowed" if allowed else "refused"] += 1
    return allowed


def counts() -> dict[tuple[str, str], int]:
    """Calls of this process by (algorithm, "allowed" | "refused")."""
    with _lock:
        return dict(_counts)
