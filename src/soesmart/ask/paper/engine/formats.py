# SPDX-License-Identifier: EUPL-1.2
"""The printed formats: a card of A6, a sheet of A4 and a sheet in large print.

Measures in millimetres, type sizes in points. Reserved margins of 5 mm suit every office printer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from soesmart.ask.paper.engine.layout import FRAMES, Box, Field, Layout, Rect

KINDS = ("question", "problem", "idea")
KIND, PLACE, TEXT = "kind", "place", "text"
MOST_PLACES = 24
"""A longer list of places does not fit on the sheet: then people write the place."""


@dataclass(frozen=True, slots=True)
class Area:
    """Where a printed text stands; it shrinks from `size` until it fits."""

    rect: Rect
    size: float


@dataclass(frozen=True, slots=True)
class Design:
    """What is printed: the layout that the reader needs, and the areas around it."""

    layout: Layout
    page_height: float
    per_page: int
    areas: Mapping[str, Area]
    label: float
    """Type size beside check boxes and above fields."""
    place_width: float = 0.0
    kind_width: float = 0.0
    slip_qr: Rect = field(default=Rect(8, 5, 22, 22))


def card(places: Sequence[str] = (), *, right_to_left: bool = False) -> Design:
    """Four on A4. Places are written: there is no room for a list."""
    boxes = tuple(Box(KIND, kind, 8 + 30 * at, 38.5, 4.6) for at, kind in enumerate(KINDS))
    fields = (Field(PLACE, Rect(8, 51, 89, 8), 8), Field(TEXT, Rect(8, 66, 89, 35), 8.75))
    areas = {
        "town": Area(Rect(14, 6, 77, 5), 8),
        "title": Area(Rect(8, 14, 70, 8), 17),
        "lede": Area(Rect(8, 22.5, 70, 7.5), 9),
        "how": Area(Rect(8, 29.5, 68, 7.5), 7.5),
        "code": Area(Rect(76, 31.6, 26, 4), 7.5),
        "next": Area(Rect(14, 102.3, 77, 12.2), 7),
        "slip": Area(Rect(34, 5, 65, 16), 9),
        "slip_code": Area(Rect(34, 21, 65, 8), 15),
    }
    made = Design(Layout("card", boxes, fields), 148.5, 4, MappingProxyType(areas), 9, 0, 22.5)
    return _mirrored(made) if right_to_left else made


def sheet(places: Sequence[str] = (), *, right_to_left: bool = False) -> Design:
    """One on A4, with a list of places to tick where there are few."""
    listed = places if 0 < len(places) <= MOST_PLACES else ()
    boxes = [Box(KIND, kind, 16 + 58 * at, 66, 5.5) for at, kind in enumerate(KINDS)]
    columns = 4
    boxes += [
        Box(PLACE, slug, 16 + 45 * (at % columns), 85 + 7.5 * (at // columns), 4.6)
        for at, slug in enumerate(listed)
    ]
    rows = -(-len(listed) // columns)
    top = 85 + 7.5 * rows + (7 if rows else 0)
    first = top + 20
    fields = (
        Field(PLACE, Rect(16, top, 178, 10), 10),
        Field(TEXT, Rect(16, first, 178, _whole_lines(228 - first, 10)), 10),
    )
    areas = {
        "town": Area(Rect(24, 11, 162, 7), 12),
        "title": Area(Rect(16, 22, 150, 13), 28),
        "lede": Area(Rect(16, 36, 150, 12), 13),
        "how": Area(Rect(16, 50, 140, 13), 11),
        "code": Area(Rect(165, 46.5, 46, 5), 10),
        "next": Area(Rect(24, 230, 162, 19), 10),
        "slip": Area(Rect(54, 6, 140, 18), 12),
        "slip_code": Area(Rect(54, 25, 140, 12), 24),
    }
    if rows:
        areas["places"] = Area(Rect(16, 76, 178, 7), 11)
    made = Design(
        Layout("sheet", tuple(boxes), fields),
        297,
        1,
        MappingProxyType(areas),
        11.5,
        38,
        48,
        Rect(16, 6, 32, 32),
    )
    return _mirrored(made) if right_to_left else made


def large(places: Sequence[str] = (), *, right_to_left: bool = False) -> Design:
    """Large print: type of 16 points and more, boxes of 9 mm, lines 15 mm apart."""
    boxes = tuple(Box(KIND, kind, 16 + 60 * at, 84, 9) for at, kind in enumerate(KINDS))
    fields = (Field(PLACE, Rect(16, 110, 178, 14), 14), Field(TEXT, Rect(16, 138, 178, 75), 15))
    areas = {
        "town": Area(Rect(24, 11, 162, 8), 16),
        "title": Area(Rect(16, 22, 150, 16), 36),
        "lede": Area(Rect(16, 40, 150, 16), 18),
        "how": Area(Rect(16, 60, 178, 21), 17),
        "code": Area(Rect(160, 46.5, 50, 6), 12),
        "next": Area(Rect(20, 215, 170, 34), 16),
        "slip": Area(Rect(54, 5, 140, 21), 16),
        "slip_code": Area(Rect(54, 26, 140, 14), 30),
    }
    made = Design(
        Layout("sheet", boxes, fields), 297, 1, MappingProxyType(areas), 18, 0, 46, Rect(16, 6, 32, 32)
    )
    return _mirrored(made) if right_to_left else made


FORMATS = MappingProxyType({"card": card, "sheet": sheet, "large": large})


def _whole_lines(height: float, ruling: float) -> float:
    return ruling * int(height / ruling)


def _mirrored(design: Design) -> Design:
    """For scripts that run from right to left. Marks and QR code stay: the frame never changes."""
    layout, width = design.layout, FRAMES[design.layout.frame].width
    boxes = tuple(replace(box, x=round(width - box.x - box.size, 2)) for box in layout.boxes)
    return replace(design, layout=Layout(layout.frame, boxes, layout.fields))
