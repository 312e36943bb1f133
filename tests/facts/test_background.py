# SPDX-License-Identifier: EUPL-1.2
from pathlib import Path

import pytest
from django.test import Client

import soesmart
from soesmart.facts import facade, imports

TOWNS = Path(soesmart.__file__).parent / "towns"
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("town", ["soest", "musterstadt"])
def test_a_towns_background_comes_in_whole_and_again_changes_nothing(town):
    file = TOWNS / town / "background.toml"
    report = imports.run("chapter", file)
    assert report.problems == () and report.created
    assert (imports.run("chapter", file).created, imports.run("chapter", file).updated) == (0, 0)
    for chapter in facade.chapters():
        assert chapter.example == (town == "musterstadt")
        for text in (chapter.title, chapter.text, *(s.text for s in chapter.statements)):
            assert set(text.texts) == {"de", "en", "de-simple"}


def test_every_statement_has_a_source_or_says_that_it_is_unknown():
    imports.run("chapter", TOWNS / "soest" / "background.toml")
    chapters = facade.chapters()
    assert [chapter.slug for chapter in chapters] == [
        "programm",
        "runden",
        "phasen",
        "fuenf-staedte",
        "sofia",
        "offen",
    ]
    for chapter in chapters:
        for statement in chapter.statements:
            assert statement.sources or statement.versions or statement.open_point
    disagreeing = [s for chapter in chapters for s in chapter.statements if s.versions]
    assert any(len({version.source.label for version in s.versions}) == 3 for s in disagreeing)


def test_the_page_and_the_data():
    imports.run("chapter", TOWNS / "soest" / "background.toml")
    html = Client().get("/hintergruende/").content.decode()
    for words in ("13 Millionen", "17 Millionen", "Quellen sagen Verschiedenes", "wissen wir nicht", "SOfia"):
        assert words in html
    data = Client().get("/api/v1/background").json()["chapters"]
    (money,) = [s for c in data for s in c["statements"] if len(s["versions"]) == 3]
    assert {version["source"]["label"] for version in money["versions"]} >= {"wp.de", "Presse 2019"}


def test_an_empty_page_says_what_will_be_here():
    assert "Noch nichts aufgeschrieben" in Client().get("/hintergruende/").content.decode()


def test_faulty_chapters_are_refused_with_place_and_remedy(tmp_path):
    file = tmp_path / "background.toml"
    head = (
        '[[chapter]]\nslug = "a"\ntitle.de = "a"\ntext.de = "a"\nsource = [{ label = "a", as_of = "2020" }]\n'
    )
    cases = {
        "": "statement",
        "[[chapter.statement]]\n": "statement 1.text",
        '[[chapter.statement]]\ntext.de = "a"\n': "statement 1.source",
        '[[chapter.statement]]\ntext.de = "a"\nwhen = "früher"\n': "statement 1.when",
        '[[chapter.statement]]\ntext.de = "a"\nasked_at = "gestern"\n': "statement 1.asked_at",
        '[[chapter.statement]]\ntext.de = "a"\nversion = [{ text.de = "b" }]\n': "statement 1.version",
        '[[chapter.statement]]\ntext.de = "a"\nnumber = 1\n': "statement 1.number",
    }
    for body, field in cases.items():
        file.write_text(head + body, "utf-8")
        assert field in [problem.column for problem in imports.run("chapter", file).problems], body
    assert facade.chapters() == ()
