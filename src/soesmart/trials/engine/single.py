# SPDX-License-Identifier: EUPL-1.2
"""One place, before and after: interrupted time series with season, trend, change of level and of slope.

The effect is the mean difference over the time after the start between what was measured and the
continuation of trend and season: the change of level in the middle of that time.
"""

from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from soesmart.trials.engine import ar
from soesmart.trials.engine.student import Floats
from soesmart.trials.engine.types import Estimate, Flag

METHOD = "single"
WALK = 0.5
"""Refused when it is more likely than not that disturbances hardly fade."""
NOISY = 1.0
"""Refused when another kind of noise fits better by this log likelihood (about 8 % by chance)."""
FEWEST = {12: (24, 6), 4: (12, 4), 52: (52, 8), 1: (12, 3), 7: (28, 7)}
"""By points per cycle: the fewest points before and after the start."""


@dataclass(frozen=True, slots=True)
class Many:
    """Results for many series of the same shape (one value each)."""

    effects: Floats
    lower: Floats
    upper: Floats
    p: Floats
    robust_p: Floats
    refused: Floats
    """1 where diagnostics refuse."""
    fits: ar.Fits


def design(times: Floats, start: int, cycle: int) -> tuple[Floats, Floats]:
    """Columns (n x p) and the contrast that picks the effect. `start` = index of the first point after."""
    post = (np.arange(times.size) >= start).astype(float)
    middle = times[start:].mean()
    span = max(times[-1] - times[0], 1.0)
    columns = [np.ones(times.size), (times - times[start]) / span]
    columns += season(times, cycle)
    columns += [post, post * (times - middle) / span]
    contrast = np.zeros(len(columns))
    contrast[-2] = 1
    return np.column_stack(columns), contrast


def season(times: Floats, cycle: int) -> list[Floats]:
    """One value per month, quarter or weekday; smooth curves where a cycle has more points."""
    if cycle <= 1:
        return []
    if cycle <= 12:
        phase = np.round(times).astype(int) % cycle
        return [(phase == k).astype(float) - (phase == cycle - 1) for k in range(cycle - 1)]
    angle = 2 * np.pi * times / (365.25 / 7 if cycle == 52 else cycle)
    return [wave(k * angle) for k in (1, 2) for wave in (np.cos, np.sin)]


def too_few(times: Floats, start: int, cycle: int) -> tuple[Flag, ...]:
    before, after = FEWEST.get(cycle, (24, 6))
    found = start, times.size - start
    if found[0] >= before and found[1] >= after:
        return ()
    return (Flag("too_few_points", f"{found[0]}+{found[1]} < {before}+{after}"),)


def analyse_many(many: Floats, start: int, cycle: int = 12, times: Floats | None = None) -> Many:
    """Whole simulations at once. `many`: series x n."""
    when = np.arange(many.shape[1], dtype=float) if times is None else times
    columns, contrast = design(when, start, cycle)
    fits = ar.fit(many, columns, contrast, when)
    refused = (fits.near_walk > WALK) | (fits.noisy > NOISY)
    return Many(
        ar.mean(fits),
        ar.quantile(fits, 0.025),
        ar.quantile(fits, 0.975),
        ar.p_values(fits),
        ar.robust_p(fits),
        refused.astype(float),
        fits,
    )


def alone(series: Floats, start: int, cycle: int = 12, times: Floats | None = None) -> Estimate:
    """`analyse` for a place without others. Yearly ones are refused: up to 38 % of real ones cried wolf."""
    found = analyse(series, start, cycle, times)
    if cycle > 1:
        return found
    return replace(found, refusals=(*found.refusals, Flag("yearly_alone")))


def analyse(series: Floats, start: int, cycle: int = 12, times: Floats | None = None) -> Estimate:
    """One series without gaps in `series`; gaps in time are allowed through `times` (in periods)."""
    when = np.arange(series.size, dtype=float) if times is None else times
    refusals = list(too_few(when, start, cycle))
    scale = float(np.std(series))
    if scale == 0 or not np.isfinite(scale):
        return nothing(series, start, [*refusals, Flag("frozen", "the series never changes")])
    try:
        found = analyse_many(series[None, :] / scale, start, cycle, when)
    except ValueError as error:
        return nothing(series, start, [*refusals, Flag("too_few_points", str(error))])
    fits = found.fits
    if fits.near_walk[0] > WALK:
        refusals.append(Flag("random_walk", f"P = {fits.near_walk[0]:.2f}"))
    elif fits.noisy[0] > NOISY:
        refusals.append(Flag("not_ar1", f"{fits.noisy[0]:.2f}"))
    columns, _ = design(when, start, cycle)
    values = ar.coefficients(series, columns, fits.weights[0], when)
    return Estimate(
        method=METHOD,
        effect=float(found.effects[0] * scale),
        lower=float(found.lower[0] * scale),
        upper=float(found.upper[0] * scale),
        p=float(found.p[0]),
        robust_p=float(found.robust_p[0]),
        path=columns[:, :-2] @ values[:-2],
        diagnostics=MappingProxyType(told(found, start, series.size)),
        refusals=tuple(refusals),
        equivalence=tuple(float(ar.quantile(fits, q)[0] * scale) for q in (0.05, 0.95)),  # type: ignore[arg-type]
    )


def told(found: Many, start: int, n: int) -> dict[str, float | int | str | bool]:
    return {
        "before": start,
        "after": n - start,
        "df": found.fits.df,
        "rho": round(float(found.fits.rho[0]), 3),
        "near_random_walk": round(float(found.fits.near_walk[0]), 3),
        "other_noise": round(float(found.fits.noisy[0]), 3),
    }


def nothing(series: Floats, start: int, refusals: list[Flag]) -> Estimate:
    nan = float("nan")
    path = np.full(series.size, series[:start].mean() if start else nan)
    return Estimate(METHOD, nan, nan, nan, 1.0, 1.0, path, refusals=tuple(refusals))
