# SPDX-License-Identifier: EUPL-1.2
"""Where everything stands on a card, in millimetres from the upper left corner of the part that comes back.

Printing and reading use the same layout. A frame (size, corner marks, place of the QR code) is one of a few
and never changes; boxes and fields belong to a layout, which is stored with the cards printed from it.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

MARKS_PER_FRAME = 4
_KEY_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_KEY_LENGTH = 3


@dataclass(frozen=True, slots=True)
class Rect:
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Frame:
    """`first_mark` is the number of the upper left mark; the others follow clockwise."""

    name: str
    width: float
    height: float
    mark: float
    inset: float
    qr: Rect
    first_mark: int

    @property
    def marks(self) -> tuple[Rect, ...]:
        """The corner marks clockwise from the upper left."""
        right, bottom = self.width - self.inset - self.mark, self.height - self.inset - self.mark
        corners = ((self.inset, self.inset), (right, self.inset), (right, bottom), (self.inset, bottom))
        return tuple(Rect(x, y, self.mark, self.mark) for x, y in corners)


FRAMES: Mapping[str, Frame] = MappingProxyType(
    {
        "card": Frame("card", 105, 116, 6, 6, Rect(81, 15, 16, 16), 0),
        "sheet": Frame("sheet", 210, 252, 8, 10, Rect(176, 22, 24, 24), 4),
    }
)


@dataclass(frozen=True, slots=True)
class Box:
    """A check box. Of a group at most one is meant to be ticked."""

    group: str
    value: str
    x: float
    y: float
    size: float

    @property
    def name(self) -> str:
        return f"{self.group}.{self.value}"


@dataclass(frozen=True, slots=True)
class Field:
    """A place for handwriting, with lines every `ruling` millimetres."""

    name: str
    area: Rect
    ruling: float


@dataclass(frozen=True)
class Layout:
    frame: str
    boxes: tuple[Box, ...]
    fields: tuple[Field, ...]

    @cached_property
    def key(self) -> str:
        """Three characters that follow from the geometry; they stand in the QR code."""
        digest = hashlib.sha256(self.as_json().encode()).digest()
        number = int.from_bytes(digest[:8], "big")
        return "".join(_KEY_LETTERS[number >> 5 * place & 31] for place in range(_KEY_LENGTH))

    def as_json(self) -> str:
        boxes = [[box.group, box.value, box.x, box.y, box.size] for box in self.boxes]
        fields = [
            [field.name, field.area.x, field.area.y, field.area.width, field.area.height, field.ruling]
            for field in self.fields
        ]
        return json.dumps({"frame": self.frame, "boxes": boxes, "fields": fields}, separators=(",", ":"))


def read_layout(text: str) -> Layout:
    """What `as_json` wrote."""
    data: dict[str, Any] = json.loads(text)
    return Layout(
        data["frame"],
        tuple(Box(*row) for row in data["boxes"]),
        tuple(Field(row[0], Rect(*row[1:5]), row[5]) for row in data["fields"]),
    )
