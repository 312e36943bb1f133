# SPDX-License-Identifier: EUPL-1.2
"""Counts (accidents, loans, complaints): negative binomial regression with autocorrelated errors.

Log-linear, with season, trend and a step at the start (McCullagh & Nelder 1989). After the fit the working
response, weighted by the negative binomial variance, goes through the same integration over the AR(1)
parameter as measured values; its scale takes up what dispersion is left. The effect is a ratio of rates.
"""

from types import MappingProxyType

import numpy as np

from soesmart.trials.engine import ar, single
from soesmart.trials.engine.student import Floats
from soesmart.trials.engine.types import Estimate, Flag

METHOD = "counts"
FEWEST = 30.0
"""Events before the start, in all."""
LEAST_MEAN = 1.0


def design(times: Floats, start: int, cycle: int) -> tuple[Floats, Floats]:
    """As for measured values, but with smooth seasons and no change of slope: counts carry little."""
    post = (np.arange(times.size) >= start).astype(float)
    columns = [np.ones(times.size), (times - times[start]) / max(times[-1] - times[0], 1.0)]
    if cycle > 1:
        angle = 2 * np.pi * times / (365.25 / 7 if cycle == 52 else cycle)
        columns += [wave(k * angle) for k in (1, 2)[: max(1, cycle // 6)] for wave in (np.cos, np.sin)]
    columns.append(post)
    contrast = np.zeros(len(columns))
    contrast[-1] = 1
    return np.column_stack(columns), contrast


def working(counts: Floats, columns: Floats) -> tuple[Floats, Floats, Floats]:
    """Working response, weights and fitted means (series x n) of the negative binomial fit."""
    n, p = columns.shape
    eta = np.log(counts + 0.5)
    alpha = np.zeros((counts.shape[0], 1))
    for turn in range(14):
        mu = np.exp(np.clip(eta, -8, 20))
        weight = mu / (1 + alpha * mu)
        response = eta + (counts - mu) / mu
        left = np.einsum("sn,ni,nj->sij", weight, columns, columns) + 1e-9 * np.eye(p)
        right = np.einsum("sn,ni->si", weight * response, columns)
        eta = np.clip(np.linalg.solve(left, right[..., None])[..., 0] @ columns.T, -8, 20)
        if turn >= 4:
            mu = np.exp(eta)
            extra = (
                ((counts - mu) ** 2 - mu).sum(1, keepdims=True)
                * n
                / (n - p)
                / (mu * mu).sum(1, keepdims=True)
            )
            alpha = np.clip(extra, 0, 5)
    mu = np.exp(eta)
    return eta + (counts - mu) / mu, mu / (1 + alpha * mu), mu


def analyse_many(counts: Floats, start: int, cycle: int = 12, times: Floats | None = None) -> single.Many:
    """Whole simulations at once; effects are logs of ratios."""
    when = np.arange(counts.shape[1], dtype=float) if times is None else times
    columns, contrast = design(when, start, cycle)
    response, weight, _ = working(counts, columns)
    parts = [_one(response[at], weight[at], columns, contrast, when) for at in range(counts.shape[0])]
    fits = ar.Fits(
        np.concatenate([part.estimates for part in parts]),
        np.concatenate([part.errors for part in parts]),
        np.concatenate([part.likelihoods for part in parts]),
        np.concatenate([part.weights for part in parts]),
        parts[0].df,
    )
    few = (counts[:, :start].sum(1) < FEWEST) | (counts.mean(1) < LEAST_MEAN)
    refused = few | (fits.near_walk > single.WALK) | (fits.noisy > single.NOISY)
    return single.Many(
        ar.mean(fits),
        ar.quantile(fits, 0.025),
        ar.quantile(fits, 0.975),
        ar.p_values(fits),
        ar.robust_p(fits),
        refused.astype(float),
        fits,
    )


def _one(response: Floats, weight: Floats, columns: Floats, contrast: Floats, times: Floats) -> ar.Fits:
    root = np.sqrt(weight)
    return ar.fit((root * response)[None, :], root[:, None] * columns, contrast, times)


def analyse(counts: Floats, start: int, cycle: int = 12, times: Floats | None = None) -> Estimate:
    """The effect is told as events per period; the ratio of rates stands among the diagnostics."""
    when = np.arange(counts.size, dtype=float) if times is None else times
    refusals = list(single.too_few(when, start, cycle))
    if (counts < 0).any() or np.abs(counts - np.round(counts)).max() > 1e-9:
        refusals.append(Flag("not_counts", "whole numbers from 0 are needed"))
    if counts[:start].sum() < FEWEST or counts.mean() < LEAST_MEAN:
        refusals.append(Flag("too_few_events", f"{counts[:start].sum():.0f}"))
    if np.ptp(counts) == 0 or (counts < 0).any():
        return single.nothing(counts, start, refusals)
    try:
        found = analyse_many(counts[None, :], start, cycle, when)
    except (ValueError, np.linalg.LinAlgError) as error:
        return single.nothing(counts, start, [*refusals, Flag("too_few_points", str(error))])
    if found.refused[0] and not refusals:
        refusals.append(Flag("random_walk" if found.fits.near_walk[0] > single.WALK else "not_ar1"))
    columns, _ = design(when, start, cycle)
    _, _, mu = working(counts[None, :], columns)
    ratio = (float(np.exp(found.effects[0])), float(np.exp(found.lower[0])), float(np.exp(found.upper[0])))
    path = mu[0] / np.where(columns[:, -1] > 0, ratio[0], 1.0)
    base = float(path[start:].mean())
    told = single.told(found, start, counts.size) | {
        "ratio": round(ratio[0], 4),
        "ratio_lower": round(ratio[1], 4),
        "ratio_upper": round(ratio[2], 4),
    }
    return Estimate(
        METHOD,
        base * (ratio[0] - 1),
        base * (ratio[1] - 1),
        base * (ratio[2] - 1),
        float(found.p[0]),
        float(found.robust_p[0]),
        path,
        MappingProxyType(told),
        tuple(refusals),
    )
