# SPDX-License-Identifier: EUPL-1.2
"""Cards as they come back: printed pages, written on by seeded hands, then scanned or photographed badly."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray

from soesmart.ask.paper.engine.layout import FRAMES, Box, Layout

Picture = NDArray[np.uint8]
DPI = 300
PER_MM = DPI / 25.4
FILLS = 0.12
TICKED, EMPTY, FILLED = "ticked", "empty", "filled"


@dataclass(frozen=True)
class Written:
    """A card before it is pictured, and what its writer meant by each box."""

    picture: Picture
    code: str
    truth: dict[str, str] = field(default_factory=dict)


def pages(pdf: bytes) -> list[Picture]:
    """The printed pages in colour (BGR)."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [np.ascontiguousarray(page.render(scale=DPI / 72).to_numpy()[:, :, :3]) for page in document]
    finally:
        document.close()


def cells(page: Picture, frame: str, height: float, per_page: int, *, slip: bool = False) -> list[Picture]:
    """The cards of a page cut apart, with or without the slip."""
    width = FRAMES[frame].width
    kept = height if slip else FRAMES[frame].height
    columns = int(210 // width)
    cut = []
    for spot in range(per_page):
        left, top = (spot % columns) * width, (spot // columns) * height
        cut.append(
            page[
                round(top * PER_MM) : round((top + kept) * PER_MM),
                round(left * PER_MM) : round((left + width) * PER_MM),
            ].copy()
        )
    return cut


def written_on(card: Picture, layout: Layout, code: str, chance: np.random.Generator) -> Written:
    """Ticks, crosses, corrections and handwriting as one person makes them."""
    picture = card.copy()
    colour, width = _pen(chance)
    truth = {box.name: EMPTY for box in layout.boxes}
    for group in dict.fromkeys(box.group for box in layout.boxes):
        members = [box for box in layout.boxes if box.group == group]
        chosen = members[chance.integers(len(members))]
        if chance.random() < 0.9:
            _tick(picture, chosen, colour, width, chance)
            truth[chosen.name] = TICKED
            others = [box for box in members if box is not chosen]
            if others and chance.random() < FILLS:
                struck = others[chance.integers(len(others))]
                _fill(picture, struck, colour, width, chance)
                truth[struck.name] = FILLED
    for place in layout.fields:
        if place.name == "text" or chance.random() < 0.7:
            _scrawl(picture, place.area, place.ruling, colour, width, chance)
    return Written(picture, code, truth)


def _pen(chance: np.random.Generator) -> tuple[tuple[int, int, int], float]:
    """Colour (BGR) and width in millimetres: ball pens, felt pens, pencils."""
    pens: Sequence[tuple[tuple[int, int, int], float, float]] = (
        ((120, 45, 20), 0.3, 0.6),
        ((35, 30, 30), 0.3, 0.7),
        ((150, 70, 40), 0.3, 0.5),
        ((20, 20, 25), 0.8, 1.3),
        ((95, 95, 95), 0.35, 0.6),
        ((40, 40, 170), 0.35, 0.6),
        ((60, 120, 40), 0.4, 0.8),
    )
    colour, thin, thick = pens[chance.integers(len(pens))]
    return colour, float(chance.uniform(thin, thick))


def _stroke(
    picture: Picture,
    points: Sequence[tuple[float, float]],
    colour: tuple[int, int, int],
    width: float,
    chance: np.random.Generator,
) -> None:
    """A line through `points` (mm), bent and shaken a little, ink multiplied onto the paper."""
    ends = np.array(points, dtype=float)
    steps = np.linspace(0, len(ends) - 1, 12 * (len(ends) - 1) + 1)
    line = np.stack([np.interp(steps, range(len(ends)), ends[:, axis]) for axis in (0, 1)], axis=1)
    line += np.cumsum(chance.normal(0, 0.035, line.shape), axis=0)
    shape = np.round(line * PER_MM * 8).astype(np.int32)
    low = np.maximum(shape.min(axis=0) // 8 - 30, 0)
    high = shape.max(axis=0) // 8 + 30
    part = picture[low[1] : high[1], low[0] : high[0]]
    if part.size == 0:
        return
    ink = np.full_like(part, 255)
    moved = shape - (low * 8).astype(np.int32)
    cv2.polylines(ink, [moved[:, None]], False, colour, max(round(width * PER_MM), 1), cv2.LINE_AA, shift=3)
    part[:] = (part.astype(np.uint16) * ink // 255).astype(np.uint8)


def _tick(
    picture: Picture, box: Box, colour: tuple[int, int, int], width: float, chance: np.random.Generator
) -> None:
    def spot(x: float, y: float, spread: float = 0.1) -> tuple[float, float]:
        dx, dy = chance.normal(0, spread * box.size, 2)
        return box.x + x * box.size + dx, box.y + y * box.size + dy

    if chance.random() < 0.7:
        out = chance.uniform(-0.2, 0.2)
        _stroke(picture, [spot(out, out), spot(1 - out, 1 - out)], colour, width, chance)
        _stroke(picture, [spot(1 - out, out), spot(out, 1 - out)], colour, width, chance)
    else:
        end = chance.uniform(-0.4, 0.1)
        _stroke(picture, [spot(0.15, 0.5), spot(0.42, 0.88), spot(1.05, end)], colour, width, chance)


def _fill(
    picture: Picture, box: Box, colour: tuple[int, int, int], width: float, chance: np.random.Generator
) -> None:
    """First a cross, then scribbled over: by some until it is full, by others with gaps."""
    _tick(picture, box, colour, width, chance)
    lines = int(np.ceil(box.size / (width * chance.uniform(0.45, 1.4))))
    for step in np.linspace(0.02, 0.98, lines):
        y = box.y + step * box.size
        left, right = box.x + chance.normal(0.1, 0.12), box.x + box.size - chance.normal(0.1, 0.12)
        _stroke(picture, [(left, y), (right, y + chance.normal(0, 0.1))], colour, width, chance)


def _scrawl(
    picture: Picture,
    area: object,
    ruling: float,
    colour: tuple[int, int, int],
    width: float,
    chance: np.random.Generator,
) -> None:
    """Loops that fill lines like handwriting."""
    x0, y0, room, height = area.x, area.y, area.width, area.height  # type: ignore[attr-defined]
    for line in range(max(int(chance.integers(1, round(height / ruling) + 1)), 1)):
        x, base = x0 + 3, y0 + (line + 0.78) * ruling
        end = x0 + room * chance.uniform(0.35, 0.97)
        size = min(ruling * 0.35, 3.2)
        while x < end - 6:
            points = [
                (
                    x + 0.55 * size * number + chance.normal(0, 0.3),
                    base - size * float(chance.choice((0, 0.2, 1, 1.6))),
                )
                for number in range(int(chance.integers(4, 12)))
            ]
            _stroke(picture, points, colour, min(width, 0.7), chance)
            x = points[-1][0] + size * 1.2


def scanned(card: Picture, chance: np.random.Generator) -> Picture:
    """A flatbed or feeder: turned by quarters and a little more, 150 to 300 dpi, noise, JPEG."""
    turned = np.rot90(card, int(chance.integers(4)))
    edge = round(12 * PER_MM)
    page = cv2.copyMakeBorder(
        np.ascontiguousarray(turned), edge, edge, edge, edge, cv2.BORDER_CONSTANT, value=(252,) * 3
    )
    height, width = page.shape[:2]
    factor = float(chance.uniform(150, 300)) / DPI
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), float(chance.normal(0, 1.5)), factor)
    turn[:, 2] += (factor - 1) * np.array([width, height]) / 2
    size = (round(width * factor), round(height * factor))
    smooth = cv2.GaussianBlur(page, (0, 0), 0.45 / factor)
    small = cv2.warpAffine(smooth, turn, size, flags=cv2.INTER_LINEAR, borderValue=(252, 252, 252))
    return _taken(small.astype(np.float32) * chance.uniform(0.9, 1.0), chance, noise=(1, 5), quality=(55, 92))


def photographed(card: Picture, chance: np.random.Generator, *, pixels: int = 1600) -> Picture:
    """A phone held by hand: any angle, perspective, bent paper, shadows, blur, noise, JPEG."""
    height, width = card.shape[:2]
    side = round(pixels * chance.uniform(0.8, 1.2))
    room = chance.uniform(0.62, 0.86) * side / float(np.hypot(height, width))
    corners = (
        np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float64)
        - (width / 2, height / 2)
    ) * room
    angle = chance.uniform(0, 2 * np.pi)
    spin = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    lean = chance.normal(0, 0.045, (4, 2)) * np.hypot(height, width) * room * 0.5
    seen = corners @ spin.T + lean + side / 2
    source = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    onto = cv2.getPerspectiveTransform(source, seen.astype(np.float32))
    bent = _bent(card, chance)
    # Averaged before it shrinks, as a lens does.
    soft = cv2.GaussianBlur(bent, (0, 0), max(0.4 / room, 0.3))
    table = np.full((side, side, 3), chance.integers(40, 190, 3), dtype=np.float32)
    table += cv2.resize(chance.normal(0, 14, (side // 12, side // 12, 3)).astype(np.float32), (side, side))
    flags = cv2.INTER_LINEAR
    page = cv2.warpPerspective(soft, onto, (side, side), flags=flags).astype(np.float32)
    mask = cv2.warpPerspective(np.ones(card.shape[:2], np.float32), onto, (side, side))[..., None]
    picture = page * mask + table * (1 - mask)
    blurred = cv2.GaussianBlur(picture * _light(side, chance), (0, 0), float(chance.uniform(0.3, 1.3)))
    return _taken(blurred, chance, noise=(2, 9), quality=(45, 92))


def _bent(card: Picture, chance: np.random.Generator) -> Picture:
    """A sheet that does not lie flat: rows and columns shift by up to half a millimetre."""
    height, width = card.shape[:2]
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    bow = float(chance.normal(0, 0.25)) * PER_MM
    phase = float(chance.uniform(0, 3))
    wave = np.sin(np.linspace(phase, phase + 3, width, dtype=np.float32)) * bow
    return cv2.remap(card, columns, rows + wave[None], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def _light(side: int, chance: np.random.Generator) -> NDArray[np.float32]:
    """A slope of light, and often the shadow of a hand or a head with a more or less sharp edge."""
    rows, columns = np.mgrid[0:side, 0:side].astype(np.float32) / side - 0.5
    angle = chance.uniform(0, 2 * np.pi)
    light = 0.85 + chance.uniform(0, 0.35) * (rows * np.sin(angle) + columns * np.cos(angle))
    if chance.random() < 0.6:
        turn, offset = chance.uniform(0, 2 * np.pi), chance.normal(0, 0.2)
        edge = rows * np.sin(turn) + columns * np.cos(turn) - offset
        soft = float(chance.uniform(0.004, 0.06))
        light *= 1 - chance.uniform(0.2, 0.55) / (1 + np.exp(-edge / soft))
    return light.astype(np.float32)[..., None]


def _taken(
    picture: NDArray[np.float32],
    chance: np.random.Generator,
    noise: tuple[int, int],
    quality: tuple[int, int],
) -> Picture:
    grain = chance.normal(0, chance.uniform(*noise), picture.shape).astype(np.float32)
    plain = np.clip(picture + grain, 0, 255).astype(np.uint8)
    _, packed = cv2.imencode(".jpg", plain, [cv2.IMWRITE_JPEG_QUALITY, int(chance.integers(*quality))])
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), dtype=np.uint8)


MANNERS: dict[str, Callable[[Picture, np.random.Generator], Picture]] = {
    "scan": scanned,
    "photo": photographed,
}
