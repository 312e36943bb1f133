# SPDX-License-Identifier: EUPL-1.2
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from soesmart.ask import facade
from soesmart.ask.types import Kind, Near, NewContribution, Where


def _ask(text: str, kind: Kind = Kind.QUESTION, place: str = "") -> None:
    where = Where(Near.SOMEWHERE, place) if place else Where()
    facade.submit(NewContribution(text=text, kind=kind, where=where, proven=True))


def test_an_empty_town_says_what_will_be_here_and_how_to_begin(client: Client):
    html = client.get("/fragen/").content.decode()
    assert "Noch keine Fragen" in html and "/fragen/neu/" in html


def test_a_row_says_what_where_since_when_and_its_state(client: Client):
    _ask("Wann fährt der letzte Bus?", place="ostoennen")
    html = client.get("/fragen/").content.decode()
    for words in ("Wann fährt der letzte Bus?", "irgendwo in Ostönnen", "heute", ">neu<"):
        assert words in html


def test_filters_are_links_that_narrow(client: Client):
    _ask("Wo kann ich laden?", place="ampen")
    _ask("Die Lampe ist kaputt", Kind.PROBLEM)
    assert "Lampe" not in client.get("/fragen/?art=frage").content.decode()
    assert "Lampe" in client.get("/fragen/?art=problem").content.decode()
    ampen = client.get("/fragen/?ort=ampen").content.decode()
    assert "Fragen aus Ampen" in ampen and "Lampe" not in ampen
    assert "Lampe" in client.get("/fragen/?suche=lampe").content.decode()
    assert "Nichts gefunden" in client.get("/fragen/?suche=zeppelin").content.decode()


@pytest.mark.parametrize("query", ["art=x&stand=y&ort=z&amt=q", "nach=%ff", "nach=AAAA", "ort=%20"])
def test_words_no_filter_knows_break_nothing(client: Client, query: str):
    assert client.get(f"/fragen/?{query}").status_code == 200


def test_a_lost_cursor_begins_again_and_says_so(client: Client):
    _ask("Wann?")
    assert "Hier ist der Anfang" in client.get("/fragen/?nach=kaputt").content.decode()


def test_the_cursor_reaches_every_row_once(client: Client):
    for number in range(35):
        _ask(f"Frage Nummer {number:02}")
    first = client.get("/fragen/").content.decode()
    following = re.search(r'rel="next" href="([^"]+)"', first)
    assert following
    second = client.get(f"/fragen/{following[1]}").content.decode()
    seen = re.findall(r"Frage Nummer (\d\d)</a>", first + second)
    assert len(seen) == len(set(seen)) == 35


def test_by_place_is_an_equal_second_view(client: Client):
    _ask("Wo?", place="ampen")
    _ask("Wie?", place="ampen")
    _ask("Wer?")
    html = client.get("/fragen/?ansicht=orte").content.decode()
    assert "2 Fragen" in html and "Ampen" in html and "Ohne Ort" in html


@pytest.mark.parametrize("path", ["/fragen/", "/fragen/zahlen/"])
def test_queries_do_not_grow_with_rows_and_no_cookie_is_set(client: Client, path: str):
    _ask("Die erste Frage")
    client.get(path)
    _ask("Noch eine Frage")  # both measured requests are the first after a change
    with CaptureQueriesContext(connection) as two:
        assert not client.get(path, {"x": 1}).cookies
    for number in range(28):
        _ask(f"Frage {number}")
    with CaptureQueriesContext(connection) as thirty:
        client.get(path, {"x": 2})
    assert len(two) == len(thirty) <= 12
