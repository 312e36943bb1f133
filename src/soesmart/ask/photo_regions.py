# SPDX-License-Identifier: EUPL-1.2
"""Proposes where faces and number plates are. Off line, on this machine; a person decides.

Needs OpenCV 4, which brings its cascades along; without it nothing is proposed and areas are drawn by hand.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from soesmart.ask.engine.areas import Area
from soesmart.kernel.gate import permit

_CASCADES = {
    "face": ("haarcascade_frontalface_default.xml", "haarcascade_profileface.xml"),
    "plate": ("haarcascade_russian_plate_number.xml", "haarcascade_license_plate_rus_16stages.xml"),
}
_AROUND = 0.15
"""So much more on every side: hair and chin tell people apart too."""
_SAME = 0.3


@dataclass(frozen=True, slots=True)
class Region:
    """`kind` is "face" or "plate"."""

    kind: str
    area: Area


@lru_cache(maxsize=1)
def _detectors() -> tuple[tuple[str, Any], ...]:
    try:
        import cv2  # inline: an extra of sixty megabytes that many towns do without
    except ImportError:
        return ()
    folder = Path(getattr(getattr(cv2, "data", None), "haarcascades", ""))
    if not hasattr(cv2, "CascadeClassifier"):
        return ()
    found = [
        (kind, cv2.CascadeClassifier(str(folder / name)))
        for kind, names in _CASCADES.items()
        for name in names
        if (folder / name).is_file()
    ]
    return tuple((kind, detector) for kind, detector in found if not detector.empty())


def available() -> bool:
    """Whether anything could be proposed."""
    return bool(_detectors())


def proposed(path: Path) -> tuple[Region, ...]:
    """Faces and plates in the picture, largest first."""
    if not _detectors() or not permit("ask.photo_regions", "propose", "moderator"):
        return ()
    import cv2  # inline: as above

    picture = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
    if picture is None:
        return ()
    height, width = picture.shape[:2]
    even = cv2.equalizeHist(picture)
    found: list[Region] = []
    for kind, detector in _detectors():
        least = max(20, min(width, height) // 40)
        for x, y, w, h in detector.detectMultiScale(even, 1.08, 5, minSize=(least, least)):
            area = _widened(*(float(side) for side in (x / width, y / height, w / width, h / height)))
            if all(_common(area, other.area) < _SAME for other in found):
                found.append(Region(kind, area))
    return tuple(sorted(found, key=lambda r: -r.area.width * r.area.height))


def _widened(left: float, top: float, width: float, height: float) -> Area:
    x, y = max(0.0, left - _AROUND * width), max(0.0, top - _AROUND * height)
    return Area(x, y, min(1 - x, width * (1 + 2 * _AROUND)), min(1 - y, height * (1 + 2 * _AROUND)))


def _common(one: Area, other: Area) -> float:
    """Share of the smaller one that both cover."""
    across = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
    down = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
    smaller = min(one.width * one.height, other.width * other.height)
    return max(0.0, across) * max(0.0, down) / smaller if smaller else 0.0
