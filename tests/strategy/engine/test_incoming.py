# SPDX-License-Identifier: EUPL-1.2
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from soesmart.kernel.tables.reading import read_table
from soesmart.strategy.engine.incoming import Frame, Result, nested_rows, read_statements
from soesmart.strategy.engine.plan import BadPlan, plan_from

FRAME = Frame(
    today=date(2026, 11, 28), file_name="zahlen_2021.csv", own_area="05974040", known={"radwege": "radwege"}
)


def _read(text: str, plan: dict[str, Any] | None = None, encoding: str = "utf-8") -> Result:
    return read_statements(read_table(text.encode(encoding), lambda _: False), plan_from(plan or {}), FRAME)


def _rows(result: Result) -> list[tuple[str, str, Decimal]]:
    assert not result.problems
    return [(s.indicator, s.period.label, s.value) for s in result.statements]


def test_without_a_mapping_the_headings_say_it():
    rows = _rows(_read("Jahr;Radwege\n2020;12,5\n2021;13\n"))
    assert rows == [("radwege", "2020", Decimal("12.5")), ("radwege", "2021", Decimal(13))]


def test_windows_letters_decimal_commas_double_years_and_gaps():
    text = "Jahr;Schüler\n2002/2003;1.204,5\n2003/2004;k. A.\n2004/2005;\n"
    plan = {
        "period": {"column": "Jahr", "double": "school"},
        "series": [{"column": "Schüler", "indicator": "schueler"}],
    }
    result = _read(text, plan, "cp1252")
    (statement,) = result.statements
    assert statement.value == Decimal("1204.5")
    assert (statement.period.start, statement.period.end) == (date(2002, 8, 1), date(2003, 7, 31))
    assert result.gaps == 2


def test_the_year_in_the_name_of_the_file_and_lines_per_town():
    plan = {
        "period": {"file_name": "31.12.{year}"},
        "area": {"column": "ags", "names": {"05974040": "Soest", "05970004": "Bad Berleburg"}},
        "series": [{"column": "total", "indicator": "menschen", "factor": "0.001"}],
    }
    result = _read("ags,total\nDG000000,83237124\n05974040,47929\n05970004,18709\n", plan)
    assert _rows(result) == [
        ("menschen", "31.12.2021", Decimal("47.929")),
        ("menschen-bad-berleburg", "31.12.2021", Decimal("18.709")),
    ]
    assert result.left_out == 1


def test_numbers_of_a_column_settle_what_one_of_them_leaves_open():
    plan = {"series": [{"column": "kW", "indicator": "pv"}]}
    assert _rows(_read("Jahr;kW\n2020;943.000\n2021;37680.397\n", plan))[0][2] == 943
    assert _rows(_read("Jahr;kW\n2020;943.000\n2021;680,5\n", plan))[0][2] == 943_000
    unclear = _read("Jahr;kW\n2020;943.000\n", plan)
    assert "unklar" in unclear.problems[0][2]


def test_nobody_measured_the_future():
    plan = {"series": [{"column": "MWh", "indicator": "energie"}]}
    refused = _read("Jahr,MWh\n2021,6155.57\n2030,2019\n", plan)
    assert [(line, column) for line, column, _ in refused.problems] == [(3, "Jahr")]
    aimed = _read("Jahr,MWh\n2021,6155.57\n2030,2019\n", plan | {"future": "target"})
    assert [s.target for s in aimed.statements] == [False, True]
    skipped = _read("Jahr,MWh\n2021,6155.57\n2030,2019\n", plan | {"future": "skip"})
    assert len(skipped.statements) == 1


def test_every_fault_with_line_and_column():
    plan = {"series": [{"column": "a", "indicator": "a"}, {"column": "b", "indicator": "b"}]}
    result = _read("Jahr;a;b\n2020;1;viel\nneulich;1;2\n2021;2;3\n2021;4;5\n", plan)
    assert [(line, column) for line, column, _ in result.problems] == [
        (2, "b"),
        (3, "Jahr"),
        (5, "a"),
        (5, "b"),
    ]


def test_bounds_must_hold_the_value():
    plan = {"series": [{"column": "v", "indicator": "v", "lower": "l", "upper": "u"}]}
    assert _read("Jahr;v;l;u\n2020;5;4;6\n", plan).statements[0].lower == 4
    assert _read("Jahr;v;l;u\n2020;5;6;7\n", plan).problems[0][:2] == (2, "v")


def test_long_tables_name_the_indicator_in_a_column():
    plan = {"long": {"indicator": "Was", "value": "Wert", "names": {"PV": "pv"}}}
    result = _read("Jahr;Was;Wert\n2020;PV;5\n2020;Radwege;7,5\n2020;Unsinn;3\n", plan)
    assert [(s.indicator, s.value) for s in result.statements] == [("pv", 5), ("radwege", Decimal("7.5"))]
    assert result.problems[0][:2] == (4, "Was")


def test_all_further_columns_become_indicators():
    plan = {"every": {"prefix": "ms-", "define": {"kind": "outcome", "titled": "Münster: {title}"}}}
    result = _read("ZEIT,Anteil  - EE (%),Weg/Tag\n2020,1.5,7\n", plan)
    assert [s.indicator for s in result.statements] == ["ms-anteil-ee", "ms-weg-tag"]
    assert result.definitions["ms-anteil-ee"]["unit"] == "%"
    assert result.definitions["ms-anteil-ee"]["title"] == {"de": "Münster: Anteil: EE"}


@pytest.mark.parametrize(
    ("plan", "says"),
    [
        ({"series": [{"column": "fehlt", "indicator": "x"}]}, "fehlt"),
        ({"serie": []}, "kennt kein"),
        ({"future": "maybe"}, "future"),
        ({"period": {"double": "x"}}, "double"),
        ({"series": [{"column": "a"}]}, "indicator"),
        ({}, "Keine Überschrift"),
    ],
)
def test_a_mapping_that_does_not_fit_says_why(plan: dict[str, Any], says: str):
    with pytest.raises(BadPlan, match=says):
        _read("Jahr;a\n2020;1\n", plan)


def test_tails_of_floats_are_cut():
    result = _read("Jahr,a\n2020,0.30000000000000004\n", {"series": [{"column": "a", "indicator": "a"}]})
    assert result.statements[0].value == Decimal("0.3")


def test_rows_of_nested_json():
    document = {
        "ms": {"name": "Münster", "data": [{"year": 2020, "km": 9}]},
        "ki": {"name": "Kiel", "data": []},
    }
    assert nested_rows(document, "*.data") == [{"name": "Münster", "key": "ms", "year": 2020, "km": 9}]
