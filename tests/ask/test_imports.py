# SPDX-License-Identifier: EUPL-1.2
from pathlib import Path

import pytest

import soesmart
from soesmart.ask import facade
from soesmart.ask.imports.categories import import_categories
from soesmart.ask.imports.questions import import_questions
from soesmart.ask.models import Contribution, Department, Support
from soesmart.ask.types import Filters, Kind, State
from soesmart.kernel.log.models import Pending
from soesmart.places.imports import import_places

pytestmark = pytest.mark.django_db
TOWNS = Path(soesmart.__file__).parent / "towns"
HEAD = "id,art,text,gefragt,von,stand,begründung,ich_auch,zusammengelegt_mit,ort\n"


@pytest.fixture
def example_town(settings):
    settings.SOESMART = dict(settings.SOESMART) | {"town.example": True}


@pytest.fixture
def write(tmp_path):
    def file(text: str, encoding: str = "utf-8") -> Path:
        path = tmp_path / "fragen.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return file


def test_the_sandbox_shows_every_public_state(example_town):
    import_places(TOWNS / "musterstadt" / "places.csv")
    import_categories(TOWNS / "musterstadt" / "categories.csv")
    report = import_questions(TOWNS / "musterstadt" / "questions.csv")
    assert report.problems == () and report.created >= 25
    states = {State(state) for state in Contribution.objects.values_list("state", flat=True)}
    assert states == set(State) - {State.WAITING, State.HIDDEN, State.DELETED}
    assert facade.questions(Filters(overdue=True)).rows, "some example must be overdue"
    assert {row.name for row in facade.reply_clock()} >= set(
        Department.objects.values_list("name", flat=True)
    )
    merged = next(row for row in Contribution.objects.filter(state=State.MERGED))
    assert facade.by_id(merged.public_id).merged_into.title.startswith("Dunkler Radweg")


def test_the_real_town_brings_only_what_its_editors_and_its_archive_say():
    import_places(TOWNS / "soest" / "places.csv")
    report = import_questions(TOWNS / "soest" / "questions.csv")
    assert report.problems == ()
    authors = set(Contribution.objects.values_list("author_label", flat=True))
    assert authors == {"Redaktion", "Bürgerbeteiligung Dezember 2020"}
    assert not Support.objects.exists()
    assert not Contribution.objects.filter(source="").exists()
    assert set(Contribution.objects.filter(kind=Kind.IDEA).values_list("state", flat=True)) == {State.UNKNOWN}
    assert not facade.questions(Filters(overdue=True)).rows


def test_a_second_import_changes_nothing_and_a_changed_text_only_itself(write):
    head = "id;art;text;gefragt;von\n"
    path = write(head + "a;Frage;Wo ist der Markt?;2026-01-05;Redaktion\n", "cp1252")
    assert import_questions(path).created == 1
    leaves = Pending.objects.count()
    again = import_questions(path)
    assert (again.created, again.updated) == (0, 0) and Pending.objects.count() == leaves
    changed = import_questions(
        write(head + "a;Frage;Wo ist der große Markt?;2026-01-05;Redaktion\n", "cp1252")
    )
    assert (changed.created, changed.updated) == (0, 1)
    row = Contribution.objects.get()
    assert row.title == "Wo ist der große Markt?" and "grosse" in row.folded and row.version == 2


@pytest.mark.parametrize(
    ("line", "column", "part"),
    [
        ("a,Frege,Text,2026-01-05,Redaktion,,,,,", "kind", "Möglich"),
        ("a,Frage,,2026-01-05,Redaktion,,,,,", "text", "fehlt"),
        ("a,Frage,Text,05.01.26,Redaktion,,,,,", "asked_at", "kein Datum"),
        ("a,Frage,Text,2999-01-01,Redaktion,,,,,", "asked_at", "Zukunft"),
        ("a,Idee,Text,2026-01-05,Redaktion,nicht weiterverfolgt,,,,", "reason", "Begründung"),
        ("a,Idee,Text,2026-01-05,Redaktion,zusammengelegt,gleich,,,", "merged_into", "Mit welchem"),
        ("a,Idee,Text,2026-01-05,Redaktion,zusammengelegt,gleich,,zzz,", "merged_into", "gibt es nicht"),
        ("a,Frage,Text,2026-01-05,Redaktion,,,7,,", "supports", "Beispielstadt"),
        ("a,Frage,Text,2026-01-05,Redaktion,,,viele,,", "supports", "keine Zahl"),
        ("a,Frage,Text,2026-01-05,Redaktion,,,,,Werl", "place", "Ortsverzeichnis"),
        ("a,Frage,Te\x07xt,2026-01-05,Redaktion,,,,,", "text", "Steuerzeichen"),
        ("a,Frage,Text,2026-01-05,Redaktion,,,,,,,", "", "Trennzeichen"),
    ],
)
def test_a_mistake_names_line_and_column_and_nothing_is_stored(write, line, column, part):
    report = import_questions(write(f"{HEAD}ok,Frage,Gut,2026-01-05,Redaktion,,,,,\n{line}\n"))
    assert [(p.line, p.column) for p in report.problems] == [(3, column)]
    assert part in report.problems[0].text
    assert not Contribution.objects.exists() and not Pending.objects.exists()


@pytest.mark.parametrize("text", ["", "id,art\n", "a,b,c\n1,2,3\n", HEAD, f'{HEAD}a,Frage,"offen'])
def test_unreadable_files_are_refused_as_a_whole(write, text):
    report = import_questions(write(text))
    assert report.problems and report.problems[0].text and not report.created


def test_missing_file(tmp_path):
    assert "nicht lesbar" in import_questions(tmp_path / "nichts.csv").problems[0].text
