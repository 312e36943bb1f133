# SPDX-License-Identifier: EUPL-1.2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from soesmart.ask.engine.areas import Area, NotAnArea, areas


def test_cells_and_percent():
    found = areas("A1 b2-D3;\n25,50,10,10 90,90,50,50")
    assert found[0] == Area(0, 0, 1 / 12, 1 / 8)
    assert found[1] == Area(1 / 12, 1 / 8, 3 / 12, 2 / 8)
    assert found[2] == Area(0.25, 0.5, 0.1, 0.1)
    assert (found[3].left + found[3].width, found[3].top + found[3].height) == (1, 1)
    assert areas("D3-B2") == areas("B2-D3")
    assert areas(found[2].text) == (found[2],)
    assert areas("  \n") == ()


@pytest.mark.parametrize("word", ["M1", "A9", "A0", "10,10,10", "0,0,0,5", "100,0,5,5", "1,2,3,x", "überall"])
def test_what_is_no_area(word):
    with pytest.raises(NotAnArea, match=word):
        areas(f"A1 {word}")


@given(st.text(alphabet="AaLlM1289-,. ;\n0", max_size=40))
def test_any_text(text):
    try:
        found = areas(text)
    except NotAnArea:
        return
    for area in found:
        assert 0 <= area.left < 1 and 0 <= area.top < 1
        assert area.width > 0 and area.left + area.width <= 1.000001
        assert area.height > 0 and area.top + area.height <= 1.000001
