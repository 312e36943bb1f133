# SPDX-License-Identifier: EUPL-1.2
"""Contributions of other systems: everything or nothing, and a second time only what changed."""

import io
import json
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from soesmart.ask import facade
from soesmart.ask.imports.contributions import import_contributions
from soesmart.ask.imports.runs import INDEXING, resume
from soesmart.ask.models import Answer, Contribution, Event, Gram, ImportRun, Origin, Source
from soesmart.ask.queries.search import search
from soesmart.ask.types import Filters, State
from soesmart.kernel.log.models import Pending

pytestmark = pytest.mark.django_db

OPEN311 = """service_request_id,requested_datetime,updated_datetime,lat,long,service_name,status,description,\
media_url
11,2024-05-01T10:00:00Z,2024-05-03T10:00:00Z,51.571,8.105,Straße,closed,"Loch in
der Straße",https://bild.example/1.jpg
12,2024-05-02T10:00:00Z,,51.572,8.106,Licht,open,Laterne flackert,
13,2024-05-03T10:00:00Z,,51.573,8.107,Licht,seltsam,Laterne dunkel,
"""


@pytest.fixture
def file(tmp_path):
    def write(content: str | bytes, name: str = "in.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def read(path, **more):
    report = import_contributions(path, source="Amt Nebenan", **more)
    assert report.problems == ()
    return report


def test_a_file_comes_in_with_origin_state_place_and_category(file):
    report = read(file(OPEN311), source_url="https://nebenan.example/")
    assert (report.created, report.updated) == (3, 0)
    closed, dim, strange = Contribution.objects.select_related("category", "origin").order_by("asked_at")
    assert (closed.state, dim.state, strange.state) == (State.DONE, State.NEW, State.UNKNOWN)
    assert closed.text == "Loch in\nder Straße" and closed.kind == "problem" and closed.near == "point"
    assert (closed.lat, closed.lon) == (51.571, 8.105)
    assert closed.category.name == "Straße" and not closed.category.active
    assert closed.source == "Amt Nebenan, https://nebenan.example/" and closed.as_of is not None
    assert dim.due_at is None  # nobody here promised a reply
    assert any("seltsam" in note for note in report.notes)
    assert [r.id for r in facade.questions(Filters(category="licht")).rows] == [
        strange.public_id,
        dim.public_id,
    ]
    assert "Dort steht: closed." in Event.objects.filter(contribution=closed).last().reason
    assert search("Laterne flackert").rows[0].id == dim.public_id
    assert Pending.objects.filter(kind="ask.contribution").count() == 3


def test_the_same_file_changes_nothing_and_a_changed_one_only_what_changed(file, team):
    read(file(OPEN311))
    before = list(Contribution.objects.order_by("pk").values())
    again = read(file(OPEN311))
    assert (again.created, again.updated, again.unchanged) == (0, 0, 3)
    assert list(Contribution.objects.order_by("pk").values()) == before
    dim = Contribution.objects.get(text="Laterne flackert")
    facade.answer(team, dim.public_id, "Ist bestellt.")
    moved = OPEN311.replace("flackert", "flackert stark").replace(
        "12,2024-05-02T10:00:00Z,", "12,2024-05-02T10:00:00Z,2024-06-01"
    )
    changed = read(
        file(
            moved.replace("open,", "closed,").replace(
                "13,2024-05-03T10:00:00Z,,51.573,8.107,Licht,seltsam,Laterne dunkel,\n", ""
            )
        )
    )
    assert (changed.created, changed.updated, changed.unchanged) == (0, 1, 1)
    assert any("1 früher übernommene" in note for note in changed.notes)
    dim.refresh_from_db()
    assert dim.text == "Laterne flackert stark" and dim.state == State.ANSWERED  # the town moved it: stays
    assert facade.by_id(dim.public_id).answers[0].text == "Ist bestellt."
    assert "geändert" in Event.objects.filter(contribution=dim).last().reason
    assert Contribution.objects.count() == 3
    assert search("flackert stark").rows[0].id == dim.public_id


def test_many_are_prepared_by_other_processes_and_come_out_the_same(file, monkeypatch):
    monkeypatch.setattr("soesmart.ask.actions.taking_in._BY_ALL", 1)
    assert read(file(OPEN311)).created == 3
    assert [row.text for row in Contribution.objects.order_by("pk")][1:] == [
        "Laterne flackert",
        "Laterne dunkel",
    ]
    assert Contribution.objects.filter(category__name="Licht").count() == 2
    assert read(file(OPEN311)).unchanged == 3


def test_ids_are_scoped_by_their_source(file):
    read(file(OPEN311))
    report = import_contributions(file(OPEN311), source="Woanders")
    assert report.created == 3 and Source.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [
        (OPEN311.replace("2024-05-02T10:00:00Z", "gestern"), 4, "requested_datetime"),
        (OPEN311.replace("12,2024", "11,2024"), 4, "service_request_id"),
        (OPEN311.replace("51.572", "15.572"), 4, "long"),
        (OPEN311.replace("51.572", "zwei"), 4, "long"),
        (OPEN311.replace("Laterne flackert", ""), 4, ""),
        (OPEN311.replace("Laterne flackert", "x" * 5001), 4, "description"),
        (OPEN311.replace("flackert,", "flackert,,,zu viel"), 4, ""),
        (OPEN311.replace("2024-05-02", "2924-05-02"), 4, "requested_datetime"),
        ("", 1, ""),
        ("service_request_id,requested_datetime,description\n", 1, ""),
        ("a,b\n1,2\n", 1, ""),
        (OPEN311 + '"offen', 6, ""),
        (b"PK\x03\x04nonsense", 1, ""),
        ('{"type": "FeatureCollection", "features": [1', 1, ""),
    ],
)
def test_one_fault_stores_nothing_and_says_where(file, content, line, column):
    report = import_contributions(file(content), source="Amt")
    problem = report.problems[0]
    assert (problem.line, problem.column) == (line, column or problem.column)
    assert not Contribution.objects.exists() and not Origin.objects.exists() and not Gram.objects.exists()


def test_faulty_lines_can_be_left_out_and_are_told(file):
    report = read(file(OPEN311.replace("2024-05-02T10:00:00Z", "gestern")), skip_faulty=True)
    assert report.created == 2 and [p.line for p in report.skipped] == [4]


def test_a_dry_run_stores_nothing_at_all(file):
    report = read(file(OPEN311), dry_run=True)
    assert report.created == 3 and any("Zeilen" in note for note in report.notes)
    assert not Source.objects.exists() and not ImportRun.objects.exists()


def test_windows_semicolons_and_plane_coordinates(file):
    text = (
        "Meldungsnummer;Betreff;Erstellt am;Rechtswert;Hochwert;Status\n"
        "7;Müll;31.12.2023 23:30;437000,5;5713000,0;erledigt\n"
    )
    read(file(text.encode("cp1252")))
    row = Contribution.objects.get()
    assert (round(row.lat, 2), round(row.lon, 2)) == (51.56, 8.09)
    assert row.asked_at.isoformat() == "2023-12-31T22:30:00+00:00" and row.title == "Müll"


def test_swiss_coordinates_are_told_by_their_numbers(file):
    headings = "service_request_id,description,requested_datetime,e,n"
    text = f"{headings}\nz1,Kaputte Bank,2024-01-05,2683111.5,1247955.2\n"
    report = read(file(text.encode("utf-16")))
    row = Contribution.objects.get()
    assert (round(row.lat, 2), round(row.lon, 2)) == (47.38, 8.54)
    assert any("EPSG:2056" in note for note in report.notes)


def test_excel_with_dates_numbers_and_empty_rows(file):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Mängelmelder, Stand heute"])
    sheet.append(["Nummer", "Beschreibung", "Datum", "Breite", "Länge"])
    sheet.append([5, "Laterne aus", datetime(2024, 3, 1, 8, 15), 51.57, 8.1])  # noqa: DTZ001
    sheet.append([None] * 5)
    sheet.append([6, "=1+1", datetime(2024, 3, 2), 51.58, 8.11])  # noqa: DTZ001
    sheet.merge_cells("A1:E1")
    out = io.BytesIO()
    book.save(out)
    report = import_contributions(file(out.getvalue(), "in.xlsx"), source="Amt")
    # a formula without a calculated value says nothing: its line is named
    assert [(p.line, p.column) for p in report.problems] == [(5, "Beschreibung")]
    assert import_contributions(file(out.getvalue()), source="Amt", skip_faulty=True).created == 1
    assert Contribution.objects.get().asked_at.isoformat() == "2024-03-01T07:15:00+00:00"


def test_geojson_with_its_own_grid(file):
    document = {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}},
        "features": [
            {
                "type": "Feature",
                "id": "f1",
                "geometry": {"type": "Point", "coordinates": [437000.5, 5713000]},
                "properties": {"title": "Bank", "created_at": "2024-02-03", "url": "https://x.example/f1"},
            }
        ],
    }
    read(file(json.dumps(document), "in.geojson"))
    row = Contribution.objects.get()
    assert row.source == "Amt Nebenan, https://x.example/f1" and round(row.lat, 2) == 51.56


def test_an_answer_comes_along_and_its_change_too(file):
    text = "id,text,date,answer,agency_responsible\n1,Loch,2024-01-01,Kommt bald,Tiefbau\n"
    read(file(text))
    assert Answer.objects.get().role == "Tiefbau"
    assert read(file(text.replace("bald", "morgen"))).updated == 1
    answer = Answer.objects.get()
    assert answer.text == "Kommt morgen" and answer.version == 2


def test_hold_back_words_hold_here_too(file, settings):
    settings.SOESMART = dict(settings.SOESMART) | {"ask.hold_back_words": ["flackert"]}
    read(file(OPEN311))
    assert Contribution.objects.get(text="Laterne flackert").state == State.WAITING
    assert "Laterne flackert" not in {row.title for row in facade.questions().rows}


def test_a_run_that_died_while_indexing_goes_on(file):
    read(file(OPEN311))
    Gram.objects.all().delete()
    run = ImportRun.objects.get()
    ImportRun.objects.filter(pk=run.pk).update(stage=INDEXING, indexed=0)
    run.refresh_from_db()
    resume(run)
    assert run.stage == "done" and search("Laterne flackert").rows


def test_mapping_by_hand_is_saved_and_used_again(file):
    text = "nr,was ist los,wann\n1,Loch im Weg,2024-01-01\n"
    given = {
        "column": ["text=was ist los", "asked=wann", "id=nr"],
        "save_mapping": "Nebenan",
        "language": "de",
    }
    read(file(text), **given)
    assert read(file(text.replace("Loch", "Riss")), mapping="Nebenan").updated == 1
    report = import_contributions(file(text), source="Amt", mapping="fehlt")
    assert "Nebenan" in report.problems[0].text


def test_moers_koeln_and_madrid_come_in(shared):
    folder = shared / "data" / "participation"
    moers = import_contributions(folder / "cimt" / "dataset_CDM.tsv", source="Moers", asked="2017-10-19")
    assert (moers.created, moers.problems) == (459, ())
    assert (
        import_contributions(folder / "cimt" / "dataset_CDC.tsv", source="Köln", asked="2017-10-19").created
        == 366
    )
    madrid = folder / "decide_madrid" / "proposals.csv"
    assert import_contributions(madrid, source="Madrid", base_url="https://decide.madrid.es").created == 80
    row = Contribution.objects.get(title="Limpiar las calles")
    assert row.language == "es" and row.source.endswith("decide.madrid.es/proposals/7-limpiar-las-calles")
    assert Contribution.objects.filter(title="Unebene Fahrbahn").exists()
