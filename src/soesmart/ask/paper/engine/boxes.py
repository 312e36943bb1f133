# SPDX-License-Identifier: EUPL-1.2
"""What is in a check box: empty, ticked, filled out (struck), or not sure.

1. The paper's own brightness is the morphological closing with an element wider than a box: it fills ink and
   keeps the edges of shadows (Serra, "Image Analysis and Mathematical Morphology", 1982). Dividing by it
   leaves ink alone, 0 dark … 1 paper.
2. A bent card moves boxes by up to a millimetre and a half: the printed frame is found again by correlation.
3. Inside, ink is counted twice: surely ink, and perhaps ink (pencil, noise). A box is empty when there is
   not even perhaps ink, ticked when there is surely ink and still white between the strokes, filled when no
   white disc of a thirtieth of the side is left. Everything between is doubtful: a person looks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

from soesmart.ask.paper.engine.layout import Box

Ink = NDArray[np.float32]

SURE_INK, PERHAPS_INK = 0.66, 0.86
"""Brightness, relative to the paper, below which a point is ink."""
EMPTY_AT_MOST, TICKED_AT_LEAST = 0.012, 0.055
TICKED_AT_MOST, FILLED_AT_LEAST = 0.68, 0.92
FREE_TICKED, FREE_FILLED = 0.09, 0.035
"""Radius of the largest white disc, as a share of the side."""
_INSET = 0.13
_REACH = 1.5


class State(StrEnum):
    EMPTY = "empty"
    TICKED = "ticked"
    FILLED = "filled"
    """Painted all over: how people take a tick back."""
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class BoxReading:
    """`ink` is the share of the inside that is surely ink; `confidence` falls towards the limits."""

    name: str
    state: State
    confidence: float
    ink: float


def paper_relative(card: NDArray[np.uint8], scale: float, widest: float) -> Ink:
    """Brightness of every point relative to the paper around it; `widest` box in millimetres."""
    smooth = cv2.GaussianBlur(card, (0, 0), max(0.12 * scale, 0.6))
    side = int((widest + 3.0) * scale) | 1
    element = cv2.getStructuringElement(cv2.MORPH_RECT, (side, side))
    # Closed at a quarter of the size: the same shape of light at a sixteenth of the work.
    small = cv2.resize(smooth, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    element = cv2.getStructuringElement(cv2.MORPH_RECT, (max(side // 4, 3) | 1,) * 2)
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, element, borderType=cv2.BORDER_REPLICATE)
    paper = cv2.resize(closed, (card.shape[1], card.shape[0]), interpolation=cv2.INTER_LINEAR)
    relative = smooth.astype(np.float32) / np.maximum(paper.astype(np.float32), 16.0)
    return np.asarray(np.minimum(relative, 1.0), dtype=np.float32)


def read_boxes(ink: Ink, boxes: Sequence[Box], scale: float) -> tuple[BoxReading, ...]:
    """The states of all boxes on the straightened card.

    Where ink hides the frame of a box, the others tell how far the card is off there.
    """
    spots = [_located(ink, box, scale) for box in boxes]
    shifts = [
        (spot[0] - box.x * scale, spot[1] - box.y * scale)
        for spot, box in zip(spots, boxes, strict=True)
        if spot is not None
    ]
    if not shifts:
        return tuple(BoxReading(box.name, State.DOUBTFUL, 0.0, 0.0) for box in boxes)
    across, down = np.median(np.array(shifts), axis=0)
    readings = []
    for spot, box in zip(spots, boxes, strict=True):
        guessed = (box.x * scale + float(across), box.y * scale + float(down))
        reading = _inside(ink, box, scale, spot or guessed)
        if spot is None and reading.state != State.FILLED:
            reading = BoxReading(box.name, State.DOUBTFUL, 0.0, reading.ink)
        readings.append(reading)
    return tuple(readings)


def _inside(ink: Ink, box: Box, scale: float, spot: tuple[float, float]) -> BoxReading:
    left, top = spot
    side = box.size * scale
    edge = max(_INSET * side, 0.3 * scale)
    inside = ink[round(top + edge) : round(top + side - edge), round(left + edge) : round(left + side - edge)]
    sure = float(np.mean(inside < SURE_INK))
    perhaps = float(np.mean(inside < PERHAPS_INK))
    state, confidence = _judged(sure, perhaps, _free(inside) / side)
    return BoxReading(box.name, state, confidence, sure)


def _located(ink: Ink, box: Box, scale: float) -> tuple[float, float] | None:
    """Upper left corner in pixels of the printed frame near where it should be; None when it is not there."""
    side, reach = round(box.size * scale), round(_REACH * scale)
    line = max(round(0.3 * scale), 1)
    margin = round(0.5 * scale)
    pattern = np.ones((side + 2 * margin, side + 2 * margin), dtype=np.float32)
    cv2.rectangle(pattern, (margin, margin), (margin + side - 1, margin + side - 1), 0.25, line)
    weight = np.zeros_like(pattern)
    band = line + round(0.35 * scale)
    cv2.rectangle(weight, (margin, margin), (margin + side - 1, margin + side - 1), 1.0, 2 * band)
    pattern = np.asarray(cv2.GaussianBlur(pattern, (0, 0), max(0.12 * scale, 0.6)), dtype=np.float32)
    left, top = round(box.x * scale) - margin - reach, round(box.y * scale) - margin - reach
    window = ink[max(top, 0) : top + len(pattern) + 2 * reach, max(left, 0) : left + len(pattern) + 2 * reach]
    if min(window.shape) < len(pattern):
        return None
    scores = cv2.matchTemplate(window, pattern, cv2.TM_CCOEFF_NORMED, mask=weight)
    scores = np.nan_to_num(scores, nan=-1.0, posinf=-1.0, neginf=-1.0)
    _, best, _, (across, down) = cv2.minMaxLoc(scores)
    if best < 0.45:
        return None
    return float(max(left, 0) + across + margin), float(max(top, 0) + down + margin)


def _free(inside: Ink) -> float:
    """Radius in pixels of the largest disc without ink."""
    white = np.pad((inside >= PERHAPS_INK).astype(np.uint8), 1)
    return float(cv2.distanceTransform(white, cv2.DIST_L2, 5).max())


def _judged(sure: float, perhaps: float, free: float) -> tuple[State, float]:
    if perhaps <= EMPTY_AT_MOST:
        return State.EMPTY, 1.0 - 0.5 * perhaps / EMPTY_AT_MOST
    if sure >= FILLED_AT_LEAST and free <= FREE_FILLED:
        return State.FILLED, min(1.0, 0.5 + (sure - FILLED_AT_LEAST) / (1 - FILLED_AT_LEAST))
    if TICKED_AT_LEAST <= sure <= TICKED_AT_MOST and free >= FREE_TICKED:
        room = min(sure / TICKED_AT_LEAST - 1, (TICKED_AT_MOST - sure) / 0.2, (free - FREE_TICKED) / 0.05)
        return State.TICKED, min(1.0, 0.6 + 0.4 * max(room, 0.0))
    return State.DOUBTFUL, 0.3
