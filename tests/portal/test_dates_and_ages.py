# SPDX-License-Identifier: EUPL-1.2
"""Ages, dates and sources as people read them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from soesmart.kernel import clock
from soesmart.portal.templatetags import portal

NOON = datetime(2026, 5, 4, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOON)
    with override("de"):
        yield


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "heute"),
        (1, "gestern"),
        (5, "vor 5 Tagen"),
        (59, "vor 59 Tagen"),
        (95, "vor 3 Monaten"),
        (800, "vor 2 Jahren"),
    ],
)
def test_age(days, words):
    assert portal.age(NOON - timedelta(days=days)) == words


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        (date(2026, 5, 4), date(2026, 5, 4), "heute"),
        (date(2026, 5, 9), date(2026, 5, 9), "9. Mai"),
        (date(2026, 5, 9), date(2026, 5, 11), "9. bis 11. Mai"),
        (date(2026, 5, 30), date(2026, 6, 2), "30. Mai bis 2. Juni"),
        (date(2026, 5, 1), date(2026, 5, 6), "läuft bis 6. Mai"),
        (date(2027, 11, 3), date(2027, 11, 7), "3. bis 7. November 2027"),
    ],
)
def test_date_span(starts, ends, words):
    assert portal.date_span(starts, ends) == words


def test_a_deadline_shows_its_last_day_not_the_midnight_after():
    assert portal.last_day(datetime(2026, 5, 18, 22, tzinfo=UTC)) == "18. Mai"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2012", "2012"),
        ("2021-10", "Oktober 2021"),
        ("2021-10-06", "6. Oktober 2021"),
        ("unbekannt", "unbekannt"),
    ],
)
def test_as_of(text, words):
    assert portal.as_of(text) == words


def test_a_source_is_a_link_only_when_it_is_an_address():
    assert portal.source_link("https://www.soest.de/a?b=1&c=2") == (
        '<a href="https://www.soest.de/a?b=1&amp;c=2" rel="external">soest.de</a>'
    )
    page = Template("{% load portal %}{{ source|source_link }}").render(Context({"source": "Amtsblatt <3>"}))
    assert page == "Amtsblatt &lt;3&gt;"


def test_filters_change_one_value_and_forget_the_page():
    request = RequestFactory().get("/fragen/?art=idee&ort=ampen&nach=xyz")
    page = Template("{% load portal %}{% with_query art=None stand='neu' %}").render(
        Context({"request": request})
    )
    assert page == "?ort=ampen&amp;stand=neu"


def test_what_says_example_needs_no_mark_beside_it():
    assert portal.says_example("Beispiel: Herbstkirmes") and not portal.says_example("Herbstkirmes")
    with override("en"):
        assert portal.says_example("Beispiel: Herbstkirmes")
