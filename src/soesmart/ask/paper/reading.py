# SPDX-License-Identifier: EUPL-1.2
"""Pictures of cards: photos, scans, PDF and TIFF of many pages. Knows no database."""

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageOps

from soesmart.ask.paper.engine.layout import read_layout
from soesmart.ask.paper.needs import needed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_DPI = 200
_QUALITY = 82
_WHOLE_PAGE = 1_800
_FORMATS = ("JPEG", "PNG", "WEBP", "TIFF")
PDF_SUFFIX = ".pdf"


class Unreadable(ValueError):
    """The file is no picture we know, or it is broken."""


@dataclass(frozen=True, slots=True)
class Job:
    """One page of one file. `layouts`: key → stored layout."""

    path: str
    page: int
    layouts: Mapping[str, str]
    megapixels: int


@dataclass(frozen=True, slots=True)
class ReadCard:
    """What was read of one card. Without `frame` it is the whole page, on which nothing was found."""

    frame: str
    code: str
    boxes: tuple[tuple[str, str, float], ...]
    doubts: tuple[tuple[str, str], ...]
    chosen: Mapping[str, str]
    jpeg: bytes


@dataclass(frozen=True, slots=True)
class ReadPage:
    cards: tuple[ReadCard, ...]
    trouble: str = ""


def count_pages(path: Path) -> int:
    """Raises Unreadable."""
    try:
        if path.suffix == PDF_SUFFIX:
            document = needed("pypdfium2").PdfDocument(path)
            try:
                return len(document)
            finally:
                document.close()
        with Image.open(path, formats=_FORMATS) as picture:
            return getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
    except Exception as error:  # broken files make decoders raise nearly anything
        raise Unreadable(path.name) from error


def read_page(job: Job) -> ReadPage:
    """Never raises because of what a file holds: one broken page must not stop a stack."""
    cv2 = needed("cv2")
    cv2.setNumThreads(1)  # the pages run side by side already
    from soesmart.ask.paper.engine.read import read_picture  # inline: imports OpenCV

    try:
        picture = _loaded(Path(job.path), job.page, job.megapixels)
    except Exception:  # as above
        return ReadPage((), "unreadable")
    layouts = {key: read_layout(text) for key, text in job.layouts.items()}
    found = read_picture(picture, layouts)
    cards = [
        ReadCard(
            card.frame,
            card.code,
            tuple((box.name, str(box.state), round(box.confidence, 3)) for box in card.boxes),
            tuple((str(doubt.reason), doubt.about) for doubt in card.doubts),
            card.chosen,
            _jpeg(card.picture),
        )
        for card in found.cards
    ]
    if not cards or found.strays:
        reason = "part" if cards else "nothing"
        cards.append(ReadCard("", "", (), ((reason, ""),), {}, _jpeg(_smaller(picture))))
    return ReadPage(tuple(cards))


def _loaded(path: Path, page: int, megapixels: int) -> "NDArray[np.uint8]":
    import numpy as np  # inline: only where pictures are read

    if path.suffix == PDF_SUFFIX:
        document = needed("pypdfium2").PdfDocument(path)
        try:
            sheet = document[page]
            width, height = (side * _DPI / 72 for side in sheet.get_size())
            fitting = min(1.0, (megapixels * 1_000_000 / max(width * height, 1)) ** 0.5)
            return np.ascontiguousarray(sheet.render(scale=fitting * _DPI / 72).to_numpy()[:, :, :3])
        finally:
            document.close()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is stricter
        picture = Image.open(path, formats=_FORMATS)
    if picture.width * picture.height > megapixels * 1_000_000:
        raise Unreadable(path.name)
    picture.seek(page)
    plain = ImageOps.exif_transpose(picture).convert("RGB")
    return np.ascontiguousarray(np.asarray(plain)[:, :, ::-1])


def _smaller(picture: Any) -> Any:
    cv2 = needed("cv2")
    factor = min(1.0, _WHOLE_PAGE / max(picture.shape[:2]))
    return cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)


def _jpeg(picture: Any) -> bytes:
    cv2 = needed("cv2")
    _, packed = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    return bytes(packed.tobytes())
