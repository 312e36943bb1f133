# SPDX-License-Identifier: EUPL-1.2
"""A look every day: a p-value and an interval that stay true however often somebody looks.

The e-process is the invariant mixture t statistic of a regression coefficient (Lai 1976; Lindon, Ham,
Tingley & Bojinov 2022): the likelihood of the data under a normal prior on the effect over that without
effect, free of the other coefficients and of the noise. Its inverse is a valid p-value at every moment.
Autocorrelation is taken out beforehand with a value from the time before the start, on the safe side.
With a whole year before the start the yearly wave is a coefficient too; without, it looks like an effect.
Levels also drift from year to year without anybody's doing; the model expects it (`DRIFT`). Without, real
days with no measure cried wolf in 9 % of cases.
"""

from dataclasses import dataclass

import numpy as np

from soesmart.trials.engine.quality import Ints
from soesmart.trials.engine.student import Floats

LEVEL = 0.05
SAFE = 2.0
"""Standard errors by which the autocorrelation is taken larger than estimated."""
FEWEST_BEFORE = 90
WALK = 0.9
YEAR = 365.25
DRIFT = 0.25
"""By how many s.d. of a day a level usually drifts off in a year: the prior s.d. of a straight line."""


@dataclass(frozen=True, slots=True)
class Looks:
    """One column per look (series x looks). `p` never rises."""

    effects: Floats
    lower: Floats
    upper: Floats
    p: Floats
    rho: Floats
    refused: Floats


def design(days: Ints, start: int, cycle: int = 7) -> tuple[Floats, Floats]:
    """Nuisance columns (n x k): level, weekday, the yearly wave and, last, the drift; and the step."""
    columns = [np.ones(days.size)]
    columns += [(days % cycle == k).astype(float) - (days % cycle == cycle - 1) for k in range(cycle - 1)]
    if has_year(days, start):
        angle = 2 * np.pi * days / YEAR
        columns += [wave(k * angle) for k in (1, 2) for wave in (np.cos, np.sin)]
    columns.append((days - days[start]) / YEAR)
    return np.column_stack(columns), (np.arange(days.size) >= start).astype(float)


def has_year(days: Ints, start: int) -> bool:
    """Whether the time before the start shows every season."""
    return bool(days[start] - days[0] >= 365)


def looks(many: Floats, start: int, cycle: int = 7, expected: float = 1.0, days: Ints | None = None) -> Looks:
    """`many`: series x days. `expected`: the size of effect, in s.d. of a day, that is found fastest.

    `days`: their numbers, rising; some may be missing. Without it they follow each other.
    """
    series, n = many.shape
    when = np.arange(n) if days is None else days
    nuisance, step = design(when, start, cycle)
    rho = _rho(many[:, :start], nuisance[:start, :-1], np.diff(when[:start]))
    out = [np.full((series, n - start), np.nan) for _ in range(4)]
    out[3][:] = 1.0
    for value in np.unique(rho):
        rows = rho == value
        both = np.column_stack([nuisance, step, many[rows].T])
        white = whitened(both, float(value), np.diff(when))
        for at, found in enumerate(_same(white, nuisance.shape[1], start, float(value), expected)):
            out[at][rows] = found
    p = np.minimum.accumulate(out[3], axis=1)
    return Looks(out[0], out[1], out[2], p, rho, (rho >= WALK).astype(float))


def _rho(before: Floats, nuisance: Floats, gaps: Ints) -> Floats:
    """Autocorrelation per series, on the safe side, on a grid of hundredths so that equal ones share work."""
    rest = before - before @ np.linalg.pinv(nuisance).T @ nuisance.T
    next_day = gaps == 1
    along = (rest[:, 1:] * rest[:, :-1])[:, next_day].mean(1)
    raw = along / np.maximum((rest**2).mean(1), 1e-300)
    n = before.shape[1]
    fair = raw + (1 + 3 * np.maximum(raw, 0)) / n
    safe = fair + SAFE * np.sqrt(np.maximum(1 - fair**2, 0.05) / n)
    return np.asarray(np.round(np.clip(safe, 0.0, 0.98), 2))


def whitened(columns: Floats, rho: float, gaps: Ints) -> Floats:
    """Free of AR(1) autocorrelation (n x k); after a gap of g days it counts rho to the g."""
    share = rho ** gaps[:, None]
    white = np.asarray(columns * np.sqrt(1 - rho * rho))
    white[1:] = (columns[1:] - share * columns[:-1]) * np.sqrt((1 - rho * rho) / (1 - share * share))
    return white


def firmness(rho: float) -> float:
    """The prior precision of the drift, in units of the whitened noise."""
    return (1 - rho * rho) / DRIFT**2


def _same(white: Floats, k: int, start: int, rho: float, expected: float) -> list[Floats]:
    """All looks of the series that share their autocorrelation, by updating cross products day by day.

    `white`: k nuisance columns, the step, then one column per series. The drift's prior stands for one value.
    """
    cross = white[:start].T @ white[:start]
    cross[k - 1, k - 1] += firmness(rho)
    prior = (expected / np.sqrt(1 - rho * rho)) ** 2
    results: list[list[Floats]] = [[], [], [], []]
    for day in range(start, white.shape[0]):
        cross = cross + np.outer(white[day], white[day])
        inverse = np.linalg.inv(cross[:k, :k])
        rest = cross[k:, k:] - cross[k:, :k] @ inverse @ cross[:k, k:]
        square, along = rest[0, 0], rest[0, 1:]
        total = np.diag(rest)[1:]
        for at, found in enumerate(_look(square, along, total, day + 1 - k, prior)):
            results[at].append(found)
    return [np.column_stack(one) for one in results]


def _look(
    square: float, along: Floats, total: Floats, df: int, prior: float
) -> tuple[Floats, Floats, Floats, Floats]:
    """Effect, interval and p of one look. `prior`: variance of the effect in units of the noise."""
    effect = along / square
    left = np.maximum(total - along**2 / square, 1e-300)
    shrink = 1 / (1 + prior * square)
    t2 = effect**2 * square / (left / df)
    power = (df + 1) / 2
    log_e = 0.5 * np.log(shrink) + power * (np.log1p(t2 / df) - np.log1p(shrink * t2 / df))
    # The interval solves log e = log(1/level) for t².
    ratio = np.exp((np.log(1 / LEVEL) - 0.5 * np.log(shrink)) / power)
    limit = df * (ratio - 1) / (1 - shrink * ratio) if shrink * ratio < 1 else np.inf
    half = np.sqrt(limit * left / df / square)
    return effect, effect - half, effect + half, np.exp(-np.maximum(log_e, 0.0))
