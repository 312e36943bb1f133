# SPDX-License-Identifier: EUPL-1.2
"""Worlds in which nothing happened, and some in which something did, for measuring the estimators."""

import numpy as np

from soesmart.trials.engine.student import Floats

_BURN = 300
_MONTHS = 0.985
"""Fades to a third in two months of days."""


def ar1(rho: float, series: int, n: int, rng: np.random.Generator) -> Floats:
    """Stationary AR(1), variance of the shocks 1 (series x n)."""
    shocks = rng.standard_normal((series, n))
    out = np.empty_like(shocks)
    out[:, 0] = shocks[:, 0] / np.sqrt(1 - rho * rho)
    for at in range(1, n):
        out[:, at] = rho * out[:, at - 1] + shocks[:, at]
    return out


def ar2(one: float, two: float, series: int, n: int, rng: np.random.Generator) -> Floats:
    shocks = rng.standard_normal((series, n + _BURN))
    out = np.zeros_like(shocks)
    for at in range(2, n + _BURN):
        out[:, at] = one * out[:, at - 1] + two * out[:, at - 2] + shocks[:, at]
    return out[:, _BURN:]


def walk(drift: float, noise: float, series: int, n: int, rng: np.random.Generator) -> Floats:
    """A level that wanders by `drift` per step, under measuring noise."""
    steps = rng.standard_normal((series, n)) * drift
    return np.asarray(np.cumsum(steps, axis=1) + noise * rng.standard_normal((series, n)))


def drifting(rho: float, slow: float, series: int, n: int, rng: np.random.Generator) -> Floats:
    """Days with AR(1) noise of s.d. 1 on a level that wanders by `slow` s.d. over months."""
    return own_noise(series, n, rng, rho) + slow * own_noise(series, n, rng, _MONTHS)


def with_season(noise: Floats, rng: np.random.Generator, size: float = 2.0) -> Floats:
    """Every series with its own twelve monthly values and trend."""
    series, n = noise.shape
    months = rng.standard_normal((series, 12)) * size
    trend = rng.standard_normal((series, 1)) * 0.05
    return np.asarray(100 + noise + months[:, np.arange(n) % 12] + trend * np.arange(n))


def step(n: int, start: int) -> Floats:
    return (np.arange(n) >= start).astype(float)


def counts(mean: float, spread: float, rho: float, series: int, n: int, rng: np.random.Generator) -> Floats:
    """Poisson counts whose rate has a season and wanders, log-normal with variance `spread`."""
    wander = ar1(rho, series, n, rng) * np.sqrt((1 - rho * rho) * spread)
    wave = 0.3 * np.cos(2 * np.pi * (np.arange(n) + rng.integers(0, 12, (series, 1))) / 12)
    return np.asarray(rng.poisson(mean * np.exp(wander - spread / 2 + wave)), dtype=float)


def places(number: int, n: int, rng: np.random.Generator, factors: int = 2, rho: float = 0.3) -> Floats:
    """Places that share two slow factors, each with noise of s.d. 1 of its own (places x n)."""
    common = ar1(0.9, factors, n, rng)
    loads = rng.uniform(0.5, 1.5, (number, factors))
    return np.asarray(loads @ common + own_noise(number, n, rng, rho) + rng.normal(0, 3, (number, 1)))


def own_noise(number: int, n: int, rng: np.random.Generator, rho: float = 0.3) -> Floats:
    """AR(1) of s.d. 1."""
    return np.asarray(ar1(rho, number, n, rng) * np.sqrt(1 - rho * rho))
