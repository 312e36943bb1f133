# SPDX-License-Identifier: EUPL-1.2
"""Files to take along: everything public is in them, a spreadsheet runs none of it, nothing is lost."""

import csv
import io
import json

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from soesmart.ask import facade
from soesmart.ask.engine.open_data import csv_pieces, geojson_pieces, harmless, json_pieces, unharmed
from soesmart.ask.exports import export_questions
from soesmart.ask.imports.questions import import_questions
from soesmart.ask.models import Comment, Contribution
from soesmart.ask.queries import open_data
from soesmart.ask.types import Kind, Near, NewComment, NewContribution, State, Where

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(TEXTS)
def test_no_cell_begins_like_a_formula_and_none_is_lost(text):
    cell = harmless(text)
    assert cell[:1] not in set("=+-@\t\r\n＝＋－＠")
    assert unharmed(cell) == text


@given(st.lists(st.fixed_dictionaries({"id": TEXTS, "n": st.integers(), "lat": st.none(), "lon": st.none()})))
def test_other_readers_find_what_was_written(rows):
    written = "".join(csv_pieces(["id", "n"], rows))
    table = csv.DictReader(io.StringIO(written.removeprefix("\ufeff"), newline=""))
    assert [(unharmed(line["id"]), int(line["n"])) for line in table] == [(r["id"], r["n"]) for r in rows]
    assert json.loads("".join(json_pieces({"a": 1}, "rows", rows))) == {"a": 1, "rows": rows}
    features = json.loads("".join(geojson_pieces({}, rows)))["features"]
    assert [one["geometry"] for one in features] == [None] * len(rows)


@pytest.fixture
def town(team, ampen):
    lamp = facade.submit(
        NewContribution(
            text="=1+1 Lampe kaputt",
            kind=Kind.PROBLEM,
            where=Where(Near.POINT, "ampen", 51.5, 8.1),
            proven=True,
        )
    )
    facade.comment(lamp.id, NewComment(text="-- Bei mir | auch", proven=True))
    facade.comment(lamp.id, NewComment(text="Wartet noch", proven=False))
    facade.answer(team, lamp.id, "Wir tauschen sie aus.", state=State.DONE)
    facade.submit(NewContribution(text="Mehr Bäume", kind=Kind.IDEA, proven=True))
    facade.submit(NewContribution(text="Noch nicht freigegeben", proven=False))
    return lamp


def body(path: str) -> str:
    return b"".join(Client().get(path).streaming_content).decode("utf-8-sig")


@pytest.mark.django_db
def test_the_filtered_list_in_three_forms(town, settings):
    settings.SOESMART = {**settings.SOESMART, "open_data.licence": "https://example.org/cc0"}
    (line,) = csv.DictReader(io.StringIO(body("/fragen/daten.csv?art=problem"), newline=""))
    assert (line["text"], line["answer"], line["comments"]) == (
        "'=1+1 Lampe kaputt",
        "Wir tauschen sie aus.",
        "1",
    )
    whole = json.loads(body("/fragen/daten.json"))
    assert (whole["licence"], whole["source"]) == ("https://example.org/cc0", settings.SOESMART["town.name"])
    assert [row["text"] for row in whole["contributions"]] == ["=1+1 Lampe kaputt", "Mehr Bäume"]
    assert whole["contributions"][0]["comments"][0]["text"] == "-- Bei mir | auch"
    features = json.loads(body("/fragen/daten.geojson"))["features"]
    assert features[0]["geometry"] == {"type": "Point", "coordinates": [8.1, 51.5]}
    assert features[1]["geometry"] is None
    answer = Client().get("/fragen/daten.geojson")
    assert answer["Content-Type"].startswith("application/geo+json") and 'rel="license"' in answer["Link"]


@pytest.mark.django_db
def test_comments_are_a_second_table(town):
    (line,) = csv.DictReader(io.StringIO(body("/fragen/kommentare.csv"), newline=""))
    assert unharmed(line["text"]) == "-- Bei mir | auch" and line["contribution"] == str(town.id)


@pytest.mark.django_db
def test_the_page_keeps_the_filters():
    html = Client().get("/fragen/daten/?art=idee").content.decode()
    assert "/fragen/daten.csv?art=idee" in html and "/fragen/kommentare.csv?art=idee" in html
    assert "/fragen/daten/?art=idee" in Client().get("/fragen/?art=idee").content.decode()
    assert Client().get("/fragen/daten.pdf").status_code == 404


@pytest.mark.django_db
def test_portions_join_without_a_seam(town, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(open_data, "PORTION", 1)
    assert len(json.loads(body("/fragen/daten.json"))["contributions"]) == 2
    monkeypatch.setattr(open_data, "PORTION", 50)
    with django_assert_num_queries(6):
        list(facade.open_rows_of(facade_filters()))


def facade_filters():
    from soesmart.ask.types import Filters

    return Filters()


@pytest.mark.django_db
def test_what_the_command_line_exports_it_can_read_again(town, tmp_path):
    file = tmp_path / "questions.csv"
    assert export_questions(file) == 2
    Comment.objects.all().delete()
    Contribution.objects.all().delete()
    report = import_questions(file)
    assert not report.problems and report.created == 2
    lamp = Contribution.objects.get(kind="problem")
    assert (lamp.text, lamp.state) == ("=1+1 Lampe kaputt", "done")
    assert lamp.answers.get().text == "Wir tauschen sie aus."
    assert lamp.comments.get().text in {"-- Bei mir / auch", "-- Bei mir"}
