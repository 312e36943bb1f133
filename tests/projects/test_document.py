# SPDX-License-Identifier: EUPL-1.2
from datetime import date

import pytest

from soesmart.projects.engine.document import SHAPE, complaints, normalised

GOOD = {
    "title": {"de": " Eine  Bank "},
    "summary": {"de": "Zum Sitzen."},
    "status": "running",
    "as_of": "2026-01",
    "starts": date(2026, 1, 2),
    "plan": [{"item": {"de": "Holz"}, "year": 2026, "cents": 120_050}],
    "villages": ["ampen"],
}


def test_a_good_document_has_no_complaints_and_is_stored_tidy():
    assert not list(complaints(GOOD))
    stored = normalised({**GOOD, "field": "", "risks": []})
    assert stored["title"] == {"de": "Eine Bank"} and stored["starts"] == "2026-01-02"
    assert "field" not in stored and "risks" not in stored


def test_what_is_stored_is_good_again():
    stored = normalised(GOOD)
    assert not list(complaints(stored)) and normalised(stored) == stored


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": {"en": "A bench"}}, "title"),
        ({"title": {"de": "x" * 141}}, "title"),
        ({"title": "Bank"}, "title"),
        ({"status": "great"}, "status"),
        ({"as_of": "gestern"}, "as_of"),
        ({"starts": "2026-02-30"}, "starts"),
        ({"ends": date(2025, 1, 1)}, "ends"),
        ({"plan": [{"item": {"de": "Holz"}, "year": 2026, "cents": 1.5}]}, "plan[1].cents"),
        ({"plan": [{"item": {"de": "Holz"}, "year": 2026, "cents": True}]}, "plan[1].cents"),
        ({"plan": [{"item": {"de": "Holz"}, "year": 2026}]}, "plan[1].cents"),
        ({"plan": {}}, "plan"),
        ({"villages": ["Bad Sassendorf"]}, "villages[1]"),
        ({"repository": "javascript:alert(1)"}, "repository"),
        ({"links": [{"label": {"de": "Mehr"}, "url": 'https://x"onclick'}]}, "links[1].url"),
        ({"lat": 51.5}, "lat"),
        ({"wetter": "gut"}, "wetter"),
    ],
)
def test_a_bad_field_is_named(change, field):
    assert [name for name, _text in complaints(GOOD | change)] == [field]


def test_nothing_required_is_forgotten():
    assert {name for name, _text in complaints({})} == {n for n, f in SHAPE.items() if f.required}
