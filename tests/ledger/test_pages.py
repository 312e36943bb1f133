# SPDX-License-Identifier: EUPL-1.2
"""What residents see adds up, names nobody, and leads from a euro to its project."""

import csv
import io
import json
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from soesmart.kernel.folding import fold
from soesmart.kernel.room import Question
from soesmart.ledger.answers import answer
from soesmart.ledger.engine.entries import Effect
from soesmart.ledger.exports import documents, reports
from soesmart.ledger.models import Entry, Grant, Proposal
from soesmart.ledger.queries import grants
from soesmart.ledger.views.panel import render
from tests.ledger.books import booked, grant, voucher
from tests.people import signed_in

pytestmark = pytest.mark.django_db
PROJECT = "01900000-0000-7000-8000-000000000001"


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path):
    settings.DATA = tmp_path


@pytest.fixture
def row() -> Grant:
    made = grant()
    booked(
        made,
        voucher(1_000_000, effect=Effect.PLAN, year=2022, project=PROJECT, project_name="Pegel am Bach"),
        voucher(600_000, effect=Effect.COMMITMENT, project=PROJECT, project_name="Pegel am Bach"),
        voucher(250_001, text="Sensor", payee="Frau Geheim", project=PROJECT, project_name="Pegel am Bach"),
        voucher(
            99_999,
            position="personal",
            hidden=True,
            text="Gehalt Frau Geheim",
            payee="Frau Geheim",
            hours="80",
        ),
        voucher(5_000, eligible=False, reason="Bewirtung", text="Kaffee"),
        voucher(200_000, effect=Effect.DRAWDOWN, position="", source="bund"),
        voucher(200_000, effect=Effect.RECEIPT, position="", source="bund"),
    )
    return made


def test_the_pages_show_the_sums_and_never_a_payee(row):
    entry = Entry.objects.get(text="Sensor")
    for path in (
        "/geld/",
        "/geld/smart/",
        "/geld/smart/buchungen/",
        "/geld/smart/rat/",
        "/geld/orte/",
        "/geld/haushalte/",
        f"/geld/buchung/{entry.id}/",
        "/geld/buchungen.csv",
        "/geld/oc4ids.json",
    ):
        for start in ("", "/en", "/leicht"):
            answered = Client().get(f"{start}{path}", follow=True)
            assert answered.status_code == 200, path
            assert "Geheim" not in answered.content.decode(), path
    page = Client().get("/geld/smart/").content.decode()
    assert "3.550,00\N{NO-BREAK SPACE}€" in page and "999,99\N{NO-BREAK SPACE}€" in page
    assert "Fördernebenrechnung" in page


def test_hidden_entries_have_no_page_and_count_in_the_file(row):
    secret = Entry.objects.get(hidden=True)
    assert Client().get(f"/geld/buchung/{secret.id}/").status_code == 404
    rows = list(csv.DictReader(io.StringIO(Client().get("/geld/buchungen.csv").content.decode())))
    spent = sum(round(float(one["betrag"]) * 100) for one in rows if one["vorgang"] == "Beleg")
    assert spent == 250_001 + 99_999 + 5_000
    assert not any("Gehalt" in one["zweck"] for one in rows)


def test_the_fiscal_package_describes_its_columns(row):
    archive = zipfile.ZipFile(io.BytesIO(Client().get("/geld/fiscal-data-package.zip").content))
    package = json.loads(archive.read("datapackage.json"))
    (resource,) = package["resources"]
    heads = next(csv.reader(io.StringIO(archive.read(resource["path"]).decode())))
    assert heads == [field["name"] for field in resource["schema"]["fields"]]
    model = package["model"]
    told = [one["source"] for one in model["measures"].values()]
    told += [one["source"] for part in model["dimensions"].values() for one in part["attributes"].values()]
    assert sorted(told) == sorted(heads)


def test_a_projects_panel_shows_its_money_and_nothing_where_there_is_none(row):
    from uuid import UUID, uuid4

    shown = render(UUID(PROJECT), "de")
    assert "2.500,01" in shown and "10.000,00" in shown
    assert render(uuid4(), "de") == ""


def _ask(text: str):
    return answer(Question(text, fold(text), "de", date(2026, 11, 1)))


def test_what_it_cost_is_answered_for_one_project_only(row):
    (card,) = _ask("Was hat der Pegel am Bach gekostet?")
    assert "2.500,01" in card.text and card.url == "/geld/smart/"
    for other in (
        "Was kostet der Bus nach Ampen?",
        "Was kostet ein Parkplatz am Bach?",
        "Was hat das gekostet?",
        "Wo ist der Pegel am Bach?",
        "Wo kommt das Fördergeld her?",
        "Was kostet ein Personalausweis?",
    ):
        assert not _ask(other), other


def test_the_desk_is_for_staff_and_four_eyes(row):
    assert Client().get("/geld/team/").status_code == 403
    team, office = signed_in("team"), signed_in("department")
    assert "Nichts wartet" in team.get("/geld/team/").content.decode()
    given = {
        "effect": "voucher",
        "on": "2022-05-01",
        "cents": "12,50",
        "position": "technik",
        "text": "Kabel",
    }
    assert team.post("/geld/team/smart/buchung/", given).status_code == 302
    key = Proposal.objects.get(state="waiting").id
    assert "Zustimmen muss ein anderer" in team.get(f"/geld/team/vorschlag/{key}/").content.decode()
    team.post(f"/geld/team/vorschlag/{key}/entscheiden/")
    assert not Entry.objects.filter(text="Kabel").exists()
    office.post(f"/geld/team/vorschlag/{key}/entscheiden/")
    assert Entry.objects.get(text="Kabel").cents == 1_250


def test_a_correction_goes_through_the_desk(row):
    team, office = signed_in("team"), signed_in("department")
    wrong = Entry.objects.get(text="Sensor")
    address = f"/geld/team/smart/buchung/?berichtigt={wrong.id}"
    assert "bleibt lesbar" in team.get(address).content.decode()
    assert team.post(address, {"zurueck": "1", "why": "Doppelt"}).status_code == 302
    office.post(f"/geld/team/vorschlag/{Proposal.objects.get(state='waiting').id}/entscheiden/")
    assert Entry.objects.get(corrects=wrong.id).cents == -250_001


def test_a_file_is_taken_in_at_the_desk(row):
    team = signed_in("team")
    head = "Belegnr;Belegdatum;Betrag;Zweck;Position\n"
    bad = SimpleUploadedFile("z.csv", (head + "R9;1.1.2022;zehn;Kabel;technik\n").encode())
    answered = team.post("/geld/team/smart/zahlungen/", {"file": bad}).content.decode()
    assert "Nichts wurde übernommen" in answered and "Zeile 2" in answered
    good = SimpleUploadedFile("z.csv", (head + "R9;1.1.2022;10,00;Kabel;technik\n").encode())
    assert (
        "1 Buchungen vorgeschlagen"
        in team.post("/geld/team/smart/zahlungen/", {"file": good}).content.decode()
    )


@pytest.mark.parametrize("name", ["abruf", "zwischenbericht", "verwendungsnachweis"])
@pytest.mark.parametrize("form", ["pdf", "xlsx", "json"])
def test_reports_take_one_click_of_somebody_who_may(row, name, form):
    path = f"/geld/team/smart/{name}.{form}?von=2022-01-01&bis=2022-12-31"
    assert Client().get(path).status_code == 403
    answered = signed_in("auditor").get(path)
    assert answered.status_code == 200 and len(answered.content) > 500


def test_pdf_excel_and_json_hold_the_same_sums(row):
    import openpyxl

    document = reports.proof_document(grants.by_slug("smart"), date(2022, 12, 31))
    told = json.loads(documents.as_json(document))
    assert told["sums"]["Förderfähige Kosten"] == 350_000
    assert told["sums"]["Anteil des Fördergebers"] == 227_500
    book = openpyxl.load_workbook(io.BytesIO(documents.xlsx(document)))
    cells = {row[0].value: row[1].value for row in book.worksheets[0].iter_rows(max_col=2)}
    for label, cents in told["sums"].items():
        assert round(cells[label] * 100) == cents
    for table in told["tables"].values():
        sheet = next(sheet for sheet in book.worksheets if sheet.title.startswith(table["title"][:20]))
        total = [cell.value for cell in list(sheet.rows)[-1]] if table["total"] else []
        wanted = [one / 100 if isinstance(one, int) else one for one in table["total"]]
        assert [one or "" for one in total] == [one or "" for one in wanted]
    assert documents.pdf(document) == documents.pdf(document)


def test_the_proof_names_what_belongs_to_it(row):
    told = json.loads(documents.as_json(reports.proof_document(grants.by_slug("smart"), date(2022, 12, 31))))
    assert told["tables"]["not_eligible"]["rows"] == [["Bewirtung", 5_000]]
    assert "Frau Geheim: 80 Stunden" in told["texts"]["Arbeitsstunden"]
    assert any("unbekannt" in text for text in told["texts"]["Sachbericht"])
    assert any(
        "Frau Geheim" in cell
        for one in told["tables"]["vouchers"]["rows"]
        for cell in one
        if isinstance(cell, str)
    )


def test_an_application_begins_from_question_goal_and_plan():
    team = signed_in("team")
    given = {
        "title": "Kühle Plätze",
        "profile": "kfw-436",
        "question": "Warum ist es auf dem Markt so heiß?",
        "goal": "Kühler",
        "plan": "Bäume; material; 2027; 10.000\nSensoren; investment; 2028; 3.333,33",
        "cofunding": "1.000",
    }
    shown = team.post("/geld/team/antrag/", given).content.decode()
    assert "8.666,66" in shown and "3.666,67" in shown
    assert (
        "gibt es nicht" in team.post("/geld/team/antrag/", given | {"plan": "x; y; 2027; 1"}).content.decode()
    )
    assert team.post("/geld/team/antrag/", given | {"anlegen": "1"}).status_code == 302
    made = Grant.objects.get(slug="kuehle-plaetze")
    assert made.state == "application" and made.narrative["question"].startswith("Warum")
    assert Proposal.objects.get(state="waiting").count == 2


def test_what_came_without_a_call_is_told_beside_what_was_received(row):
    assert "ohne Abruf" not in Client().get("/geld/smart/").content.decode()
    booked(row, voucher(1_500_000, effect=Effect.RECEIPT, position="", source="land"))
    assert "davon 15.000,00\xa0€ ohne Abruf" in Client().get("/geld/smart/").content.decode()
