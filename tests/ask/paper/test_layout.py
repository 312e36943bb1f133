# SPDX-License-Identifier: EUPL-1.2
import itertools

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from soesmart.ask.paper.engine import marks
from soesmart.ask.paper.engine.formats import FORMATS, KINDS, MOST_PLACES
from soesmart.ask.paper.engine.layout import FRAMES, Rect, read_layout
from soesmart.ask.paper.engine.payload import Payload, read_payload
from soesmart.kernel.ids import new_code

PLACES = tuple(f"ort-{number}" for number in range(19))
DESIGNS = [
    pytest.param(make(PLACES, right_to_left=mirrored), id=f"{name}-{'rtl' if mirrored else 'ltr'}")
    for name, make in FORMATS.items()
    for mirrored in (False, True)
]


@pytest.mark.parametrize("number", range(8))
def test_marks_are_those_of_the_dictionary(number):
    dictionary = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)
    drawn = cv2.aruco.generateImageMarker(dictionary, number, marks.SIDE)
    assert np.array_equal(np.array(marks.modules(number)), drawn < 128)


def _apart(one: Rect, other: Rect) -> bool:
    return (
        one.x + one.width <= other.x
        or other.x + other.width <= one.x
        or one.y + one.height <= other.y
        or other.y + other.height <= one.y
    )


@pytest.mark.parametrize("design", DESIGNS)
def test_nothing_lies_on_anything_else(design):
    frame = FRAMES[design.layout.frame]
    machine = [
        *frame.marks,
        frame.qr,
        *(Rect(box.x, box.y, box.size, box.size) for box in design.layout.boxes),
        *(field.area for field in design.layout.fields),
    ]
    for one, other in itertools.combinations(machine, 2):
        assert _apart(one, other), (one, other)
    slips = {"slip", "slip_code"}
    for name, area in design.areas.items():
        if name not in slips:
            assert all(_apart(area.rect, part) for part in machine if part is not frame.qr), name
    for part in machine:
        assert part.x >= 5 and part.x + part.width <= frame.width - 5
        assert part.y >= 5 and part.y + part.height <= frame.height - 5


@pytest.mark.parametrize("design", DESIGNS)
def test_a_layout_is_read_as_it_was_written(design):
    again = read_layout(design.layout.as_json())
    assert again == design.layout
    assert again.key == design.layout.key


def test_layouts_have_keys_of_their_own():
    keys = {design.values[0].layout.key for design in DESIGNS}
    assert len(keys) == len(DESIGNS)


def test_a_long_list_of_places_is_written_instead():
    layout = FORMATS["sheet"](tuple(map(str, range(MOST_PLACES + 1)))).layout
    assert {box.group for box in layout.boxes} == {"kind"}
    assert [box.value for box in layout.boxes] == list(KINDS)


def test_the_payload_fits_the_smallest_code():
    assert len(str(Payload("A1B", new_code()))) == 16


@given(st.text(max_size=40))
def test_other_texts_are_no_payload(text):
    found = read_payload(text)
    assert found is None or read_payload(str(found)) == found


def test_a_changed_character_is_noticed():
    text = str(Payload("A1B", new_code()))
    assert str(read_payload(text)) == text
    changed = text[:-2] + ("7" if text[-2] != "7" else "8") + text[-1]
    assert read_payload(changed) is None
