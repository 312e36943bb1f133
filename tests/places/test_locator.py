# SPDX-License-Identifier: EUPL-1.2
from hypothesis import given
from hypothesis import strategies as st

from soesmart.places.engine.locator import WIDTH, Point, draw

_POINTS = st.lists(
    st.tuples(st.integers(1, 20), st.floats(-80, 80), st.floats(-179, 179), st.integers(0, 3)), max_size=15
)


@given(_POINTS)
def test_every_point_lies_inside_the_picture(numbers: list[tuple[int, float, float, int]]):
    points = [
        Point(str(at), "n" * length, lat, lon, rank) for at, (length, lat, lon, rank) in enumerate(numbers)
    ]
    drawing = draw(points)
    if drawing is None:
        assert len(points) < 2
        return
    assert len(drawing.dots) == len(points)
    for dot in drawing.dots:
        assert 0 <= dot.x <= WIDTH
        assert 0 <= dot.y <= drawing.height + 0.1


def test_north_is_up_and_east_is_right():
    drawing = draw([Point("a", "A", 51.6, 8.0, 1), Point("b", "B", 51.5, 8.2, 1)])
    assert drawing
    a, b = drawing.dots
    assert a.y < b.y and a.x < b.x


def test_names_that_would_cover_each_other_are_left_out():
    crowd = [Point(str(n), "Ein langer Ortsname", 51.5 + n / 1e5, 8.0 + n / 1e5, n) for n in range(20)]
    drawing = draw([*crowd, Point("far", "Weit", 51.7, 8.4, 0)])
    assert drawing
    assert {dot.anchor for dot in drawing.dots if dot.key == "far"} != {""}
    assert any(dot.anchor == "" for dot in drawing.dots)
