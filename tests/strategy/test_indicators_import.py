# SPDX-License-Identifier: EUPL-1.2
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from soesmart.kernel.log.queries import content_version
from soesmart.strategy import facade
from soesmart.strategy.actions.measuring import Measured, add_values
from soesmart.strategy.imports.goals import import_goals
from soesmart.strategy.imports.indicators import import_indicators
from soesmart.strategy.models import Indicator, Layout, Value
from tests import once

SOEST = Path(facade.__file__).parents[1] / "towns" / "soest" / "strategy.toml"
MAPPING: dict[str, Any] = {
    "period": {"column": "Jahr"},
    "series": [
        {
            "column": "Wege",
            "indicator": "wege",
            "define": {"title": {"de": "Wege"}, "unit": "%", "source": {"label": "Umfrage"}},
        }
    ],
}
pytestmark = pytest.mark.django_db


@once.fixture
def soest() -> None:
    assert not import_goals(SOEST).problems


def _mapping(folder: Path, plan: dict[str, Any] = MAPPING) -> str:
    path = folder / "mapping.json"
    path.write_text(json.dumps(plan), "utf-8")
    return str(path)


def _file(folder: Path, text: str, name: str = "wege.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def _numbers(slug: str) -> list[tuple[str, Decimal]]:
    row = facade.indicator_by_slug(slug)
    assert row is not None
    return [(value.period_label, value.value) for value in facade.values(row.id)]


def test_a_new_indicator_comes_with_its_definition(tmp_path: Path):
    report = import_indicators(_file(tmp_path, "Jahr;Wege\n2020;12,5\n2021;13\n"), mapping=_mapping(tmp_path))
    assert (report.problems, report.created) == ((), 2)
    assert _numbers("wege") == [("2020", Decimal("12.5")), ("2021", Decimal(13))]


def test_the_same_file_again_changes_nothing(tmp_path: Path):
    path, mapping = _file(tmp_path, "Jahr;Wege\n2020;12,5\n"), _mapping(tmp_path)
    import_indicators(path, mapping=mapping)
    before = content_version()
    report = import_indicators(path, mapping=mapping)
    assert (report.created, report.updated, report.unchanged) == (0, 0, 1)
    assert content_version() == before


def test_one_fault_and_nothing_is_stored(tmp_path: Path):
    report = import_indicators(
        _file(tmp_path, "Jahr;Wege\n2020;12,5\n2021;viele\n"), mapping=_mapping(tmp_path)
    )
    assert [(p.line, p.column) for p in report.problems] == [(3, "Wege")]
    assert not Indicator.objects.exists()


def test_a_dry_run_tells_the_same_and_stores_nothing(tmp_path: Path):
    path = _file(tmp_path, "Jahr;Wege\n2020;12,5\n")
    dry = import_indicators(path, mapping=_mapping(tmp_path), save_mapping="wege", dry_run=True)
    assert dry.created == 1
    assert not Indicator.objects.exists() and not Layout.objects.exists()
    assert import_indicators(path, mapping=_mapping(tmp_path)) == dry


def test_a_mapping_can_be_saved_and_named(tmp_path: Path):
    path = _file(tmp_path, "Jahr;Wege\n2020;12,5\n")
    import_indicators(path, mapping=_mapping(tmp_path), save_mapping="unsere-wege")
    assert import_indicators(path, mapping="unsere-wege").unchanged == 1
    (problem,) = import_indicators(path, mapping="andere").problems
    assert "unsere-wege" in problem.text and "localzero-renewable" in problem.text


def test_a_correction_by_a_person_outlives_the_next_import(tmp_path: Path):
    path, mapping = _file(tmp_path, "Jahr;Wege\n2020;12,5\n"), _mapping(tmp_path)
    import_indicators(path, mapping=mapping)
    with transaction.atomic():
        row = Indicator.objects.select_for_update().get()
        year = Measured(date(2020, 1, 1), date(2020, 12, 31), "2020", Decimal("12.1"), reason="Tippfehler")
        add_values(row, [year], by_import=False)
    again = import_indicators(path, mapping=mapping)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 1)
    assert any("Berichtigung bleibt" in note for note in again.notes)
    assert _numbers("wege") == [("2020", Decimal("12.1"))]

    newer = _file(tmp_path, "Jahr;Wege\n2020;12,9\n")
    told = import_indicators(newer, mapping=mapping)
    assert any("warten auf eine Entscheidung" in note for note in told.notes)
    assert _numbers("wege") == [("2020", Decimal("12.1"))]
    assert (
        import_indicators(newer, mapping=mapping).notes[-1].startswith("1 Zahlen der Datei hat hier jemand")
    )
    assert Value.objects.count() == 3


def test_what_a_newer_file_says_otherwise_is_a_correction(tmp_path: Path):
    mapping = _mapping(tmp_path)
    import_indicators(_file(tmp_path, "Jahr;Wege\n2020;12,5\n"), mapping=mapping)
    report = import_indicators(_file(tmp_path, "Jahr;Wege\n2020;12,7\n2021;14\n"), mapping=mapping)
    assert (report.created, report.updated) == (1, 1)
    assert _numbers("wege") == [("2020", Decimal("12.7")), ("2021", Decimal(14))]
    assert Value.objects.count() == 3


def test_an_indicator_nobody_defined_is_a_problem(tmp_path: Path):
    plan = {"period": {"column": "Jahr"}, "series": [{"column": "Wege", "indicator": "wege"}]}
    report = import_indicators(_file(tmp_path, "Jahr;Wege\n2020;1\n"), mapping=_mapping(tmp_path, plan))
    assert [(p.line, p.column) for p in report.problems] == [(2, "Wege")]


def test_excel_and_the_word_for_the_period(tmp_path: Path):
    import xlsxwriter

    path = tmp_path / "zahlen.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Wege"])
        sheet.write_row(1, 0, [12.5])
    plan = {key: value for key, value in MAPPING.items() if key != "period"}
    (problem,) = import_indicators(path, mapping=_mapping(tmp_path, plan)).problems
    assert "--period" in problem.text
    assert import_indicators(path, mapping=_mapping(tmp_path, plan), period="2021").created == 1
    assert _numbers("wege") == [("2021", Decimal("12.5"))]


@pytest.mark.parametrize(
    ("file", "mapping", "created"),
    [
        ("localzero/renewable_energy_2021.csv", "localzero-renewable", 18),
        ("localzero/population_2018.csv", "localzero-population", 4),
        ("localzero/population_2021.csv", "localzero-population", 4),
        ("klimadashboard_ms/co2-emissionen-sektoren.csv", "klimadashboard", 47),
        ("klimadashboard_ms/endenergie.csv", "klimadashboard", 60),
        ("klimadashboard_ms/modal-split.csv", "klimadashboard", 22),
        ("klimadashboard_ms/verbrauch-erzeugung-strom.csv", "klimadashboard", 110),
        ("klimadashboard_ms/verkehrsmittelwahl-zeitreihe.csv", "klimadashboard", 35),
        ("klimadashboard_ms/strom.json", "klimadashboard-strom", 305),
        ("klimadashboard_ms/waerme.json", "klimadashboard-waerme", 257),
        ("klimadashboard_ms/stadtradeln.json", "klimadashboard-stadtradeln", 4),
    ],
)
def test_the_real_tables_come_in_by_shipped_mappings(
    soest, shared: Path, settings, file: str, mapping: str, created: int
):
    settings.SOESMART = {**settings.SOESMART, "town.ags": "05974040"}
    path = shared / "data" / "indicators" / file
    report = import_indicators(path, mapping=mapping)
    assert (report.problems, report.created) == ((), created)
    again = import_indicators(path, mapping=mapping)
    assert (again.created, again.updated) == (0, 0)


def test_a_newer_file_moves_the_goal(soest, tmp_path: Path, settings):
    settings.SOESMART = {**settings.SOESMART, "town.ags": "05974040"}
    path = _file(
        tmp_path,
        "ags,pv,wind_on,biomass,water\n05974040,25555.5,3000,1045.000,0\n",
        "renewable_energy_2022.csv",
    )
    assert import_indicators(path, mapping="localzero-renewable").problems == ()
    assert _numbers("photovoltaik") == [("2021", Decimal("21093.295")), ("2022", Decimal("25555.5"))]
    assert _numbers("windkraft")[-1] == ("2022", Decimal(3))


def test_a_title_above_the_table_is_passed_over(tmp_path: Path):
    path = _file(tmp_path, "Wege in der Stadt;\nStand;2022\nJahr;Wege\n2020;12,5\n")
    assert import_indicators(path, mapping=_mapping(tmp_path)).created == 1
