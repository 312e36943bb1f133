# SPDX-License-Identifier: EUPL-1.2
import tracemalloc
from pathlib import Path

import pytest

from soesmart.kernel.log.queries import content_version
from soesmart.places import facade
from soesmart.places.exports import export_places
from soesmart.places.imports import import_places
from soesmart.places.models import Place
from tests.places.conftest import SOEST

TOWNS = SOEST.parents[1]

pytestmark = pytest.mark.django_db


def _file(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "orte.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("town", ["soest", "musterstadt"])
def test_the_shipped_gazetteers_load_whole(town: str):
    report = import_places(TOWNS / town / "places.csv")
    assert report.problems == ()
    assert report.created == Place.objects.count() > 10


def test_loading_again_changes_nothing():
    import_places(SOEST)
    before = content_version()
    assert import_places(SOEST) == type(import_places(SOEST))(0, 0)
    assert content_version() == before


def test_a_changed_row_is_logged_once(tmp_path: Path):
    import_places(_file(tmp_path, "name,kind,people\nAmpen,village,1500\nHattrop,village,400\n"))
    before = content_version()
    report = import_places(_file(tmp_path, "name,kind,people\nAmpen,village,1533\nHattrop,village,400\n"))
    assert (report.created, report.updated) == (0, 1)
    assert content_version() == before + 1
    assert Place.objects.get(slug="ampen").version == 2


def test_windows_files_with_german_headings(tmp_path: Path):
    text = "Ort;Art;Breite;Länge;Einwohner;Stand\r\nOstönnen;Dorf;51,5478;7,9992;1.067;2017\r\n"
    assert import_places(_file(tmp_path, text, "cp1252")).created == 1
    place = facade.by_slug("ostoennen")
    assert place and (place.name, place.lat, place.people) == ("Ostönnen", 51.5478, 1067)


def test_export_and_import_change_nothing(tmp_path: Path):
    import_places(SOEST)
    path = tmp_path / "out.csv"
    assert export_places(path) == Place.objects.count()
    assert import_places(path).updated == import_places(path).created == 0


@pytest.mark.parametrize(
    ("line", "column"),
    [
        (",village,51,8,,", "name"),
        ("Ampen,hamlet,51,8,,", "kind"),
        ("Ampen,village,51,,,", "lon"),
        ("Ampen,village,851,8,,", "lat"),
        ("Ampen,village,nan,8,,", "lat"),
        ("Ampen,village,viel,8,,", "lat"),
        ("Ampen,village,51,8,viele,", "people"),
        ("Ampen,village,51,8,99999999999999999999,", "people"),
        ("Ampen,village,51,8,,2020", "people"),
        ("Ampen,village,51,8,12,2020,zu viel", ""),
        ("!!!,village,51,8,,", "slug"),
        ("A" * 101 + ",village,51,8,,", "name"),
        ("Hattrop,village,51,8,,", "name"),
    ],
)
def test_a_mistake_names_its_place_and_nothing_is_stored(tmp_path: Path, line: str, column: str):
    head = "name,kind,lat,lon,people,people_year\nHattrop,village,51.5,8.1,488,2008\n"
    report = import_places(_file(tmp_path, f"{head}{line}\n"))
    assert [(p.line, p.column) for p in report.problems] == [(3, column)]
    assert not Place.objects.exists()


@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b"name\nAmpen\n", b"name,kind\n", b'name,kind\n"Ampen,village\n', b"\x81\x8d", b"\x00"],
)
def test_unreadable_files_are_refused_with_a_remedy(tmp_path: Path, content: bytes):
    path = tmp_path / "orte.csv"
    path.write_bytes(content)
    report = import_places(path)
    assert report.problems and report.problems[0].text
    assert not Place.objects.exists()


def test_a_missing_file_is_a_problem_not_a_crash(tmp_path: Path):
    assert import_places(tmp_path / "nowhere.csv").problems


def test_a_million_rows_stop_early_and_stay_small(tmp_path: Path, settings):
    path = tmp_path / "orte.csv"
    with path.open("w") as file:
        file.write("name,kind\n")
        for number in range(1_000_000):
            file.write(f"Ort {number},village\n")
    tracemalloc.start()
    report = import_places(path)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert str(settings.SOESMART["places.most"]) in report.problems[0].text
    assert peak < 20_000_000
