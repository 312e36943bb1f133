# SPDX-License-Identifier: EUPL-1.2
"""What is typed as a start or an end: on the command line, on the pages, in a question, over the API."""

import json
from datetime import date

import pytest
from django.test import Client

from soesmart.kernel.folding import fold
from soesmart.kernel.room import Question
from soesmart.mobility import models, queries
from soesmart.mobility.answers import answer
from soesmart.mobility.imports import import_example
from soesmart.mobility.typed import point
from soesmart.mobility.types import Ambiguous, Refused
from soesmart.places.facade import recognise
from tests.mobility.conftest import TOWNS
from tests.mobility.test_room import run

pytestmark = pytest.mark.django_db
NIGHT = "2026-11-30 21:00"


def typed(text, **more):
    return point(text, queries.town(), **more)


def asked(text):
    return list(answer(Question(text, fold(text), "de", date(2026, 11, 28), recognise(text))))


def test_places_and_stops_named_exactly_come_before_streets(sandbox):
    assert typed("Altstadt").kind == "place"
    assert typed("Marktplatz").kind == "stop"
    assert typed("Beispielstr. 3").kind == "address"
    assert typed("Ahornhausn").kind == "place", "a place misspelt, and no street like it"


@pytest.mark.parametrize(
    ("text", "name", "kind", "note"),
    [
        ("Beispielstraße 12a", "Beispielstraße 12a, Altstadt", "address", "Gerechnet mit der Adresse"),
        ("beispielstr. 16", "Beispielstraße 14-18, Altstadt", "address", "Gerechnet mit der Adresse"),
        ("Beispielstraße 6", "Beispielstraße 4, Altstadt", "address", "Hausnummer 6 ist nicht bekannt"),
        ("Am Mustergraben", "Am Mustergraben, Nordviertel", "street", "Ohne Hausnummer"),
        ("Beispilstrasse 3", "Beispielstraße 3, Altstadt", "address", "Gemeint ist wohl „Beispielstraße“"),
        ("Dorfstr. 5, Fichtenrode", "Dorfstraße 5, Fichtenrode", "address", "Gerechnet mit"),
        ("Haus (8.5, 51.5)", "Haus", "coordinates", ""),
    ],
)
def test_it_is_said_which_point_was_used(sandbox, text, name, kind, note):
    found = typed(text)
    assert (found.name, found.kind) == (name, kind) and note in found.note


def test_which_of_several_is_asked_and_each_answer_leads_there(sandbox):
    with pytest.raises(Ambiguous) as several:
        typed("Dorfstraße 5")
    words = [words for words, _value in several.value.choices]
    assert words == ["Dorfstraße 5, Ahornhausen", "Dorfstraße 5, Fichtenrode"]
    assert [typed(value).name for _words, value in several.value.choices] == words
    with pytest.raises(Ambiguous, match="gibt es hier"):
        typed("Dorfstraße 5, Hamburg")


def test_nothing_known_is_refused_and_what_is_known_is_said(sandbox):
    with pytest.raises(Refused, match="noch Adresse"):
        typed("Nirgendgasse 99")


def test_a_timetable_taken_in_without_streets_says_so(sandbox):
    queries.town().addresses = None
    with pytest.raises(Refused, match="ohne Adressen geladen"):
        typed("Beispielstraße 3")


def test_the_command_line_takes_addresses_and_lists_what_may_be_meant(sandbox, capsys, tmp_path):
    words = ("route", "--from", "Beispielstraße 6", "--to", "Dorfstr. 1, Ahornhausen", "--at", NIGHT)
    _code, out = run(capsys, *words, "--json")
    told = json.loads(out.out)
    assert [end["kind"] for end in told["ends"]] == ["address", "address"]
    assert "Hausnummer 6 ist nicht bekannt" in told["ends"][0]["note"] and told["best"]
    code, out = run(capsys, "reach", "--from", "Dorfstraße 5", "--at", NIGHT)
    assert code == 1 and "  Dorfstraße 5, Fichtenrode" in out.err
    _code, out = run(capsys, "reach", "--from", "Probeweg 2", "--at", "2026-11-30 08:00", "--minutes", "30")
    assert "Gerechnet mit der Adresse Probeweg 2" in out.out and "Südhang" in out.out
    places = tmp_path / "places.csv"
    places.write_text('id,place\na,Probeweg 2\nb,"Dorfstr. 5, Ahornhausen"\n', "utf-8")
    _code, out = run(capsys, "matrix", str(places), "--at", "2026-11-30 08:00")
    rows = {tuple(row.split(",")[:2]): int(row.split(",")[2]) for row in out.out.split()[1:]}
    assert 10 < rows["a", "b"] < 90


def test_the_pages_say_which_point_was_used_and_ask_which_one(sandbox, client: Client):
    page = client.get("/unterwegs/?von=Beispielstr.+6&nach=Lindental&am=2026-11-30T21:00")
    assert "Hausnummer 6 ist nicht bekannt" in page.content.decode()
    page = client.get("/unterwegs/?von=Altstadt&nach=Dorfstr.+5&am=2026-11-30T21:00").content.decode()
    assert "gibt es mehrmals" in page
    assert "?von=Altstadt&amp;nach=Dorfstra%C3%9Fe+5%2C+Ahornhausen&amp;am=" in page
    page = client.get("/unterwegs/erreichbar/?von=Probeweg+2&am=2026-11-30T08:00").content.decode()
    assert "Gerechnet mit der Adresse Probeweg 2" in page and "Südhang" in page
    page = client.get("/unterwegs/erreichbar/?von=Dorfstr.+5").content.decode()
    assert "?von=Dorfstra%C3%9Fe+5%2C+Fichtenrode" in page
    told = client.get("/api/v1/mobility/route", {"from": "Dorfstraße 5", "to": "Altstadt"})
    assert told.status_code == 422 and "Dorfstraße 5, Fichtenrode" in told.json()["detail"]


def test_an_address_is_kept_nowhere(sandbox, client: Client):
    for path in ("", "erreichbar/", "erreichbar.csv", "erreichbar.geojson"):
        page = client.get(f"/unterwegs/{path}?von=Probeweg+2&nach=Lindental&am=2026-11-30T08:00")
        assert page["Cache-Control"] == "private, no-store", path
        assert page["Referrer-Policy"] == "same-origin"
    assert "no-store" not in client.get("/unterwegs/?von=Altstadt&nach=Lindental").get("Cache-Control", "")
    for address in ("/frag/", "/api/v1/answers"):
        for way, kept in (("Probeweg 2", False), ("Altstadt", True)):
            page = client.get(address, {"q": f"Wie komme ich nachts vom {way} nach Lindental?"})
            assert ("private" not in page["Cache-Control"]) is kept, (address, way)
    with pytest.raises(Refused):
        typed("Probeweg 2", addresses=False)  # what-if keeps where ways begin, and shows it


def test_a_question_may_name_addresses(sandbox):
    (card,) = asked("Wie komme ich von der Beispielstraße 3 Montag um 21 Uhr nach Lindental?")
    assert card.title.startswith("Von Beispielstraße 3, Altstadt nach Lindental")
    assert "AST" in card.text and "Gerechnet mit der Adresse Beispielstraße 3" in card.text
    (card,) = asked("Wie komme ich um 8 Uhr vom Bahnhof zum Am Mustergraben 7?")
    assert "nach Am Mustergraben 7" in card.title
    (card,) = asked("Fährt nachts ein Bus zur Dorfstraße 5?")
    assert card.title == "Welche Adresse ist gemeint?"
    assert [words for words, _url in card.more] == ["Dorfstraße 5, Ahornhausen", "Dorfstraße 5, Fichtenrode"]
    assert asked("Wann wird die Beispielstraße gebaut?") == []
    (card,) = asked("Wie komme ich nachts nach Birkendorf?")
    assert "birkendorf" in card.url


def test_a_newer_example_serves_at_once(sandbox, tmp_path):
    text = (TOWNS / "musterstadt/timetable.csv").read_text("utf-8")
    (tmp_path / "timetable.csv").write_text(text.replace("05:30", "05:20"), "utf-8")
    assert import_example(tmp_path / "timetable.csv").created == 1
    assert models.FeedVersion.objects.filter(state="waiting").count() == 0
    assert queries.town().addresses is None, "no list lies beside it"
