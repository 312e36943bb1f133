# SPDX-License-Identifier: EUPL-1.2
"""From a picture to what its cards say, with every doubt and its reason. Handwriting is not recognised."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

from soesmart.ask.paper.engine.boxes import BoxReading, State, paper_relative, read_boxes
from soesmart.ask.paper.engine.code import read_code
from soesmart.ask.paper.engine.find import Found, find
from soesmart.ask.paper.engine.formats import TEXT
from soesmart.ask.paper.engine.layout import Frame, Layout

SCALE = 8.0
"""Pixels to the millimetre of a straightened card: 203 dpi, sharper than most photos."""
_BENT = 0.45
_SOFT = 6.0
_WRITTEN = 0.0015


class Reason(StrEnum):
    NO_CODE = "no_code"
    UNKNOWN_LAYOUT = "unknown_layout"
    CORNER_MISSING = "corner_missing"
    BENT = "bent"
    BLURRED = "blurred"
    BOX = "box"
    FILLED_ALONE = "filled_alone"
    SEVERAL = "several"
    NO_TEXT = "no_text"


@dataclass(frozen=True, slots=True)
class Doubt:
    """`about` names the box, the group or the field, or is empty for the whole card."""

    reason: Reason
    about: str = ""


@dataclass(frozen=True, slots=True)
class CardReading:
    """`picture` is the straightened card in colour, SCALE pixels to the millimetre."""

    frame: str
    code: str
    layout: str
    error: float
    marks: int
    boxes: tuple[BoxReading, ...]
    doubts: tuple[Doubt, ...]
    picture: NDArray[np.uint8] = field(repr=False, compare=False)

    @property
    def chosen(self) -> dict[str, str]:
        """What is surely ticked, by group. A group with any doubt chooses nothing."""
        unsure = {doubt.about.partition(".")[0] for doubt in self.doubts if doubt.about}
        pairs = (box.name.split(".", 1) for box in self.boxes if box.state == State.TICKED)
        return {group: value for group, value in pairs if group not in unsure}


@dataclass(frozen=True, slots=True)
class PictureReading:
    """`strays` are corner marks without a card: part of one that is covered or cut off."""

    cards: tuple[CardReading, ...]
    strays: int


def read_picture(picture: NDArray[np.uint8], layouts: Mapping[str, Layout]) -> PictureReading:
    """`picture` in colour (BGR) or grey; `layouts` by their key."""
    grey = picture if picture.ndim == 2 else np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY))
    cards, strays = find(np.asarray(grey, dtype=np.uint8))
    return PictureReading(tuple(_read(picture, card, layouts) for card in cards), strays)


def _read(picture: NDArray[np.uint8], found: Found, layouts: Mapping[str, Layout]) -> CardReading:
    straight = straightened(picture, found)
    grey = straight if straight.ndim == 2 else np.asarray(cv2.cvtColor(straight, cv2.COLOR_BGR2GRAY))
    card = np.asarray(grey, dtype=np.uint8)
    payload = read_code(card, found.frame, SCALE)
    layout = layouts.get(payload.layout) if payload else None
    doubts = list(_seen_badly(card, found))
    if payload is None:
        doubts.append(Doubt(Reason.NO_CODE))
    elif layout is None or layout.frame != found.frame.name:
        doubts.append(Doubt(Reason.UNKNOWN_LAYOUT))
        layout = None
    boxes, more = read_marks(card, layout) if layout else ((), ())
    return CardReading(
        frame=found.frame.name,
        code=payload.code if payload else "",
        layout=payload.layout if payload else "",
        error=found.error,
        marks=found.marks,
        boxes=boxes,
        doubts=(*doubts, *more),
        picture=straight,
    )


def straightened(picture: NDArray[np.uint8], found: Found) -> NDArray[np.uint8]:
    """The returned part of the card, upright and flat."""
    size = (round(found.frame.width * SCALE), round(found.frame.height * SCALE))
    # Middles of pixels: the first one is half a pixel into the paper.
    to_paper = np.array([[1 / SCALE, 0, 0.5 / SCALE], [0, 1 / SCALE, 0.5 / SCALE], [0, 0, 1]])
    onto = found.onto @ to_paper
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(
        cv2.warpPerspective(picture, onto, size, flags=flags, borderMode=cv2.BORDER_REPLICATE),
        dtype=np.uint8,
    )


def read_marks(card: NDArray[np.uint8], layout: Layout) -> tuple[tuple[BoxReading, ...], tuple[Doubt, ...]]:
    """All boxes of a straightened grey card, and what is doubtful about them and the text."""
    widest = max((box.size for box in layout.boxes), default=5.0)
    ink = paper_relative(card, SCALE, widest)
    boxes = read_boxes(ink, layout.boxes, SCALE)
    doubts = [*_box_doubts(boxes)]
    doubts += [
        Doubt(Reason.NO_TEXT, one.name)
        for one in layout.fields
        if one.name == TEXT and not _is_written(ink, layout, one.name)
    ]
    return boxes, tuple(doubts)


def _box_doubts(boxes: Sequence[BoxReading]) -> list[Doubt]:
    doubts = [Doubt(Reason.BOX, box.name) for box in boxes if box.state == State.DOUBTFUL]
    for group in dict.fromkeys(box.name.partition(".")[0] for box in boxes):
        members = [box for box in boxes if box.name.partition(".")[0] == group]
        ticked = [box for box in members if box.state == State.TICKED]
        filled = [box for box in members if box.state == State.FILLED]
        if len(ticked) > 1:
            doubts.append(Doubt(Reason.SEVERAL, group))
        if filled and not ticked:
            # Some people fill a box to choose it: nobody can tell which was meant.
            doubts += [Doubt(Reason.FILLED_ALONE, box.name) for box in filled]
    return doubts


def _seen_badly(card: NDArray[np.uint8], found: Found) -> list[Doubt]:
    doubts = []
    if found.marks < 4:
        doubts.append(Doubt(Reason.CORNER_MISSING))
    if found.error > _BENT:
        doubts.append(Doubt(Reason.BENT))
    if _softness(card, found.frame) > _SOFT:
        doubts.append(Doubt(Reason.BLURRED))
    return doubts


def _softness(card: NDArray[np.uint8], frame: Frame) -> float:
    """Pixels from white to black at the edges of the corner marks: 90 % of the step."""
    widths = []
    for mark in frame.marks:
        middle = round((mark.y + mark.height / 2 + mark.height / 3) * SCALE)
        edge = round(mark.x * SCALE)
        rows = card[middle - 3 : middle + 4, max(edge - 8, 0) : edge + 8].astype(np.float64)
        if rows.size == 0:
            continue
        step = rows.mean(axis=0)
        height = float(step.max() - step.min())
        steepest = float(np.abs(np.diff(step)).max())
        widths.append(height / max(steepest, 1.0))
    return float(np.median(widths)) if widths else 99.0


def _is_written(ink: NDArray[np.float32], layout: Layout, name: str) -> bool:
    """Whether there is ink between the printed lines."""
    area = next(one for one in layout.fields if one.name == name)
    rect, dark = area.area, 0.0
    for line in range(round(rect.height / area.ruling)):
        top = rect.y + line * area.ruling
        part = ink[
            round((top + 0.25 * area.ruling) * SCALE) : round((top + 0.85 * area.ruling) * SCALE),
            round((rect.x + 1.5) * SCALE) : round((rect.x + rect.width - 1.5) * SCALE),
        ]
        dark += float(np.mean(part < 0.75))
    return dark / max(round(rect.height / area.ruling), 1) > _WRITTEN
