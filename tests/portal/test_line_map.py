# SPDX-License-Identifier: EUPL-1.2
from dataclasses import dataclass

import pytest
from django.template import Context, Template

from soesmart.kernel.words import LocalText
from soesmart.portal.engine.line_map import NAMES, draw


@dataclass
class Station:
    name: str
    state: str
    word: LocalText


def test_what_is_not_mentioned_is_a_gap():
    stops = draw(["question", ("project", "Radweg")], current="question")
    assert [stop.name for stop in stops] == list(NAMES)
    assert [stop.state for stop in stops] == ["here", "gap", "exists", "gap", "gap", "gap", "gap"]


def test_a_misspelt_stop_is_refused():
    with pytest.raises(ValueError, match="questoin"):
        draw(["questoin"])


def test_the_picture_is_an_ordered_list_that_says_its_gaps():
    station = Station("trial", "gap", LocalText({"de": "Versuch nie begonnen"}))
    page = Template("{% load portal %}{% line_map stops current='question' size='mini' %}").render(
        Context({"stops": [station, "goal"]})
    )
    assert page.count("<li") == 7
    assert "Versuch nie begonnen" in page
    assert "noch kein Ergebnis" in page
    assert page.count('aria-current="step"') == 1
    assert "style=" not in page
