# SPDX-License-Identifier: EUPL-1.2
"""What the council talks about: read from OParl, without people, offered in the question box."""

import json

import pytest

from soesmart.ask.engine.incoming.oparl import Paper, documents, papers, without_people
from soesmart.ask.facade import council_cards
from soesmart.ask.imports.oparl import import_oparl
from soesmart.ask.models import CouncilPaper
from soesmart.kernel import clock
from soesmart.kernel.folding import fold
from soesmart.kernel.room import Question

MEETING = {
    "id": "https://rat.example/m/1",
    "type": "https://schema.oparl.org/1.1/Meeting",
    "name": "Bauausschuss",
    "start": "2026-03-04T17:00:00+01:00",
    "agendaItem": [
        {"id": "https://rat.example/a/1", "name": "Radweg nach Ampen verbreitern", "public": True},
        {"id": "https://rat.example/a/2", "name": "Grundstück", "public": False},
        {"id": "https://rat.example/a/3", "name": "Anfrage von Frau Erika Muster zum Markt"},
    ],
    "participant": [{"name": "Erika Muster"}],
}


def ask(text):
    return council_cards(Question(text, fold(text), "de", clock.now().date()))


def read(path):
    return import_oparl(str(path), watch=lambda *_: None)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "rat.jsonl"
    path.write_text(json.dumps(MEETING), "utf-8")
    return path


@pytest.mark.django_db
def test_public_items_come_in_once_and_without_people(file):
    assert read(file).created == 2
    again = read(file)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 2)
    stored = json.dumps(list(CouncilPaper.objects.values("title", "kind", "key")))
    assert "Muster" not in stored and "Grundst" not in stored


@pytest.mark.django_db
def test_the_box_offers_what_fits_with_a_link_and_never_as_the_answer(file):
    read(file)
    (card,) = ask("Wird der Radweg nach Ampen breiter?")
    assert card.url == "https://rat.example/a/1" and card.as_of == "2026-03-04"
    assert 0.3 <= card.confidence < 0.6
    assert ask("Wann ist das Hallenbad offen?") == ()


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff", b'{"type": "x/Paper"}', b"[" * 5000])
def test_what_holds_nothing_is_refused(tmp_path, content):
    path = tmp_path / "x.json"
    path.write_bytes(content)
    assert read(path).problems and not CouncilPaper.objects.exists()


def test_a_paper_keeps_title_kind_day_and_address():
    item = {
        "id": "p1",
        "type": "https://schema.oparl.org/1.0/Paper",
        "name": "Neue Bänke",
        "date": "2025-01-02",
    }
    (paper,) = papers([item | {"paperType": "Antrag", "web": "https://rat.example/p1"}])
    assert paper == Paper("p1", "Neue Bänke", "Antrag", paper.day, "https://rat.example/p1")


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Anfrage Stadträtin Dr. Rita Fromm: Bäume", "Anfrage Stadträtin …: Bäume"),
        ("Frauen in der Stadt", "Frauen in der Stadt"),
    ],
)
def test_names_of_people_are_left_out(title, told):
    assert without_people(title) == told


@pytest.mark.django_db
def test_karlsruhe_comes_in(shared):
    path = shared / "data" / "council" / "karlsruhe_meetings_2025-07_on.jsonl"
    report = read(path)
    assert report.created > 1_000 and report.problems == ()
    assert len(documents(path.read_bytes())) == 266
    assert any("Werderplatz" in card.title for card in ask("Wird der Werderplatz autofrei?"))
