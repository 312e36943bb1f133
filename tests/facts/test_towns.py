# SPDX-License-Identifier: EUPL-1.2
"""The files the product ships for its two towns."""

from datetime import date
from pathlib import Path

import pytest

import soesmart
from soesmart.facts import facade, imports

TOWNS = Path(soesmart.__file__).parent / "towns"
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("town", ["soest", "musterstadt"])
@pytest.mark.parametrize("kind", ["fact", "date", "outcome"])
def test_a_towns_files_come_in_whole(town, kind):
    report = imports.run(kind, TOWNS / town / f"{kind}s.toml")
    assert report.problems == () and report.created > 2


def test_every_fact_of_soest_speaks_three_languages_and_leads_on():
    imports.run("fact", TOWNS / "soest" / "facts.toml")
    facts = facade.all_facts()
    slugs = {fact.slug for fact in facts}
    assert len(facts) >= 35
    for fact in facts:
        assert set(fact.title.texts) == set(fact.text.texts) == {"de", "en", "de-simple"}, fact.slug
        assert fact.text.status == "translated"
        assert set(fact.related) <= slugs - {fact.slug}, fact.slug
        assert fact.sources and all(source.address and source.as_of for source in fact.sources)
        assert not fact.example


def test_next_date_of_soest_is_the_fair_of_2027():
    imports.run("date", TOWNS / "soest" / "dates.toml")
    assert [d.slug for d in facade.next_dates(date(2026, 11, 22), 3)] == [
        "allerheiligenkirmes-2027",
        "pferdemarkt-2027",
    ]


def test_everything_in_the_sandbox_says_that_it_is_an_example():
    for kind in ("fact", "date", "outcome"):
        imports.run(kind, TOWNS / "musterstadt" / f"{kind}s.toml")
    shown = [*facade.all_facts(), *facade.next_dates(date(2026, 11, 22), 9), *facade.outcomes(9)]
    for item in shown:
        assert item.example
        for text in (*item.title.texts.values(), *item.text.texts.values()):
            assert text.startswith(("Beispiel", "Example"))


def test_outcomes_of_soest_show_gaps_and_tell_of_known_facts():
    imports.run("fact", TOWNS / "soest" / "facts.toml")
    imports.run("outcome", TOWNS / "soest" / "outcomes.toml")
    stories = facade.outcomes(10)
    assert len(stories) >= 3
    for story in stories:
        assert {stop.state for stop in story.stops} == {"done", "gap"}
        assert facade.by_slug(story.url.rstrip("/").rsplit("/", 1)[-1])
