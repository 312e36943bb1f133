# SPDX-License-Identifier: EUPL-1.2
"""A measure comes to every area, in an order drawn by lot: the strongest design a town can have.

The plan: areas in random order, evenly spread over the middle of the time, the order made from a published
seed, so that anybody can draw it again. The test: the same statistic under other orders that the lot could
have drawn (Fisher 1935). It needs no model of the noise; the model only sharpens the statistic.
"""

import hashlib
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from soesmart.trials.engine.student import Floats

DRAWS = 1999
FEWEST_AREAS = 6
FEWEST_ORDERS = math.factorial(FEWEST_AREAS)
"""720: with five areas or fewer a lot has too few orders. Several towns multiply theirs."""
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

    `numbers` are cross products with the treatment pattern, `shifts` what an effect of 1 adds to them. No
    value of an area or a period can be read from them; who knows the lot can compare areas over the time.
    """

    number: float
    base: float
    numbers: Floats
    shifts: Floats
    areas: int
    rho: float


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


def shares(panel: Floats, starts: Sequence[int], seed: int = 1, draws: int = DRAWS) -> Shares:
    """Sums of one town. `panel`: areas x periods. `seed` draws the orders to compare.

    Area means and period means are taken out, what is left is made free of the autocorrelation estimated
    from the residuals without any effect: that estimate is the same under every order.
    """
    rho = _rho(panel - panel.mean(0) - panel.mean(1, keepdims=True) + panel.mean())
    values = _cleaned(panel, rho)
    rng = np.random.default_rng(seed)
    orders = np.argsort(rng.random((draws, panel.shape[0])), axis=1)
    cleaned = _cleaned(pattern(starts, panel.shape[1]), rho)
    # Which area has which start does not change the cleaning: it only permutes rows.
    cross, own = values @ cleaned.T, cleaned @ cleaned.T
    rows = np.arange(panel.shape[0])[None, :]
    return Shares(
        number=float(np.trace(cross)),
        base=float(np.trace(own)),
        numbers=cross[rows, orders].sum(1),
        shifts=own[rows, orders].sum(1),
        areas=panel.shape[0],
        rho=rho,
    )


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


def pooled(towns: Sequence[Shares]) -> Rolled:
    """One town or several: sums add up, orders are drawn in each town by itself.

    The interval holds every effect that the same test would not reject.
    """
    number, base = sum(one.number for one in towns), sum(one.base for one in towns)
    numbers = np.sum([one.numbers for one in towns], axis=0)
    shifts = np.sum([one.shifts for one in towns], axis=0)
    effect = number / base

    def p_of(value: float) -> float:
        return _p(number - value * base, numbers - value * shifts)

    width = float(numbers.std()) / base + 1e-12
    lower, upper = (_end(p_of, effect, sign * width) for sign in (-1, 1))
    areas = sum(one.areas for one in towns)
    return Rolled(effect, lower, upper, p_of(0.0), towns[0].rho, areas, numbers.size)


def analyse(panel: Floats, starts: Sequence[int], seed: int = 1, draws: int = DRAWS) -> Rolled:
    """One town. The same seed, the same figures."""
    return pooled([shares(panel, starts, seed, draws)])


def _end(p_of: Callable[[float], float], effect: float, width: float) -> float:
    """Where the p-value of "the effect is this" falls below the level."""
    near, far = effect, effect + 30 * width
    if p_of(far) > LEVEL:
        return float(np.copysign(np.inf, width))
    for _ in range(30):
        middle = (near + far) / 2
        near, far = (middle, far) if p_of(middle) > LEVEL else (near, middle)
    return far


def orders(towns: Sequence[int]) -> int:
    """How many orders the lots of these towns could have drawn together. `towns`: areas of each."""
    return math.prod(math.factorial(areas) for areas in towns)


def power(
    areas: int,
    periods: int,
    effect: float,
    noise: float,
    rho: float = 0.4,
    runs: int = 400,
    seed: int = 1,
    towns: int = 1,
) -> float:
    """Share of simulated rollouts that find an effect of this size. `noise`: s.d. of one area's values.

    Each of `towns` has its own lot over `areas` areas.
    """
    rng = np.random.default_rng(seed)
    starts, hits = np.asarray(steps(areas, periods)), 0
    for run in range(runs):
        given = []
        for town in range(towns):
            begins = tuple(int(one) for one in starts[rng.permutation(areas)])
            panel = np.asarray(_noise(rng, areas, periods, rho) * noise + effect * pattern(begins, periods))
            given.append(shares(panel, begins, seed=run * towns + town, draws=399))
        hits += p_value(given) <= LEVEL
    return hits / runs


def p_value(towns: Sequence[Shares]) -> float:
    """Of "no effect", without the interval."""
    return _p(sum(one.number for one in towns), np.sum([one.numbers for one in towns], axis=0))


def _p(own: float, others: Floats) -> float:
    return (1 + int((np.abs(others) >= abs(own) * (1 - 1e-12)).sum())) / (others.size + 1)


def _noise(rng: np.random.Generator, areas: int, periods: int, rho: float) -> Floats:
    shocks = rng.standard_normal((areas, periods))
    out = np.empty_like(shocks)
    out[:, 0] = shocks[:, 0]
    for at in range(1, periods):
        out[:, at] = rho * out[:, at - 1] + np.sqrt(1 - rho * rho) * shocks[:, at]
    return out
