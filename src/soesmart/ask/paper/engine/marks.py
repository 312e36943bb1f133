# SPDX-License-Identifier: EUPL-1.2
"""The corner marks: ArUco markers of the dictionary DICT_4X4_50 (Garrido-Jurado et al., Pattern Recognition
47, 2014). Each says which corner of which frame it is, so a card is found at any angle and among others.

The patterns stand here because printing must not need OpenCV; a test compares them with it.
"""

_PATTERNS = (0xB532, 0x0F9A, 0x332D, 0x9946, 0x549E, 0x79CD, 0x9E2E, 0xC4F2)
SIDE = 6
"""Modules along one side: four of the pattern and a black border."""


def modules(number: int) -> tuple[tuple[bool, ...], ...]:
    """The mark row by row, True for black."""
    bits = [bool(_PATTERNS[number] >> (15 - place) & 1) for place in range(16)]
    inner = [tuple(not bit for bit in bits[row * 4 : row * 4 + 4]) for row in range(4)]
    edge = (True,) * SIDE
    return (edge, *((True, *row, True) for row in inner), edge)
