# SPDX-License-Identifier: EUPL-1.2
"""Finds cards in a picture, by their corner marks, at any angle and several at once.

1. Detect ArUco marks (Garrido-Jurado et al., Pattern Recognition 47, 2014) in copies of two sizes: blurred
   pictures give more marks when small, far cards when large.
2. Each mark, with its own four corners, predicts by a similarity where the other three of its frame must be;
   the nearest fitting ones join it. The largest and tightest groups are taken first.
3. The homography from paper to picture follows from all corners found (Hartley & Zisserman, "Multiple View
   Geometry", 2004, chapter 4); two marks are enough, what is missing is said.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from soesmart.ask.paper.engine.layout import FRAMES, MARKS_PER_FRAME, Frame

Picture = NDArray[np.uint8]
Points = NDArray[np.float64]

_SIDES = (1600, 2800)
"""Longest sides in pixels at which marks are looked for."""
_NEAR = 0.18
"""How far from where it should be a mark may lie, as a share of the distance: paper bends."""
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Mark:
    number: int
    corners: Points

    @property
    def centre(self) -> Points:
        return np.asarray(self.corners.mean(axis=0), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Found:
    """A card in the picture. `onto` maps millimetres of the frame to pixels; `error` is in millimetres."""

    frame: Frame
    onto: Points
    marks: int
    error: float


def find(picture: Picture) -> tuple[tuple[Found, ...], int]:
    """All cards from the upper left on, and the number of marks that belong to none of them."""
    seen = _marks(picture)
    groups = list(_groups(seen))
    found = [_placed(frame, group) for frame, group in groups]
    used = sum(len(group) for _frame, group in groups)
    cards = [card for card in found if card is not None]
    cards.sort(key=lambda card: tuple(np.round(_centre(card) / 200)[::-1]))
    return tuple(cards), len(seen) - used


def _centre(card: Found) -> Points:
    middle = np.array([[[card.frame.width / 2, card.frame.height / 2]]])
    return np.asarray(cv2.perspectiveTransform(middle, card.onto)[0, 0], dtype=np.float64)


def _marks(picture: Picture) -> list[Mark]:
    seen: list[Mark] = []
    longest = max(picture.shape[:2])
    scales = sorted({min(1.0, side / longest) for side in _SIDES})
    for scale in scales:
        size = (round(picture.shape[1] * scale), round(picture.shape[0] * scale))
        small = picture if scale == 1.0 else cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
        for mark in _detected(np.asarray(small, dtype=np.uint8), scale):
            if not any(_same(mark, other) for other in seen):
                seen.append(mark)
        if seen and len(seen) % MARKS_PER_FRAME == 0:
            break
    return seen


def _detected(picture: Picture, scale: float) -> Iterator[Mark]:
    settings = cv2.aruco.DetectorParameters()
    settings.cornerRefinementMethod = cv2.aruco.CORNER_REFINE_SUBPIX
    settings.minMarkerPerimeterRate = 0.012
    settings.adaptiveThreshWinSizeMax = 43
    dictionary = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)
    corners, numbers, _ = cv2.aruco.ArucoDetector(dictionary, settings).detectMarkers(picture)
    known = len(FRAMES) * MARKS_PER_FRAME
    for four, number in zip(corners, () if numbers is None else numbers.ravel(), strict=True):
        if number < known:
            # Middles of pixels to middles of pixels.
            yield Mark(int(number), (np.asarray(four[0], dtype=np.float64) + 0.5) / scale - 0.5)


def _same(one: Mark, other: Mark) -> bool:
    size = float(np.linalg.norm(one.corners[0] - one.corners[2]))
    return one.number == other.number and float(np.linalg.norm(one.centre - other.centre)) < size


def _groups(seen: Sequence[Mark]) -> Iterator[tuple[Frame, dict[int, Mark]]]:
    """Marks that belong together, the surest first; a mark belongs to one card only."""
    candidates = [group for group in (_around(mark, seen) for mark in seen) if len(group[1]) >= _FEWEST]
    candidates.sort(key=lambda group: (-len(group[1]), group[2]))
    taken: set[int] = set()
    for frame, group, _misfit in candidates:
        if not taken & {id(mark) for mark in group.values()}:
            taken |= {id(mark) for mark in group.values()}
            yield frame, group


def _around(seed: Mark, seen: Sequence[Mark]) -> tuple[Frame, dict[int, Mark], float]:
    frame = next(frame for frame in FRAMES.values() if 0 <= seed.number - frame.first_mark < MARKS_PER_FRAME)
    spot = seed.number - frame.first_mark
    onto, _ = cv2.estimateAffine2D(_corners(frame, spot), seed.corners)
    group, misfits = {spot: seed}, [0.0]
    for other in range(MARKS_PER_FRAME):
        if other == spot or onto is None:
            continue
        expected = onto @ np.append(_corners(frame, other).mean(axis=0), 1.0)
        reach = float(np.linalg.norm(expected - seed.centre))
        near = [
            (float(np.linalg.norm(mark.centre - expected)) / reach, mark)
            for mark in seen
            if mark.number == frame.first_mark + other and _turned_alike(mark, seed)
        ]
        misfit, mark = min(near, key=lambda pair: pair[0], default=(1.0, seed))
        if misfit < 2 * _NEAR:
            group[other] = mark
            misfits.append(misfit)
    return frame, group, sum(misfits) / len(misfits)


def _turned_alike(one: Mark, other: Mark) -> bool:
    first, second = one.corners[1] - one.corners[0], other.corners[1] - other.corners[0]
    sizes = float(np.linalg.norm(first)), float(np.linalg.norm(second))
    return float(first @ second) > 0.7 * sizes[0] * sizes[1] and 0.4 < sizes[0] / sizes[1] < 2.5


def _corners(frame: Frame, spot: int) -> Points:
    one = frame.marks[spot]
    right, bottom = one.x + one.width, one.y + one.height
    return np.array([[one.x, one.y], [right, one.y], [right, bottom], [one.x, bottom]], dtype=np.float64)


def _placed(frame: Frame, group: dict[int, Mark]) -> Found | None:
    paper = np.concatenate([_corners(frame, spot) for spot in group])
    seen = np.concatenate([mark.corners for mark in group.values()])
    onto, _ = cv2.findHomography(paper, seen, 0)
    if onto is None or not np.isfinite(onto).all():
        return None
    back = cv2.perspectiveTransform(seen[None], np.linalg.inv(onto))[0]
    error = float(np.sqrt(np.mean(np.sum((back - paper) ** 2, axis=1))))
    return Found(frame, np.asarray(onto, dtype=np.float64), len(group), error)
