# SPDX-License-Identifier: EUPL-1.2
"""Rollouts by lot, alone and pooled; the running look; and the rule for several indicators."""

import json

import numpy as np
import pytest

from soesmart.trials.engine import analysis, calibration, looking, lots, rollout
from soesmart.trials.engine.periods import Period
from soesmart.trials.engine.prepare import Series
from soesmart.trials.engine.table import TableError
from soesmart.trials.engine.types import Grade, Verdict

FIRST = Period("month", 2025 * 12)


def lot(areas: int, seed: str = "Lotto") -> lots.Lot:
    drawn = rollout.draw([f"Dorf {k}" for k in range(areas)], 24, seed)
    return lots.Lot(drawn.areas, drawn.starts, 24, seed, FIRST)


def measured(given: lots.Lot, effect: float, seed: int, months: int = 24) -> list[Series]:
    rng = np.random.default_rng(seed)
    values = rng.standard_normal((len(given.areas), 24)) + effect * rollout.pattern(given.starts, 24)
    numbers = FIRST.number + np.arange(months)
    rows = zip(given.areas, values, strict=True)
    return [Series(name, "month", numbers, row[:months], "wie gemessen") for name, row in rows]


def test_a_lot_judges_with_grade_a():
    given = lot(10)
    result, own = lots.judge(measured(given, 2.0, 1), given)
    assert (result.verdict, result.grade, result.estimate.method) == (Verdict.HELPED, Grade.RANDOM, "rollout")
    assert result.estimate.lower < 2 < result.estimate.upper and own.areas == 10
    again, _ = lots.judge(measured(given, 2.0, 1), given)
    assert (again.input_hash, again.estimate.p) == (result.input_hash, result.estimate.p)
    assert lots.judge(measured(given, 0.0, 1), given)[0].verdict is Verdict.UNKNOWN


def test_before_the_last_month_there_is_no_verdict():
    given = lot(10)
    result, _ = lots.judge(measured(given, 3.0, 1, months=20), given)
    assert result.verdict is Verdict.REFUSED and [f.code for f in result.blocking] == ["too_early"]


def test_three_small_towns_find_together_what_none_finds_alone():
    towns = [(lot(4, f"Los {k}"), k) for k in range(3)]
    shares = []
    for given, seed in towns:
        alone, own = lots.judge(measured(given, 1.5, seed), given)
        assert alone.verdict is Verdict.REFUSED  # four areas: 24 orders
        shares.append(lots.read(json.loads(json.dumps(lots.exported(own, f"Stadt {seed}", "x", False))), "x"))
    given, seed = towns[0]
    missing, _ = lots.judge(measured(given, 1.5, seed), given, pool=shares[1:2], towns=3)
    assert "too_few_towns" in {f.code for f in missing.flags} and missing.verdict is Verdict.REFUSED
    together, _ = lots.judge(measured(given, 1.5, seed), given, pool=shares[1:], towns=3)
    assert (together.verdict, together.grade) == (Verdict.HELPED, Grade.RANDOM)
    other, _ = lots.judge(measured(*[towns[1][0], 1.5, 1]), towns[1][0], pool=[shares[0], shares[2]], towns=3)
    assert other.estimate.effect == pytest.approx(together.estimate.effect, rel=1e-9)
    assert other.estimate.p == together.estimate.p
    with pytest.raises(TableError, match="eigenen"):
        lots.judge(measured(given, 1.5, seed), given, pool=shares[:1], towns=2)


def test_a_late_town_makes_the_pool_a_description():
    given, other = lot(6, "a"), lot(6, "b")
    _, own = lots.judge(measured(other, 2.0, 2), other)
    late = lots.read(lots.exported(own, "Spätstadt", "x", True), "x")
    result, _ = lots.judge(measured(given, 2.0, 1), given, pool=[late], towns=2)
    assert (result.grade, result.verdict) == (Grade.DESCRIPTION, Verdict.DESCRIBED)


def test_sums_that_do_not_fit_are_refused():
    given = lot(6)
    _, own = lots.judge(measured(given, 0.0, 1), given)
    good = lots.exported(own, "Stadt", "Räder | am Tag | up", False)
    assert "Dorf" not in json.dumps(good)
    for wrong, text in (
        ({"about": "Busse"}, "etwas anderes"),
        ({"code": "0"}, "andere Fassung"),
        ({"numbers": [1.0]}, "unvollständig"),
        ({"number": float("nan")}, "unvollständig"),
        ({"format": "x"}, "keine Datei mit Summen"),
        ({"base": "viel"}, "keine"),
    ):
        with pytest.raises(TableError, match=text):
            lots.read(good | wrong, "Räder | am Tag | up")


def test_an_order_that_is_not_the_seeds_is_refused():
    drawn = rollout.draw(["a", "b", "c"], 12, "s")
    order = [{"area": a, "start": s + 1} for a, s in zip(drawn.areas, drawn.starts, strict=True)]
    assert lots.lot_of({"seed": "s", "periods": 12, "order": order}, "2027-01").areas == drawn.areas
    order[0]["area"], order[1]["area"] = order[1]["area"], order[0]["area"]
    with pytest.raises(TableError, match="andere Reihenfolge"):
        lots.lot_of({"seed": "s", "periods": 12, "order": order}, "2027-01")


def days(effect: float, before: int = 120, after: int = 60, gap: bool = False) -> Series:
    rng = np.random.default_rng(5)
    numbers = 739000 + np.arange(before + after)
    values = 100 + rng.standard_normal(before + after) + 5 * (numbers % 7 > 4)
    values[before:] += effect
    keep = ~np.isin(np.arange(numbers.size), range(40, 45)) if gap else np.ones(numbers.size, bool)
    return Series("Platz", "day", numbers[keep], values[keep], "wie gemessen")


def other_place() -> Series:
    one = days(0.0)
    return Series("Markt", "day", one.numbers, np.random.default_rng(6).normal(50, 1, one.numbers.size), "")


def looked(own: Series, others: list[Series], **more: object) -> analysis.Result:
    registered = analysis.Registered(method="running-look", **more)  # type: ignore[arg-type]
    return analysis.judge(own, others, Period("day", 739120), registered)


@pytest.mark.parametrize("gap", [False, True])
def test_a_running_look_tells_every_day(gap: bool):
    result = looked(days(3.0, gap=gap), [other_place()])
    assert result.verdict is Verdict.HELPED and len(result.looks) == 60
    assert result.looks[0].p > 0.05 > result.looks[-1].p
    assert all(a.p >= b.p for a, b in zip(result.looks, result.looks[1:], strict=False))
    assert result.estimate.path[-1] == pytest.approx(result.values[-1] - 3, abs=4)
    assert looked(days(0.0), [other_place()]).verdict is Verdict.UNKNOWN


def test_a_running_look_without_a_year_or_a_comparison_refuses():
    result = looked(days(3.0), [])
    assert result.verdict is Verdict.REFUSED and "season_unknown" in {f.code for f in result.flags}
    with pytest.raises(TableError, match="einen Wert je Tag"):
        month = Series("x", "month", np.arange(48), np.arange(48.0), "")
        analysis.judge(month, [], Period("month", 40), analysis.Registered(method="running-look"))


def test_an_effect_that_turned_round_is_none():
    own = days(0.0, after=120)
    own.values[120:160] += 3
    own.values[160:] -= 12
    estimate, _ = looking.look(np.vstack([own.values]), 120, own.numbers)
    assert estimate.p < 0.05 and estimate.effect < 0 and estimate.robust_p == 1


def test_several_indicators_use_holms_steps_once_all_are_known():
    alone = analysis.Registered(family=3)
    assert (alone.family_rule, alone.adjusted(0.02)) == ("bonferroni", pytest.approx(0.06))
    whole = analysis.Registered(family=3, others=(0.001, 0.04))
    assert (whole.family_rule, whole.adjusted(0.02)) == ("holm", pytest.approx(0.04))
    assert analysis.Registered().family_rule == "alone"
    first = looked(days(3.0), [other_place()], family=3)
    assert (first.family_rule, first.adjusted) == ("bonferroni", pytest.approx(3 * first.estimate.p))


@pytest.mark.parametrize("method", ["rollout", "running", "family"])
def test_without_its_calibration_none_of_them_judges(monkeypatch, method: str):
    assert calibration.record(method)["passed"]
    real = calibration.code_hash
    monkeypatch.setattr(calibration, "code_hash", lambda name: "other" if name == method else real(name))
    if method == "rollout":
        given = lot(10)
        result = lots.judge(measured(given, 2.0, 1), given)[0]
    else:
        result = looked(days(3.0), [other_place()], family=3)
    assert result.verdict is Verdict.REFUSED and "uncalibrated" in {f.code for f in result.flags}
