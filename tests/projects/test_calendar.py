# SPDX-License-Identifier: EUPL-1.2
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from soesmart.projects.engine.calendar import Day, calendar

STAMP = datetime(2026, 11, 28, 6, 0, tzinfo=UTC)


def _unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def test_a_day_is_an_event_of_one_whole_day():
    text = calendar("Projekte", "soesmart", [Day("1@x", date(2026, 12, 31), "Ende", "", "https://a", STAMP)])
    lines = _unfolded(text)
    assert "DTSTART;VALUE=DATE:20261231" in lines and "DTEND;VALUE=DATE:20270101" in lines
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-1] == "END:VCALENDAR" and text.endswith("\r\n")


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=300))
def test_long_lines_are_folded_between_characters_and_come_back_whole(title):
    text = calendar("P", "soesmart", [Day("1@x", date(2026, 1, 1), title, "", "", STAMP)])
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    escaped = title.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    assert f"SUMMARY:{escaped}" in text.replace("\r\n ", "").split("\r\n")


def test_a_line_break_cannot_smuggle_in_another_property():
    text = calendar("P", "soesmart", [Day("1@x", date(2026, 1, 1), "a\nATTENDEE:b\r\nX:c", "", "", STAMP)])
    assert "SUMMARY:a\\nATTENDEE:b\\nX:c" in _unfolded(text)
