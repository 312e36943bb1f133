# SPDX-License-Identifier: EUPL-1.2
"""Areas of a picture as people write them: cells of a grid ("B2", "B2-D3") or percent ("20,30,15,10").

Everything is kept in fractions of the picture's sides, so it holds for every size.
"""

import re
from dataclasses import dataclass

COLUMNS, ROWS = 12, 8
_CELL = re.compile(r"([A-L])([1-8])(?:-([A-L])([1-8]))?", re.IGNORECASE)
_PERCENT = re.compile(
    r"(\d{1,3}(?:[.]\d+)?)[,/](\d{1,3}(?:[.]\d+)?)[,/](\d{1,3}(?:[.]\d+)?)[,/](\d{1,3}(?:[.]\d+)?)"
)


@dataclass(frozen=True, slots=True)
class Area:
    """Left, top, width and height, each 0 … 1."""

    left: float
    top: float
    width: float
    height: float

    @property
    def text(self) -> str:
        """In percent, as `areas` reads it."""
        return ",".join(f"{100 * side:.1f}" for side in (self.left, self.top, self.width, self.height))


class NotAnArea(ValueError):
    """The word that is no area."""


def areas(written: str) -> tuple[Area, ...]:
    """All areas of a text, separated by spaces, semicolons or line ends; raises NotAnArea."""
    return tuple(_area(word) for word in re.split(r"[\s;]+", written.replace(", ", " ").strip()) if word)


def _area(word: str) -> Area:
    word = word.strip(",")
    cell = _CELL.fullmatch(word)
    if cell:
        left, top = ord(cell[1].upper()) - ord("A"), int(cell[2]) - 1
        right, bottom = (ord(cell[3].upper()) - ord("A"), int(cell[4]) - 1) if cell[3] else (left, top)
        left, right = sorted((left, right))
        top, bottom = sorted((top, bottom))
        return Area(left / COLUMNS, top / ROWS, (right - left + 1) / COLUMNS, (bottom - top + 1) / ROWS)
    percent = _PERCENT.fullmatch(word)
    if percent is None:
        raise NotAnArea(word)
    x, y, width, height = (min(100.0, float(part)) / 100 for part in percent.groups())
    if width <= 0 or height <= 0 or x >= 1 or y >= 1:
        raise NotAnArea(word)
    return Area(x, y, min(width, 1 - x), min(height, 1 - y))
