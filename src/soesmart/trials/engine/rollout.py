# SPDX-License-Identifier: EUPL-1.2
"""A measure comes to every area, in an order drawn by lot: the strongest design a town can have.

The plan: areas in random order, evenly spread over the middle of the time, the order made from a published
seed, so that anybody can draw it again. The test: the same statistic under other orders that the lot could
have drawn (Fisher 1935). It needs no model of the noise; the model only sharpens the statistic.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from soesmart.trials.engine.student import Floats

DRAWS = 1999
FEWEST_AREAS = 6
"""6! = 720 orders: with five areas or fewer the lot has too few."""
LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class Plan:
    """`starts[i]` is the index of the first period with the measure in `areas[i]`."""

    areas: tuple[str, ...]
    starts: tuple[int, ...]
    periods: int
    seed: str


@dataclass(frozen=True, slots=True)
class Shares:
    """What one town gives away for a pooled result: sums of the true order and of the lot's other orders.

    `numbers` are cross products, `bases` squares of the treatment pattern; nothing about single areas.
    """

    number: float
    base: float
    numbers: Floats
    bases: Floats
    areas: int


@dataclass(frozen=True, slots=True)
class Rolled:
    effect: float
    lower: float
    upper: float
    p: float
    rho: float
    areas: int
    draws: int


def steps(areas: int, periods: int) -> tuple[int, ...]:
    """When the 1st, 2nd, … area begins: evenly, with some periods before the first and after the last."""
    margin = max(1, round(periods / 8))
    ends = np.linspace(margin, periods - margin, areas)
    return tuple(round(float(one)) for one in ends)


def draw(areas: Sequence[str], periods: int, seed: str) -> Plan:
    """The lot: areas sorted by the SHA-256 of seed and name. Anybody can do it again by hand."""
    if len(set(areas)) != len(areas) or len(areas) < 2:
        raise ValueError("areas need different names, at least two")
    order = sorted(areas, key=lambda name: hashlib.sha256(f"{seed}\n{name}".encode()).hexdigest())
    begins = dict(zip(order, steps(len(areas), periods), strict=True))
    return Plan(tuple(order), tuple(begins[name] for name in order), periods, seed)


def pattern(starts: Sequence[int], periods: int) -> Floats:
    """1 where the measure is in force (areas x periods)."""
    return (np.arange(periods)[None, :] >= np.asarray(starts)[:, None]).astype(float)


def shares(panel: Floats, starts: Sequence[int], seed: int = 1, draws: int = DRAWS) -> tuple[Shares, float]:
    """Sums of one town, and the autocorrelation that sharpened them. `panel`: areas x periods.

    Area means and period means are taken out, what is left is made free of the autocorrelation estimated
    from the residuals without any effect: that estimate is the same under every order.
    """
    rho = _rho(panel - panel.mean(0) - panel.mean(1, keepdims=True) + panel.mean())
    values = _cleaned(panel, rho)
    treated = pattern(starts, panel.shape[1])
    rng = np.random.default_rng(seed)
    orders = np.argsort(rng.random((draws, panel.shape[0])), axis=1)
    cleaned = _cleaned(treated, rho)
    # Which area has which start does not change the cleaning: it only permutes rows.
    cross = values @ cleaned.T
    rows = np.arange(panel.shape[0])
    numbers = cross[rows[None, :], orders].sum(1)
    base = float((cleaned * cleaned).sum())
    return Shares(float(np.trace(cross)), base, numbers, np.full(draws, base), panel.shape[0]), rho


def _rho(rest: Floats) -> float:
    """Pooled, with the usual correction for short series; kept within what a town shows."""
    top = float((rest[:, 1:] * rest[:, :-1]).sum())
    raw = top / max(float((rest[:, :-1] ** 2).sum()), 1e-300)
    return float(np.clip(raw + (1 + 3 * max(raw, 0)) / rest.shape[1], 0.0, 0.9))


def _cleaned(panel: Floats, rho: float) -> Floats:
    """Free of autocorrelation, then of period means and of each area's level."""
    white = np.empty_like(panel)
    white[:, 0] = panel[:, 0] * np.sqrt(1 - rho * rho)
    white[:, 1:] = panel[:, 1:] - rho * panel[:, :-1]
    level = np.full(panel.shape[1], 1 - rho)
    level[0] = np.sqrt(1 - rho * rho)
    white -= white.mean(0)
    return np.asarray(white - np.outer(white @ level, level) / (level @ level))


def pooled(towns: Sequence[Shares], rho: float = float("nan")) -> Rolled:
    """One town or several: sums add up, orders are drawn in each town by itself.

    The interval holds every effect that the same test would not reject.
    """
    number = sum(one.number for one in towns)
    base = sum(one.base for one in towns)
    numbers = np.sum([one.numbers for one in towns], axis=0)
    effect = number / base
    p = (1 + int((np.abs(numbers) >= abs(number) * (1 - 1e-12)).sum())) / (numbers.size + 1)
    return Rolled(effect, float("nan"), float("nan"), p, rho, sum(one.areas for one in towns), numbers.size)


def analyse(panel: Floats, starts: Sequence[int], seed: int = 1, draws: int = DRAWS) -> Rolled:
    """One town with its interval. `seed` draws the orders to compare: the same seed, the same figures."""
    own, rho = shares(panel, starts, seed, draws)
    found = pooled([own], rho)
    other, _ = _of_pattern(panel.shape, starts, rho, seed, draws)
    ends = [_end(own, other, found.effect, sign) for sign in (-1, 1)]
    return Rolled(found.effect, ends[0], ends[1], found.p, rho, panel.shape[0], draws)


def _of_pattern(
    shape: tuple[int, int], starts: Sequence[int], rho: float, seed: int, draws: int
) -> tuple[Floats, float]:
    """What an effect of 1 adds to the numbers of the other orders."""
    cleaned = _cleaned(pattern(starts, shape[1]), rho)
    orders = np.argsort(np.random.default_rng(seed).random((draws, shape[0])), axis=1)
    cross = cleaned @ cleaned.T
    return cross[np.arange(shape[0])[None, :], orders].sum(1), float(np.trace(cross))


def _end(own: Shares, other: Floats, effect: float, sign: int) -> float:
    """Where the p-value of "the effect is this" falls below the level."""

    def p_of(value: float) -> float:
        score = abs(own.number - value * own.base)
        return float(
            (1 + (np.abs(own.numbers - value * other) >= score * (1 - 1e-12)).sum()) / (other.size + 1)
        )

    width = float(own.numbers.std()) / own.base + 1e-12
    near, far = effect, effect + sign * 30 * width
    if p_of(far) > LEVEL:
        return sign * float("inf")
    for _ in range(30):
        middle = (near + far) / 2
        near, far = (middle, far) if p_of(middle) > LEVEL else (near, middle)
    return far


def power(
    areas: int, periods: int, effect: float, noise: float, rho: float = 0.4, runs: int = 400, seed: int = 1
) -> float:
    """Share of simulated rollouts that find an effect of this size. `noise`: s.d. of one area's values."""
    rng = np.random.default_rng(seed)
    starts, hits = np.asarray(steps(areas, periods)), 0
    for run in range(runs):
        order = rng.permutation(areas)
        begins = tuple(int(one) for one in starts[order])
        panel = np.asarray(_noise(rng, areas, periods, rho) * noise + effect * pattern(begins, periods))
        own, _ = shares(panel, begins, seed=run, draws=399)
        hits += pooled([own]).p <= LEVEL
    return hits / runs


def _noise(rng: np.random.Generator, areas: int, periods: int, rho: float) -> Floats:
    shocks = rng.standard_normal((areas, periods))
    out = np.empty_like(shocks)
    out[:, 0] = shocks[:, 0]
    for at in range(1, periods):
        out[:, at] = rho * out[:, at - 1] + np.sqrt(1 - rho * rho) * shocks[:, at]
    return out
