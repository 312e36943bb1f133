# SPDX-License-Identifier: EUPL-1.2
"""What would have been, from comparison places.

Synthetic control (Abadie & Gardeazabal 2003; Abadie, Diamond & Hainmueller 2010), with and without the
places' own means (Ferman & Pinto 2021), and synthetic difference-in-differences (Arkhangelsky et al. 2021).
Panels are places x periods; row 0 is the place with the measure.
"""

from dataclasses import dataclass

import numpy as np

from soesmart.trials.engine.student import Floats


@dataclass(frozen=True, slots=True)
class Fitted:
    """`path`: what would have been (periods). `weights`: one per comparison place, sum 1."""

    effect: float
    path: Floats
    weights: Floats
    time_weights: Floats
    fit_error: float
    """Root of the summed squared gaps before the start."""


def nearest(columns: Floats, target: Floats, ridge: float = 0.0) -> Floats:
    """Weights on the simplex with the least |columns w - target|² + ridge |w|². `columns`: n x k.

    Exact: the point of a convex hull next to the origin is a non-negative least squares problem
    (Lawson & Hanson 1974), min |M u|² + (1'u - 1)², whose solution is the wanted one up to its length.
    """
    from scipy.optimize import nnls

    k = columns.shape[1]
    if k == 1:
        return np.ones(1)
    gaps = columns - target[:, None]
    if ridge > 0:
        gaps = np.vstack([gaps, np.sqrt(ridge) * np.eye(k)])
    scale = np.sqrt((gaps * gaps).sum(0).min())
    if scale <= 1e-12 * max(1.0, float(np.abs(target).max(initial=0.0))):
        exact = np.zeros(k)
        exact[(gaps * gaps).sum(0).argmin()] = 1
        return exact
    square = gaps.T @ gaps / scale**2 + 1.0
    # nnls on the triangular root: k rows, however long the series is.
    values, vectors = np.linalg.eigh(square)
    root = np.sqrt(np.clip(values, 0, None))[:, None] * vectors.T
    right = np.where(
        values > 1e-13 * values[-1], (vectors.T @ np.ones(k)) / np.sqrt(np.clip(values, 1e-300, None)), 0
    )
    found, _ = nnls(root, right, maxiter=50 * k)
    if found.sum() <= 0:
        return np.full(k, 1 / k)
    return np.asarray(found / found.sum())


def classic(panel: Floats, start: int, demean: bool = False) -> Fitted:
    """Synthetic control on the outcomes before the start; with `demean` only their ups and downs count."""
    before = panel[:, :start]
    level = before.mean(1, keepdims=True) if demean else np.zeros((panel.shape[0], 1))
    moved = panel - level
    weights = nearest(moved[1:, :start].T, moved[0, :start])
    path = weights @ moved[1:] + level[0]
    gap = panel[0] - path
    flat = np.full(start, 1 / start) if demean else np.zeros(start)
    return Fitted(float(gap[start:].mean()), path, weights, flat, float(np.sqrt((gap[:start] ** 2).sum())))


def differences(panel: Floats, start: int) -> Fitted:
    """Difference in differences: all places and all periods count alike."""
    others = panel.shape[0] - 1
    weights, times = np.full(others, 1 / others), np.full(start, 1 / start)
    return _told(panel, start, weights, times)


def sdid(panel: Floats, start: int) -> Fitted:
    """Synthetic difference-in-differences for one place."""
    others, after = panel[1:], panel.shape[1] - start
    changes = np.diff(others[:, :start], axis=1)
    noise = float(changes.std(ddof=1)) if changes.size > 1 else 0.0
    zeta = after**0.25 * noise
    weights = _centred(others[:, :start].T, panel[0, :start], zeta**2 * start)
    tiny = (1e-6 * noise) ** 2 * others.shape[0]
    times = _centred(others[:, :start], others[:, start:].mean(1), tiny)
    return _told(panel, start, weights, times)


def _centred(columns: Floats, target: Floats, ridge: float) -> Floats:
    """`nearest` with a free constant."""
    return nearest(columns - columns.mean(0), target - target.mean(), ridge)


def _told(panel: Floats, start: int, weights: Floats, times: Floats) -> Fitted:
    mixed = weights @ panel[1:]
    shift = float(times @ (panel[0, :start] - mixed[:start]))
    path = mixed + shift
    gap = panel[0] - path
    centred = gap[:start] - gap[:start].mean()
    error = float(np.sqrt((centred**2).sum()))
    return Fitted(float(gap[start:].mean()), path, weights, times, error)
