# SPDX-License-Identifier: EUPL-1.2
"""Tables as towns have them, and counters that are broken."""

import argparse
import json

import numpy as np
import pytest

from soesmart.trials import commands
from soesmart.trials.engine import analysis, periods, prepare, quality, table, units
from soesmart.trials.engine.prepare import Series
from soesmart.trials.engine.types import Flag, Grade, Verdict


def run(*words: str, capsys) -> tuple[int, dict, str]:
    parser = argparse.ArgumentParser()
    commands.arguments(parser)
    code = commands.run(parser.parse_args([*words, "--json"]))
    told = capsys.readouterr()
    return code, json.loads(told.out), told.err


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("März 2019", "2019-03"),
        ("2019/03", "2019-03"),
        ("03.2019", "2019-03"),
        ("Mrz. 19", "2019-03"),
        ("2019 Dezember", "2019-12"),
        ("KW 5 2019", "2019-W05"),
        ("2019-W05", "2019-W05"),
        ("1. Quartal 2019", "2019-Q1"),
        ("Q3/2019", "2019-Q3"),
        ("1990.25", "1990-Q2"),
        ("5. März 2019", "2019-03-05"),
        ("05.03.2019 14:15", "2019-03-05 14:15"),
        ("2019-03-05T14:15:00+01:00", "2019-03-05 14:15"),
        ("'2020-01-01 01:00'", "2020-01-01 01:00"),
    ],
)
def test_periods(said, label):
    found = periods.parse(said)
    assert found is not None and periods.label(found) == label


def test_what_is_no_period():
    for said in ("", "viele", "13.2019x", "2019-13", "31.02.2019", "KW 60 2019"):
        assert periods.parse(said) is None, said


@pytest.mark.parametrize(
    ("cells", "delimiter", "expected"),
    [
        (["1,5", "2"], ";", [1.5, 2]),
        (["1.234,5", "2"], ";", [1234.5, 2]),
        (["1,234.5", "2"], ",", [1234.5, 2]),
        (["1.234", "12.500"], ";", [1234, 12500]),
        (["1.234", "12.5"], ";", [1.234, 12.5]),
        (["−3", "k.A."], ";", [-3, np.nan]),
    ],
)
def test_german_and_english_numbers(cells, delimiter, expected):
    assert np.allclose(table.numbers(cells, [2, 3], "x", delimiter), expected, equal_nan=True)


def test_long_wide_and_turned_tables_say_the_same():
    wide = "Monat;A;B\n2019-01;1,5;2\n2019-02;2,5;3\n2019-03;3,5;4\n2019-04;4,5;5\n"
    long = "Ort\tJahr\tMonat\tWert\n" + "".join(
        f"{place}\t2019\t{m}\t{m + 0.5 if place == 'A' else m + 1}\n" for m in range(1, 5) for place in "AB"
    )
    turned = "Ort,2019-01,2019-02,2019-03,2019-04\nA,1.5,2.5,3.5,4.5\nB,2,3,4,5\n"
    for text in (wide, long, turned):
        name, raw = units.pick(units.units([table.sheet(text)], ["A"]), "A")
        assert (name, raw.kind) == ("A", "month")
        assert list(raw.arrays()[1]) == [1.5, 2.5, 3.5, 4.5]


def test_a_counter_renamed_on_the_way_is_one_counter():
    first = "Datum,100031297 (Promenade)\n2024-01-01,5\n2024-01-02,6\n"
    then = "Datum,100031297 (Promenade nördlich)\n2024-01-03,7\n2024-01-04,8\n"
    _, raw = units.pick(units.units([table.sheet(first), table.sheet(then)]), "100031297")
    assert len(raw.values) == 4
    assert [flag.code for flag in raw.flags] == ["renamed"]


def test_contradictions_block_and_duplicates_do_not():
    text = "Monat;A\n2024-01;5\n2024-01;5\n2024-02;6\n2024-02;9\n2024-03;7\n"
    _, raw = units.pick(units.units([table.sheet(text)]), "A")
    assert {flag.code: flag.blocks for flag in raw.flags} == {"duplicates": False, "contradictions": True}


def test_errors_name_line_column_and_remedy():
    text = "Monat;Räder\n2024-01;5\n2024-02;viele\n2024-03;7\n"
    with pytest.raises(table.TableError) as caught:
        units.units([table.sheet(text)], ["Räder"])
    assert (caught.value.line, caught.value.column) == (3, "Räder")
    assert "NA schreiben" in caught.value.text


def _quarter_hours(days: int, fault=lambda n, v: v) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(1)
    numbers = np.arange(days * 96, dtype=np.int64) * 15 + 738000 * 1440
    shape = np.clip(np.sin(np.arange(days * 96) % 96 / 96 * np.pi), 0.05, None)
    values = rng.poisson(30 * shape).astype(float)
    return numbers, fault(np.arange(days * 96) // 96, values)


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("dead", lambda day, v: np.where((day >= 40) & (day < 44), 0, v)),
        ("dead", lambda day, v: np.where(day >= 50, 0, v)),
        ("frozen", lambda day, v: np.where((day >= 40) & (day < 43), 17, v)),
        ("copied", lambda day, v: np.concatenate([v[: 41 * 96], v[40 * 96 : 41 * 96], v[42 * 96 :]])),
        ("dip", lambda day, v: np.where((day >= 38) & (day < 59), v * 0.2, v)),
        ("spike", lambda day, v: np.where(np.arange(v.size) == 5000, 900, v)),
    ],
)
def test_faults_of_a_counter_block(code, fault):
    numbers, values = _quarter_hours(90, fault)
    assert code in [f.code for f in quality.check(numbers, values, "minute") if f.blocks]
    clean = quality.check(*_quarter_hours(90), "minute")
    assert [f.code for f in clean if f.blocks] == []


def test_a_channel_that_died_is_found_in_the_sum():
    numbers, values = _quarter_hours(200)
    half = np.where(np.arange(values.size) < 100 * 96, values, 0)
    raws = {
        name: table.Raw("minute", dict(zip((int(n) for n in numbers), series, strict=True)))
        for name, series in (("Summe", values + half), ("Nord", values), ("Süd", half))
    }
    own = prepare.prepared("Summe", raws["Summe"], prepare.start_of("2021-10"))
    codes = [flag.code for flag in prepare.channels("Summe", raws, own) if flag.blocks]
    assert "channel_dead" in codes and "channel_share" in codes


def _series(values, name="A", flags=()) -> Series:
    first = periods.parse("2020-01").number
    return Series(
        name, "month", np.arange(first, first + len(values)), np.asarray(values, float), "", tuple(flags)
    )


def test_what_blocks_forbids_a_verdict_until_it_is_settled():
    rng = np.random.default_rng(2)
    values = 50 + rng.standard_normal(48) + np.where(np.arange(48) >= 36, 12, 0)
    start = periods.parse("2023-01")
    broken = _series(values, flags=[Flag("dead", blocks=True)])
    assert analysis.judge(_series(values), [], start).verdict is Verdict.HELPED
    assert (
        analysis.judge(_series(values), [], start, analysis.Registered(better="down")).verdict
        is Verdict.HARMED
    )
    assert analysis.judge(broken, [], start).verdict is Verdict.REFUSED
    assert analysis.judge(broken, [], start, settled=frozenset({"dead"})).verdict is Verdict.HELPED
    late = analysis.judge(_series(values), [], start, analysis.Registered(late=True))
    assert (late.grade, late.verdict) == (Grade.DESCRIPTION, Verdict.DESCRIBED)
    assert analysis.judge(broken, [], start, analysis.Registered(late=True)).verdict is Verdict.REFUSED


def test_no_larger_effect_only_when_the_bound_was_registered():
    rng = np.random.default_rng(4)
    quiet = _series(50 + 0.3 * rng.standard_normal(48))
    start = periods.parse("2023-01")
    assert analysis.judge(quiet, [], start).verdict is Verdict.UNKNOWN
    bounded = analysis.judge(quiet, [], start, analysis.Registered(bound=2.0))
    assert bounded.verdict is Verdict.NO_LARGER


def test_an_uncalibrated_estimator_gives_no_verdict(monkeypatch):
    from soesmart.trials.engine import calibration

    monkeypatch.setattr(calibration, "records", dict)
    values = np.where(np.arange(48) >= 36, 80, 50) + np.random.default_rng(5).standard_normal(48)
    assert analysis.judge(_series(values), [], periods.parse("2023-01")).verdict is Verdict.REFUSED


def test_the_command_line(tmp_path, capsys):
    rng = np.random.default_rng(6)
    lines = ["Monat;Zähler;Vergleich"]
    for at in range(48):
        value = 200 + rng.normal(0, 5) + (60 if at >= 36 else 0)
        lines.append(
            f"{2020 + at // 12}-{at % 12 + 1:02};{value:.1f};{rng.normal(100, 5):.1f}".replace(".", ",")
        )
    file = tmp_path / "z.csv"
    file.write_text("\n".join(lines), "utf-8")
    code, told, _ = run(
        "analyse", "--series", str(file), "--unit", "Zähler", "--start", "Januar 2023", capsys=capsys
    )
    assert (code, told["verdict"], told["grade"], told["method"]) == (0, "helped", "C", "single")
    assert told["interval"][0] < 60 < told["interval"][1]
    code, told, error = run(
        "analyse", "--series", str(file), "--unit", "Auto", "--start", "2023-01", capsys=capsys
    )
    assert code == 2 and "Zähler" in error
    code, told, error = run(
        "analyse", "--series", str(file), "--unit", "Zähler", "--start", "2030-01", capsys=capsys
    )
    assert code == 2 and "zwischen 2020-01 und 2023-12" in error


def test_plan_tells_power_and_the_lot(capsys):
    words = ("plan", "--design", "rollout", "--areas", "A,B,C,D,E,F,G,H", "--seed", "x", "--before", "12")
    code, told, _ = run(*words, capsys=capsys)
    assert code == 0 and len(told["order"]) == 8
    assert told["curve"][0]["power"] < told["curve"][-1]["power"] == 1
