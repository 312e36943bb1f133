# SPDX-License-Identifier: EUPL-1.2
from datetime import date
from pathlib import Path

import pytest

from soesmart.facts import facade, imports
from soesmart.facts.actions import MODELS
from soesmart.kernel.log.queries import content_version

pytestmark = pytest.mark.django_db

FACT = """
[[words]]
name = "kirmes"
words = ["Kirmes", "Rummel"]

[[fact]]
slug = "kirmes-termin"
topic = "Kirmes"
as_of = "2014"
title.de = "Wann Kirmes ist"
title.en = "When the fair is"
text.de = "Von Mittwoch bis Sonntag."
text.en = "From Wednesday to Sunday."
source = [{ label = "Blog", url = "https://example.org/kirmes", as_of = "2014-11" }]
ask.phrasings = ["Wann ist Kirmes?"]

[[fact]]
slug = "riesenrad"
topic = "Kirmes"
as_of = "2014"
asked_at = 2026-11-22
whom.de = "das Rathaus"
title.de = "Das Riesenrad"
text.de = "Das wissen wir nicht."
source = [{ label = "Zeitung, Seite 3", as_of = "2014" }]
ask.phrasings = ["Steht das Riesenrad?"]
"""

DATES = """
[[date]]
slug = "kirmes-2027"
starts = 2027-11-03
ends = 2027-11-07
title.de = "Kirmes"
text.de = "Fünf Tage."
source = [{ label = "Blog", as_of = "2014" }]

[[date]]
slug = "vergangen"
starts = 2021-10-06
title.de = "Beschluss"
text.de = "Der Rat beschließt."
source = [{ label = "Blog", as_of = "2021" }]
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "file.toml"
    path.write_text(text, "utf-8")
    return path


def test_facts_come_in_with_every_language_source_and_open_point(tmp_path):
    report = imports.run("fact", written(tmp_path, FACT))
    assert (report.created, report.updated, report.problems) == (3, 0, ())
    known, unknown = facade.all_facts()
    assert known.title.in_language("en") == ("When the fair is", "en")
    assert known.title.in_language("de-simple") == ("Wann Kirmes ist", "de")
    assert known.sources[0].address == "https://example.org/kirmes" and not known.open
    assert unknown.open and unknown.open_point.asked_at == date(2026, 11, 22)
    assert unknown.sources[0].address == "Zeitung, Seite 3"
    assert facade.by_slug("riesenrad") == unknown
    assert facade.by_slug("nichts") is None


def test_the_same_file_twice_changes_nothing(tmp_path):
    path = written(tmp_path, FACT)
    imports.run("fact", path)
    before = content_version()
    report = imports.run("fact", path)
    assert (report.created, report.updated, content_version()) == (0, 0, before)


def test_a_changed_text_makes_a_new_version_and_a_leaf(tmp_path):
    imports.run("fact", written(tmp_path, FACT))
    before = content_version()
    report = imports.run("fact", written(tmp_path, FACT.replace("Mittwoch", "Donnerstag")))
    assert (report.created, report.updated) == (0, 1)
    assert content_version() == before + 1
    assert MODELS["fact"].objects.get(slug="kirmes-termin").version == 2


def test_withdrawing_takes_the_fact_away_but_not_from_the_log(tmp_path):
    imports.run("fact", written(tmp_path, FACT))
    before = content_version()
    report = imports.run("fact", written(tmp_path, '[[fact]]\nslug = "riesenrad"\nwithdrawn = true\n'))
    assert report.updated == 1 and facade.by_slug("riesenrad") is None
    assert content_version() == before + 1


def test_a_problem_names_line_and_field_and_stores_nothing(tmp_path):
    broken = FACT.replace('as_of = "2014"\nasked_at', 'as_of = "neulich"\nasked_at').replace(
        "text.de = ", "txt.de = "
    )
    report = imports.run("fact", written(tmp_path, broken))
    assert {(p.line, p.column) for p in report.problems} == {
        (6, "text"),
        (6, "txt"),
        (17, "as_of"),
        (17, "text"),
        (17, "txt"),
    }
    assert facade.all_facts() == ()


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("[[fact]\n", 1, ""),
        ('[[fakt]]\nslug = "x"\n', 1, "fakt"),
        ("fact = 3\n", 1, "fact"),
        (FACT.replace("riesenrad", "kirmes-termin"), 17, "slug"),
        (FACT.replace("whom.de", "whom.en"), 17, "whom"),
        (FACT.replace("asked_at = 2026-11-22\n", ""), 17, "asked_at"),
        (FACT.replace("https://example.org", "ftp://example.org"), 6, "source"),
        (FACT.replace('words = ["Kirmes", "Rummel"]', "words = 1"), 2, "words"),
        (f'{FACT}\n[[topic]]\nname = "Kirmes"\n', FACT.count("\n") + 2, "title"),
    ],
)
def test_each_mistake_is_found_where_it_stands(tmp_path, text, line, column):
    report = imports.run("fact", written(tmp_path, text))
    assert (line, column) in {(p.line, p.column) for p in report.problems}


def test_dates_that_are_over_are_not_next(tmp_path):
    assert imports.run("date", written(tmp_path, DATES)).created == 2
    (kirmes,) = facade.next_dates(date(2026, 11, 22), 5)
    assert (kirmes.slug, kirmes.starts, kirmes.ends) == ("kirmes-2027", date(2027, 11, 3), date(2027, 11, 7))
    assert facade.next_dates(date(2027, 11, 7), 5) == (kirmes,)
    assert facade.next_dates(date(2027, 11, 8), 5) == ()


def test_an_outcome_needs_all_seven_stops(tmp_path):
    head = (
        '[[outcome]]\nslug = "shuttle"\nas_of = "2021"\ntitle.de = "T"\ntext.de = "X"\n'
        'source = [{ label = "L", as_of = "2021" }]\n'
    )
    stops = {
        name: f'stops.{name} = {{ state = "done", word = {{ de = "{name}" }} }}\n'
        for name in ("question", "goal", "project", "money", "trial", "result")
    }
    short = imports.run("outcome", written(tmp_path, head + "".join(stops.values())))
    assert [(p.line, p.column) for p in short.problems] == [(1, "stops.lesson")]
    lesson = 'stops.lesson = { state = "gap", word = { de = "noch keine" } }\n'
    imports.run("outcome", written(tmp_path, head + "".join(stops.values()) + lesson))
    (story,) = facade.outcomes(3)
    assert [stop.name for stop in story.stops][-1] == "lesson" and story.stops[-1].state == "gap"
