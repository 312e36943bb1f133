# SPDX-License-Identifier: EUPL-1.2
"""What is wrong in a feed: file, line, meaning, and what was done about it."""

from dataclasses import dataclass, field

MOST = 200
"""So many are told one by one; the rest is counted."""


@dataclass(frozen=True, slots=True)
class FeedProblem:
    """`line` counts from 1 (the heading); 0 means the file as a whole."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}" if self.line else f"{self.file}: {self.text}"


@dataclass(slots=True)
class Report:
    """Collects problems while a feed is read."""

    problems: list[FeedProblem] = field(default_factory=list)
    more: int = 0

    def tell(self, file: str, line: int, text: str) -> None:
        if len(self.problems) < MOST:
            self.problems.append(FeedProblem(file, line, text))
        else:
            self.more += 1

    def all(self) -> tuple[FeedProblem, ...]:
        rest = (FeedProblem("", 0, f"{self.more} weitere Fehler dieser Art."),) if self.more else ()
        return (*self.problems, *rest)
