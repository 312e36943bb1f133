# SPDX-License-Identifier: EUPL-1.2
"""Reads the QR code of a straightened card.

OpenCV's decoder is tried as it is. Where blur or a fold defeats it, the modules are sampled one by one at
their known places (version 1: 21 by 21), after a small shift that fits the three finder patterns best, and
drawn anew with sharp edges; Reed-Solomon repairs what is still wrong (ISO/IEC 18004).
"""

from collections.abc import Iterator
from itertools import product

import cv2
import numpy as np
from numpy.typing import NDArray

from soesmart.ask.paper.engine.layout import Frame
from soesmart.ask.paper.engine.payload import Payload, read_payload

_MODULES = 21
_FINDER = 7
_QUIET = 4
_SHIFTS = np.arange(-1.2, 1.21, 0.15)
"""Millimetres by which a bent card may be off."""


def read_code(card: NDArray[np.uint8], frame: Frame, scale: float) -> Payload | None:
    """`card` is the straightened card in grey, with `scale` pixels to the millimetre."""
    decoder = cv2.QRCodeDetector()
    for picture in _tries(card, frame, scale):
        text, *_ = decoder.detectAndDecode(picture)
        if payload := read_payload(text):
            return payload
    return None


def _tries(card: NDArray[np.uint8], frame: Frame, scale: float) -> Iterator[NDArray[np.uint8]]:
    around = 2.6
    top, left = int((frame.qr.y - around) * scale), int((frame.qr.x - around) * scale)
    side = int((frame.qr.width + 2 * around) * scale)
    cut = card[max(top, 0) : top + side, max(left, 0) : left + side]
    yield cut
    yield from _sampled(card, frame, scale)
    larger = cv2.resize(cut, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    yield np.asarray(larger, dtype=np.uint8)
    _, sharp = cv2.threshold(larger, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    yield np.asarray(sharp, dtype=np.uint8)


def _sampled(card: NDArray[np.uint8], frame: Frame, scale: float) -> Iterator[NDArray[np.uint8]]:
    """The code drawn anew from its modules, for the shifts that fit the finder patterns best."""
    smooth = np.asarray(cv2.GaussianBlur(card, (0, 0), 0.15 * scale), dtype=np.uint8)
    expected = _expected()
    known = expected >= 0
    fits = []
    for down, across in product(_SHIFTS, _SHIFTS):
        values = _modules(smooth, frame, scale, down, across)
        black, white = values[expected == 1], values[expected == 0]
        fits.append((float(white.mean() - black.mean()) / float(values[known].std() + 8), down, across))
    fits.sort(reverse=True)
    for _fit, down, across in fits[:3]:
        values = _modules(smooth, frame, scale, down, across)
        black, white = values[expected == 1].mean(), values[expected == 0].mean()
        dark = values < (black + white) / 2
        dark[known] = expected[known] == 1
        drawn = np.where(np.pad(dark, _QUIET), 0, 255).astype(np.uint8)
        yield np.kron(drawn, np.ones((8, 8), dtype=np.uint8))


def _modules(
    card: NDArray[np.uint8], frame: Frame, scale: float, down: float, across: float
) -> NDArray[np.float64]:
    size = frame.qr.width / _MODULES
    steps = (np.arange(_MODULES) + 0.5) * size
    rows = np.clip(((frame.qr.y + down + steps) * scale).astype(int), 0, card.shape[0] - 1)
    columns = np.clip(((frame.qr.x + across + steps) * scale).astype(int), 0, card.shape[1] - 1)
    return card[np.ix_(rows, columns)].astype(np.float64)


def _expected() -> NDArray[np.int8]:
    """1 black, 0 white, -1 not known: finder patterns, their edges and the timing pattern."""
    field = np.full((_MODULES, _MODULES), -1, dtype=np.int8)
    finder = np.ones((_FINDER, _FINDER), dtype=np.int8)
    finder[1:-1, 1:-1] = 0
    finder[2:-2, 2:-2] = 1
    end = _MODULES - _FINDER
    for row, column in ((0, 0), (0, end), (end, 0)):
        top, left = max(row - 1, 0), max(column - 1, 0)
        field[top : row + _FINDER + 1, left : column + _FINDER + 1] = 0
        field[row : row + _FINDER, column : column + _FINDER] = finder
    field[6, 8:13] = field[8:13, 6] = (1, 0, 1, 0, 1)
    return field
