# SPDX-License-Identifier: EUPL-1.2
"""A progress bar on standard error: drawn over itself in a terminal, one line a stage elsewhere."""

import sys
from time import monotonic
from types import TracebackType

_WIDTH, _EVERY = 30, 0.1
_STAGES = {
    "checking": "checking",
    "preparing": "preparing",
    "storing": "storing",
    "indexing": "making it searchable",
    "fetching": "fetching",
}


class Bar:
    def __init__(self) -> None:
        self.live = sys.stderr.isatty()
        self.stage, self.drawn = "", 0.0

    def __enter__(self) -> "Bar":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.live and self.stage:
            print("\r\033[K", end="", file=sys.stderr, flush=True)

    def show(self, stage: str, done: int, total: int) -> None:
        """`total` 0: nobody knows how much there is."""
        now, new = monotonic(), stage != self.stage
        self.stage = stage
        word = _STAGES.get(stage, stage)
        if not self.live:
            if new:
                print(f"{word} …", file=sys.stderr, flush=True)
            return
        if new or done >= total or now - self.drawn > _EVERY:
            self.drawn = now
            share = min(1.0, done / total) if total else 0.0
            filled = round(_WIDTH * share)
            bar = "█" * filled + "░" * (_WIDTH - filled)
            print(
                f"\r\033[K{bar} {share:4.0%}  {word} {done}/{total or '?'}",
                end="",
                file=sys.stderr,
                flush=True,
            )
