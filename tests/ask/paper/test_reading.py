# SPDX-License-Identifier: EUPL-1.2
"""Cards drawn from the real PDF, written on and pictured badly; `./run bench paper` does 600 of them."""

import cv2
import numpy as np
import pytest

from soesmart.ask.paper.engine.boxes import State
from soesmart.ask.paper.engine.formats import FORMATS
from soesmart.ask.paper.engine.layout import FRAMES
from soesmart.ask.paper.engine.read import Reason, read_picture
from soesmart.ask.paper.exports import pdf
from soesmart.ask.paper.reading import Job, read_page
from soesmart.ask.paper.types import Format, Order
from soesmart.kernel.ids import new_code
from tools.workshop import degraded

pytestmark = pytest.mark.slow

CODES = tuple(new_code() for _ in range(8))


@pytest.fixture(scope="module")
def blank():
    """A printed page of four cards, its cards cut apart, and the layout."""
    design = FORMATS["card"]()
    made = degraded.pages(pdf(Order(Format.CARD, 8), design, CODES, "https://fragen.example.org"))
    cut = [
        one
        for page in made
        for one in degraded.cells(page, design.layout.frame, design.page_height, design.per_page)
    ]
    return made, cut, design.layout


@pytest.mark.parametrize("manner", degraded.MANNERS)
@pytest.mark.parametrize("seed", range(8))
def test_what_is_read_is_what_was_meant_or_doubted(blank, manner, seed):
    _pages, cut, layout = blank
    chance = np.random.default_rng(100 + seed)
    written = degraded.written_on(cut[seed], layout, CODES[seed], chance)
    picture = degraded.MANNERS[manner](written.picture, chance)
    (card,) = read_picture(picture, {layout.key: layout}).cards
    assert card.code in {CODES[seed], ""}
    about = {doubt.about for doubt in card.doubts}
    for box in card.boxes:
        assert box.state in {written.truth[box.name], State.DOUBTFUL} or {box.name, "kind", ""} & about


def test_four_cards_on_one_picture(blank):
    pages, _cut, layout = blank
    table = cv2.copyMakeBorder(pages[0], 90, 40, 60, 120, cv2.BORDER_CONSTANT, value=(90, 110, 130))
    turned = cv2.rotate(table, cv2.ROTATE_90_CLOCKWISE)
    reading = read_picture(turned, {layout.key: layout})
    assert {card.code for card in reading.cards} == set(CODES[:4])
    assert reading.strays == 0
    assert all(card.error < 0.1 for card in reading.cards)


def test_an_empty_card_has_no_text_and_nothing_ticked(blank):
    _pages, cut, layout = blank
    (card,) = read_picture(cut[0], {layout.key: layout}).cards
    assert {box.state for box in card.boxes} == {State.EMPTY}
    assert [doubt.reason for doubt in card.doubts] == [Reason.NO_TEXT]
    assert card.chosen == {}


def test_two_ticks_choose_nothing(blank):
    _pages, cut, layout = blank
    picture = cut[0].copy()
    for box in layout.boxes[:2]:
        corners = np.round(np.array([[box.x, box.y], [box.x + box.size, box.y + box.size]]) * degraded.PER_MM)
        (left, top), (right, bottom) = corners.astype(int).tolist()
        cv2.line(picture, (left, top), (right, bottom), (60, 30, 30), 6, cv2.LINE_AA)
        cv2.line(picture, (right, top), (left, bottom), (60, 30, 30), 6, cv2.LINE_AA)
    (card,) = read_picture(picture, {layout.key: layout}).cards
    assert Reason.SEVERAL in {doubt.reason for doubt in card.doubts}
    assert "kind" not in card.chosen


def test_a_covered_corner_and_a_covered_code_are_said(blank):
    _pages, cut, layout = blank
    picture = cut[1].copy()
    frame = FRAMES[layout.frame]
    for hidden in (frame.marks[2], frame.qr):
        left, top = round((hidden.x - 1) * degraded.PER_MM), round((hidden.y - 1) * degraded.PER_MM)
        size = round((hidden.width + 2) * degraded.PER_MM)
        picture[top : top + size, left : left + size] = 128
    (card,) = read_picture(picture, {layout.key: layout}).cards
    assert {Reason.CORNER_MISSING, Reason.NO_CODE} <= {doubt.reason for doubt in card.doubts}
    assert card.boxes == ()


def test_a_layout_nobody_knows_is_said(blank):
    _pages, cut, _layout = blank
    (card,) = read_picture(cut[2], {}).cards
    assert card.code == CODES[2]
    assert Reason.UNKNOWN_LAYOUT in {doubt.reason for doubt in card.doubts}


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 broken", b"\xff\xd8\xff\xe0", b"GIF89a"])
@pytest.mark.parametrize("suffix", [".jpg", ".pdf", ".tif"])
def test_broken_files_stop_nothing(tmp_path, content, suffix):
    path = tmp_path / f"file{suffix}"
    path.write_bytes(content)
    assert read_page(Job(str(path), 0, {}, 40)).trouble == "unreadable"


def test_a_picture_without_a_card_is_kept_whole(tmp_path):
    cv2.imwrite(str(tmp_path / "wall.png"), np.full((300, 400, 3), 180, dtype=np.uint8))
    (whole,) = read_page(Job(str(tmp_path / "wall.png"), 0, {}, 40)).cards
    assert whole.frame == "" and whole.doubts == (("nothing", ""),)


def test_pages_of_a_pdf(tmp_path, blank):
    _pages, _cut, layout = blank
    design = FORMATS["card"]()
    path = tmp_path / "stack.pdf"
    path.write_bytes(pdf(Order(Format.CARD, 8), design, CODES, "https://fragen.example.org"))
    page = read_page(Job(str(path), 1, {layout.key: layout.as_json()}, 40))
    assert {card.code for card in page.cards} == set(CODES[4:])
