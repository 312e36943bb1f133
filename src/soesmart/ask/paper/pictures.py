# SPDX-License-Identifier: EUPL-1.2
"""Fields cut out of a stored card. Pillow alone: typing needs no OpenCV."""

import io
from pathlib import Path

from PIL import Image

from soesmart.ask.paper.engine.layout import FRAMES, Field, Layout, read_layout
from soesmart.ask.paper.models import Scan

_MARGIN = 3.0
"""Millimetres around a field: people write beyond the edges."""


def layout_of(scan: Scan) -> Layout | None:
    """The layout the card was printed with."""
    if scan.card is None or not scan.frame:
        return None
    layout = read_layout(scan.card.batch.layout)
    return layout if layout.frame == scan.frame else None


def fields_of(scan: Scan) -> tuple[Field, ...]:
    layout = layout_of(scan)
    return layout.fields if layout else ()


def cut_out(path: Path, scan: Scan, name: str) -> bytes:
    """The field with a margin, as JPEG; raises LookupError for a field this card has not."""
    area = next((field.area for field in fields_of(scan) if field.name == name), None)
    if area is None:
        raise LookupError(name)
    with Image.open(path, formats=("JPEG",)) as whole:
        scale = whole.width / FRAMES[scan.frame].width
        left, top = max(area.x - _MARGIN, 0) * scale, max(area.y - _MARGIN, 0) * scale
        right, bottom = (area.x + area.width + _MARGIN) * scale, (area.y + area.height + _MARGIN) * scale
        part = whole.crop(
            (round(left), round(top), min(round(right), whole.width), min(round(bottom), whole.height))
        )
    out = io.BytesIO()
    part.save(out, "JPEG", quality=85)
    return out.getvalue()
