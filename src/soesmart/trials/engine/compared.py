# SPDX-License-Identifier: EUPL-1.2
"""How sure a comparison is: placebo in space, conformal inference, or the difference as one series."""

from collections.abc import Callable, Sequence
from types import MappingProxyType

import numpy as np

from soesmart.trials.engine import single, synthetic
from soesmart.trials.engine.student import Floats
from soesmart.trials.engine.synthetic import Fitted
from soesmart.trials.engine.types import Estimate, Flag

PLACEBO_DONORS = 19
"""With fewer no place can be the most unusual of twenty."""
FEWEST_DONORS = 5
LONG_ENOUGH = 10
"""Points before the start, for weights that mean something."""
LEVEL = 0.05
FITS: dict[str, Callable[[Floats, int], Fitted]] = {
    "sdid": synthetic.sdid,
    "sc": synthetic.classic,
    "sc_demeaned": lambda panel, start: synthetic.classic(panel, start, demean=True),
    "did": synthetic.differences,
}


def placebo(panel: Floats, start: int, names: Sequence[str], how: str = "sdid") -> Estimate:
    """Placebo in space: would a place without the measure have shown as much?

    Every comparison place is taken for the treated one, with the others to compare. The statistic is the
    effect over the noise that the fit left before the start, so that a place that cannot be imitated does
    not make everything look usual. The treated place never helps to imitate a placebo.
    """
    fit = FITS[how]
    own = fit(panel, start)
    donors = panel.shape[0] - 1
    effects, scales = np.empty(donors), np.empty(donors)
    for at in range(1, donors + 1):
        order = [at, *(k for k in range(1, donors + 1) if k != at)]
        other = fit(panel[order], start)
        effects[at - 1], scales[at - 1] = other.effect, noise_of(panel[at], other, start)
    scale = noise_of(panel[0], own, start)
    usual = np.sort(np.abs(effects) / scales)
    p = (1 + int((usual >= abs(own.effect) / scale).sum())) / (donors + 1)
    half, narrow = (_reach(usual, level) * scale for level in (LEVEL, 2 * LEVEL))
    refusals = list(_refusals(panel, start, PLACEBO_DONORS))
    return Estimate(
        method=f"{how}_placebo",
        effect=own.effect,
        lower=own.effect - half,
        upper=own.effect + half,
        p=p,
        robust_p=p,
        path=own.path,
        diagnostics=MappingProxyType(_told(own, start, panel) | {"placebos": donors}),
        refusals=tuple(refusals),
        weights=_named(own.weights, names),
        equivalence=(own.effect - narrow, own.effect + narrow),
    )


def noise_of(series: Floats, fitted: Fitted, start: int) -> float:
    """Root mean square of what the fit left before the start, at least a trace of the series' own noise."""
    gap = (series - fitted.path)[:start]
    trace = 0.05 * float(np.diff(series[:start]).std()) + 1e-12 * (1 + float(np.abs(series).max()))
    return float(np.sqrt((gap - gap.mean()).var() + trace**2))


def _reach(usual: Floats, level: float) -> float:
    """The largest standardised effect that would not be unusual: all with p > level stay inside."""
    keep = int(np.floor(level * (usual.size + 1) + 1e-9))
    return float(usual[-keep]) if keep >= 1 else float("inf")


def _refusals(panel: Floats, start: int, donors: int) -> tuple[Flag, ...]:
    found = []
    if panel.shape[0] - 1 < donors:
        found.append(Flag("too_few_places", f"{panel.shape[0] - 1} < {donors}"))
    if start < LONG_ENOUGH:
        found.append(Flag("too_few_points", f"{start} < {LONG_ENOUGH}"))
    if panel.shape[1] - start < 1:
        found.append(Flag("too_few_points", "nothing after the start"))
    if np.ptp(panel[0]) == 0:
        found.append(Flag("frozen", "the series never changes"))
    return tuple(found)


def _told(fitted: Fitted, start: int, panel: Floats) -> dict[str, float | int | str | bool]:
    return {
        "before": start,
        "after": panel.shape[1] - start,
        "fit_error": round(fitted.fit_error, 6),
        "donors": panel.shape[0] - 1,
        "donors_used": int((fitted.weights > 0.001).sum()),
    }


def _named(weights: Floats, names: Sequence[str]) -> MappingProxyType[str, float]:
    pairs = sorted(zip(weights, names, strict=True), key=lambda pair: (-pair[0], pair[1]))
    return MappingProxyType({name: round(float(weight), 4) for weight, name in pairs if weight > 0.0005})


def conformal_p(panel: Floats, start: int, effect: float, blocks: int = 1) -> float:
    """Chernozhukov, Wüthrich & Zhu (2021): is the time after the start unusual if `effect` were true?

    The effect is taken off, the weights are fitted to the whole time, and the residuals after the start are
    compared with all shifts of the residuals around the clock. `blocks` thins the shifts.
    """
    taken = panel[0].copy()
    taken[start:] -= effect
    both = np.vstack([taken[None, :], panel[1:]])
    moved = both - both.mean(1, keepdims=True)
    gap = moved[0] - synthetic.nearest(moved[1:].T, moved[0]) @ moved[1:]
    n, after = gap.size, gap.size - start
    total = np.concatenate([[0.0], np.cumsum(np.concatenate([gap, gap]))])
    sums = np.abs(total[after : after + n] - total[:n])[::blocks]
    own = abs(float(gap[start:].sum()))
    return float((sums >= own * (1 - 1e-9)).mean()) if np.ptp(gap) > 0 else 1.0


def conformal(panel: Floats, start: int, names: Sequence[str], cycle: int, times: Floats) -> Estimate:
    """Synthetic control of the ups and downs, with conformal inference. Needs 20 periods, better 40.

    Alone it cried wolf on real yearly figures (up to 16 %), whose disturbances last. So a verdict also needs
    the difference to the mean of the places, taken as one series, to agree: `robust_p` is the larger p,
    and what that series' diagnostics refuse is refused here.
    """
    own = synthetic.classic(panel, start, demean=True)
    p = conformal_p(panel, start, 0.0)
    lower, upper = _inverted(panel, start, own.effect, LEVEL)
    plain = difference(panel, start, names, cycle, times)
    refusals = [*_refusals(panel, start, FEWEST_DONORS), *plain.refusals]
    if panel.shape[1] < 20:
        refusals.append(Flag("too_few_points", f"{panel.shape[1]} < 20"))
    agrees = np.sign(plain.effect) == np.sign(own.effect)
    told = _told(own, start, panel) | {"difference_p": round(plain.robust_p, 5)}
    return Estimate(
        method="conformal",
        effect=own.effect,
        lower=lower,
        upper=upper,
        p=p,
        robust_p=max(p, plain.p, plain.robust_p) if agrees else 1.0,
        path=own.path,
        diagnostics=MappingProxyType(told),
        refusals=tuple(refusals),
        weights=_named(own.weights, names),
    )


def _inverted(panel: Floats, start: int, centre: float, level: float) -> tuple[float, float]:
    """Where the p-value falls to `level`, by bisection on both sides; infinite when it never does."""
    step = float(panel[0].std()) or 1.0
    ends = []
    for sign in (-1, 1):
        near, far = centre, centre + sign * 8 * step
        if conformal_p(panel, start, far) > level:
            ends.append(sign * float("inf"))
            continue
        for _ in range(18):
            middle = (near + far) / 2
            if conformal_p(panel, start, middle) > level:
                near = middle
            else:
                far = middle
        ends.append(far)
    return ends[0], ends[1]


def difference(panel: Floats, start: int, names: Sequence[str], cycle: int, times: Floats) -> Estimate:
    """Treated minus the mean of the others, as one series."""
    others = panel[1:].mean(0)
    found = single.analyse(panel[0] - others, start, cycle, times)
    told = dict(found.diagnostics) | {"donors": panel.shape[0] - 1}
    return Estimate(
        method="difference",
        effect=found.effect,
        lower=found.lower,
        upper=found.upper,
        p=found.p,
        robust_p=found.robust_p,
        path=found.path + others,
        diagnostics=MappingProxyType(told),
        refusals=found.refusals,
        weights=_named(np.full(len(names), 1 / len(names)), names),
        equivalence=found.equivalence,
    )
