# SPDX-License-Identifier: EUPL-1.2
"""The running look at one series of days: what may be said on every day since the start."""

from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from soesmart.trials.engine import running
from soesmart.trials.engine.quality import Ints
from soesmart.trials.engine.student import Floats
from soesmart.trials.engine.types import Estimate, Flag

METHOD = "running"


@dataclass(frozen=True, slots=True)
class Day:
    """What was known on a day. `p` holds for all looks up to here and never rises."""

    number: int
    effect: float
    lower: float
    upper: float
    p: float


def look(panel: Floats, start: int, days: Ints) -> tuple[Estimate, tuple[Day, ...]]:
    """The newest look as an estimate, and all looks. `panel`: places x days, own first.

    With other places their mean is taken off: a season that all share is no effect.
    """
    others = panel[1:].mean(0) if panel.shape[0] > 1 else np.zeros(panel.shape[1])
    series = panel[0] - others
    refusals = list(_refusals(series, start, days, panel.shape[0] > 1))
    scale = float(series[:start].std())
    if scale == 0 or start < running.FEWEST_BEFORE:
        nan = float("nan")
        level = np.full(series.size, series[:start].mean())
        return Estimate(METHOD, nan, nan, nan, 1.0, 1.0, level + others, refusals=tuple(refusals)), ()
    found = running.looks(series[None, :] / scale, start, days=days)
    if found.refused[0] > 0.5:
        refusals.append(Flag("random_walk", f"{found.rho[0]:.2f}"))
    effects, lower, upper = (one[0] * scale for one in (found.effects, found.lower, found.upper))
    p = float(found.p[0, -1])
    # The sign that was found must still be there: an effect that turned round is none.
    same_side = np.sign(effects[-1]) == np.sign(effects[int(found.p[0].argmin())])
    estimate = Estimate(
        method=METHOD,
        effect=float(effects[-1]),
        lower=float(lower[-1]),
        upper=float(upper[-1]),
        p=p,
        robust_p=p if same_side else 1.0,
        path=_without(series, start, days, float(found.rho[0])) + others,
        diagnostics=MappingProxyType(
            {
                "before": start,
                "after": series.size - start,
                "rho": float(found.rho[0]),
                "yearly_wave": running.has_year(days, start),
                "donors": panel.shape[0] - 1,
            }
        ),
        refusals=tuple(refusals),
        equivalence=(float(lower[-1]), float(upper[-1])),
    )
    columns = zip(days[start:], effects, lower, upper, found.p[0], strict=True)
    return estimate, tuple(Day(int(d), *(float(v) for v in rest)) for d, *rest in columns)


def _refusals(series: Floats, start: int, days: Ints, compared: bool) -> tuple[Flag, ...]:
    found = []
    if start < running.FEWEST_BEFORE:
        found.append(Flag("too_few_points", f"{start} < {running.FEWEST_BEFORE}"))
    elif not compared and not running.has_year(days, start):
        found.append(Flag("season_unknown", f"{int(days[start] - days[0])} < 365"))
    if float(series[:start].std()) == 0:
        found.append(Flag("frozen", "the series never changes"))
    return tuple(found)


def _without(series: Floats, start: int, days: Ints, rho: float) -> Floats:
    """Level, weekdays, yearly wave and drift, fitted together with the step."""
    nuisance, step = running.design(days, start)
    columns = np.column_stack([nuisance, step, series])
    expected = np.zeros((1, columns.shape[1]))
    expected[0, nuisance.shape[1] - 1] = np.sqrt(running.firmness(rho))
    white = np.vstack([running.whitened(columns, rho, np.diff(days)), expected])
    fitted, *_ = np.linalg.lstsq(white[:, :-1], white[:, -1], rcond=None)
    return np.asarray(nuisance @ fitted[:-1])
