# SPDX-License-Identifier: EUPL-1.2
"""How often the usual methods cry wolf on the series that `bench trials` judges: for comparison only."""

from collections.abc import Iterator

import numpy as np

from soesmart.trials.engine import single
from soesmart.trials.engine.calibration import studies, worlds
from soesmart.trials.engine.student import Floats, t_cdf
from tools.workshop.benches.report import Result

BEFORE, AFTER, LAGS = 36, 12, 3


def usual(total: int) -> Iterator[Result]:
    """Monthly AR(1) series with season and without effect; nothing is refused by these methods."""
    for at, rho in enumerate((0.0, 0.4, 0.8)):
        rng = np.random.default_rng([studies.SEED, 90, at])
        many = worlds.with_season(worlds.ar1(rho, total, BEFORE + AFTER, rng), rng)
        for name, p in (("before/after t-test", before_after(many)), *regressions(many)):
            rate = 100 * float((p <= studies.LEVEL).mean())
            yield Result(f"usual: {name}, 36+12 months, AR(1) {rho}: false alarms ({total})", rate, "%")


def before_after(many: Floats) -> Floats:
    """Welch's test of the twelve months after against those before."""
    one, two = many[:, :BEFORE], many[:, BEFORE:]
    a, b = one.var(1, ddof=1) / BEFORE, two.var(1, ddof=1) / AFTER
    df = (a + b) ** 2 / (a**2 / (BEFORE - 1) + b**2 / (AFTER - 1))
    t = np.abs(two.mean(1) - one.mean(1)) / np.sqrt(a + b)
    return np.array([2 * float(t_cdf(-x, d)) for x, d in zip(t, df, strict=True)])


def regressions(many: Floats) -> Iterator[tuple[str, Floats]]:
    """Interrupted time series by least squares: season, trend, change of level and slope."""
    columns, contrast = single.design(np.arange(BEFORE + AFTER, dtype=float), BEFORE, 12)
    bread = np.linalg.inv(columns.T @ columns)
    values = many @ columns @ bread
    rest = many - values @ columns.T
    df = columns.shape[0] - columns.shape[1]
    effect = values @ contrast
    plain = (rest**2).sum(1) / df * float(contrast @ bread @ contrast)
    score = rest * (columns @ bread @ contrast)
    newey = (score**2).sum(1)
    for lag in range(1, LAGS + 1):
        newey += 2 * (1 - lag / (LAGS + 1)) * (score[:, lag:] * score[:, :-lag]).sum(1)
    for name, variance in (("OLS interrupted series", plain), ("… with Newey-West errors", newey)):
        yield name, 2 * t_cdf(-np.abs(effect) / np.sqrt(np.maximum(variance, 1e-300)), df)
