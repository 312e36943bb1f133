# SPDX-License-Identifier: EUPL-1.2
"""The estimators against what is known: published answers, exact properties, small simulations."""

import csv
import dataclasses
import os
from pathlib import Path

import numpy as np
import pytest

from soesmart.trials.engine import (
    ar,
    calibration,
    compared,
    counts,
    family,
    rollout,
    running,
    single,
    synthetic,
)
from soesmart.trials.engine.calibration import studies, worlds

EVIDENCE = Path(__file__).resolve().parents[3] / "shared" / "data" / "evidence"


def panel(file, unit, when, value, treated, delimiter=",", drop=""):
    if not EVIDENCE.is_dir():
        if os.environ.get("CI"):
            pytest.fail(f"{EVIDENCE} is missing")
        pytest.skip(f"{EVIDENCE} is missing")
    known = {}
    with (EVIDENCE / file).open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines, delimiter=delimiter):
            if row[unit] != drop:
                known.setdefault(row[unit], {})[float(row[when])] = float(row[value])
    names = [treated, *(name for name in known if name != treated)]
    times = sorted(known[treated])
    return np.array([[known[name][t] for t in times] for name in names]), times, names


def test_proposition_99():
    smoke, years, _ = panel("california_prop99.csv", "State", "Year", "PacksPerCapita", "California", ";")
    start = years.index(1989)
    assert synthetic.sdid(smoke, start).effect == pytest.approx(-15.6038, rel=0.001)
    control = synthetic.classic(smoke, start)
    assert control.fit_error**2 <= 52.14
    assert control.effect == pytest.approx(-19.49, rel=0.002)
    assert synthetic.differences(smoke, start).effect == pytest.approx(-27.349, rel=0.001)


def test_basque_country_and_kansas():
    basque, years, names = panel(
        "basque.csv", "regionname", "year", "gdpcap", "Basque Country (Pais Vasco)", drop="Spain (Espana)"
    )
    fitted = synthetic.classic(basque, years.index(1975), demean=True)
    assert fitted.effect == pytest.approx(-0.7966, rel=0.001)
    weights = dict(zip(names[1:], fitted.weights, strict=True))
    assert weights["Cataluna"] == pytest.approx(0.5605, abs=0.0005)
    assert weights["Rioja (La)"] == pytest.approx(0.2792, abs=0.0005)
    kansas, quarters, _ = panel("kansas_ascm.csv", "state", "year_qtr", "lngdpcapita", "Kansas")
    fitted = synthetic.classic(kansas, quarters.index(2012.25))
    assert fitted.effect == pytest.approx(-0.029435, rel=0.001)
    assert fitted.fit_error == pytest.approx(0.082555, rel=0.001)


def test_simplex_weights_are_the_best():
    rng = np.random.default_rng(3)
    columns, target = rng.standard_normal((12, 5)), rng.standard_normal(12)
    best = synthetic.nearest(columns, target)
    assert best.min() >= 0 and best.sum() == pytest.approx(1)
    loss = ((columns @ best - target) ** 2).sum()
    for other in rng.dirichlet(np.ones(5), 3000):
        assert ((columns @ other - target) ** 2).sum() >= loss - 1e-9


def test_gls_at_rho_zero_is_least_squares():
    rng = np.random.default_rng(1)
    y = rng.standard_normal(40)
    columns, contrast = single.design(np.arange(40.0), 30, 1)
    fits = ar.fit(y[None, :], columns, contrast)
    at = int(np.flatnonzero((ar.RHO == 0) & ar.PLAIN)[0])
    beta = np.linalg.lstsq(columns, y, rcond=None)[0]
    assert fits.estimates[0, at] == pytest.approx(contrast @ beta)


def test_an_effect_moves_the_estimate_by_exactly_itself():
    rng = np.random.default_rng(2)
    y = rng.standard_normal(48)
    plain, moved = single.analyse(y, 36), single.analyse(y + 5 * worlds.step(48, 36), 36)
    assert moved.effect - plain.effect == pytest.approx(5, abs=0.05)
    assert moved.lower < moved.effect < moved.upper


@pytest.mark.parametrize("rho", [0.0, 0.6])
def test_few_false_alarms(rho):
    rng = np.random.default_rng([4, int(10 * rho)])
    found = single.analyse_many(worlds.ar1(rho, 400, 48, rng), 36)
    assert studies.judged(found).mean() < 0.05
    assert ((found.lower <= 0) & (found.upper >= 0)).mean() > 0.9


def test_what_wanders_is_refused():
    rng = np.random.default_rng(5)
    found = single.analyse_many(worlds.walk(1, 0, 200, 48, rng), 36)
    assert found.refused.mean() > 0.4
    frozen = single.analyse(np.full(48, 3.0), 36)
    assert [flag.code for flag in frozen.refusals] == ["frozen"]
    short = single.analyse(rng.standard_normal(20), 12)
    assert "too_few_points" in [flag.code for flag in short.refusals]
    assert "yearly_alone" in [flag.code for flag in single.alone(rng.standard_normal(40), 30, 1).refusals]


def test_placebo_rank_and_interval_agree():
    rng = np.random.default_rng(6)
    names = [str(k) for k in range(20)]
    for shift in (0.0, 3.0):
        places = worlds.places(21, 48, rng)
        places[0] += shift * worlds.step(48, 36)
        found = compared.placebo(places, 36, names, "sc_demeaned")
        assert (found.p <= 0.05) == (not found.lower <= 0 <= found.upper)


def test_counts_find_a_halving():
    rng = np.random.default_rng(7)
    events = rng.poisson(12 * np.where(np.arange(48) >= 36, 0.4, 1.0)).astype(float)
    found = counts.analyse(events, 36)
    assert found.diagnostics["ratio_upper"] < 1 and found.p < 0.05
    assert "not_counts" in [flag.code for flag in counts.analyse(events + 0.5, 36).refusals]


def test_the_lot_can_be_drawn_again():
    one, two = (rollout.draw(["a", "b", "c", "d"], 12, "seed 1") for _ in range(2))
    assert one == two
    assert {rollout.draw(["a", "b", "c", "d"], 12, f"seed {k}").areas for k in range(20)} != {one.areas}


def test_rollout_interval_holds_what_the_test_does_not_reject():
    rng = np.random.default_rng(8)
    plan = rollout.draw([str(k) for k in range(12)], 24, "x")
    noise = rng.standard_normal((12, 24))
    found = rollout.analyse(noise + 2 * rollout.pattern(plan.starts, 24), plan.starts)
    assert found.p < 0.01 and found.lower < found.effect < found.upper
    shifted = rollout.analyse(noise, plan.starts)
    # Nearly: the autocorrelation that sharpens the statistic is estimated with the effect inside.
    assert shifted.effect == pytest.approx(found.effect - 2, abs=0.2)


def test_the_interval_ends_where_the_test_begins_to_reject():
    rng = np.random.default_rng(12)
    starts = rollout.steps(10, 24)
    own = rollout.shares(rng.standard_normal((10, 24)) + 2 * rollout.pattern(starts, 24), starts)
    found = rollout.pooled([own])

    def p_of(value: float) -> float:
        taken = dataclasses.replace(
            own, number=own.number - value * own.base, numbers=own.numbers - value * own.shifts
        )
        return rollout.p_value([taken])

    for end, out in ((found.lower, -0.01), (found.upper, 0.01)):
        assert p_of(end + out) <= 0.05 < p_of(end - out)


def test_towns_pool_from_aggregates_alone():
    rng = np.random.default_rng(9)
    towns = []
    for seed in range(3):
        starts = rollout.steps(6, 24)
        own = rollout.shares(rng.standard_normal((6, 24)) + rollout.pattern(starts, 24), starts, seed)
        towns.append(own)
    together = rollout.pooled(towns)
    assert together.areas == 18 and together.effect == pytest.approx(1, abs=0.6) and together.p < 0.05


def test_daily_looks_do_not_cry_wolf():
    rng = np.random.default_rng(10)
    quiet = running.looks(rng.standard_normal((60, 300)), 150)
    assert (quiet.p[:, -1] <= 0.05).mean() <= 0.1
    loud = running.looks(rng.standard_normal((20, 300)) + worlds.step(300, 150), 150)
    assert (loud.p[:, -1] <= 0.05).mean() > 0.9
    assert (np.diff(quiet.p, axis=1) <= 0).all()


def test_holm_and_no_larger():
    assert family.holm([0.01, 0.04, 0.03]) == (0.03, 0.06, 0.06)
    assert family.no_larger((-0.5, 0.8), 1.0)
    assert not family.no_larger((-0.5, 1.2), 1.0)
    assert not family.no_larger((-0.5, 0.8), None)


def test_a_changed_estimator_may_not_judge(monkeypatch):
    assert calibration.record("single")["passed"]
    with pytest.raises(calibration.Uncalibrated, match="not passed"):
        calibration.record("sc_placebo")
    monkeypatch.setattr(calibration, "code_hash", lambda method: "other")
    with pytest.raises(calibration.Uncalibrated, match="has changed"):
        calibration.record("single")
