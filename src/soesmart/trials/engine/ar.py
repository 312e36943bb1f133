# SPDX-License-Identifier: EUPL-1.2
"""Regression with autocorrelated errors whose parameters are integrated out.

Model: y = X b + u, u_t = rho u_{t-1} + e_t, stationary, normal. For each rho of a fixed grid the generalised
least squares fit and the restricted likelihood (Patterson & Thompson 1971, Harville 1974) are exact; with
flat priors on b and log sigma, the effect given rho is Student's t with n - p degrees of freedom, and
the answer is the mixture over rho. This keeps intervals honest when rho is poorly known, which with
three years of months it always is.

Beside the AR(1) stand noisier relatives (AR(1) plus white noise, up to nearly a random walk). They get no
weight in the answer, but the data must exclude them before an answer that hangs on AR(1) counts:
`robust_p` is the largest p-value among the models that the data finds about as likely as the best
(the idea of Berger & Boos 1994).

All functions take many series that share their design: `many` (series x n), `design` (n x p).
"""

from dataclasses import dataclass

import numpy as np

from soesmart.trials.engine.student import Floats, t_cdf

_RHO = np.concatenate([np.arange(-4, 8) / 10, [0.75, 0.8, 0.85, 0.9, 0.94, 0.97, 0.99]])
"""Town series hang together or do not; they do not zigzag from month to month."""
_SHARES = (0.0, 0.3, 0.5, 0.7, 0.85)
_NOISY_FROM = 0.6
NEAR_WALK = 0.9
DROP = 1.15
"""Models within this log likelihood of the best are not excluded by the data."""
LONGEST = 600
"""Points per series: a longer one is to be aggregated first."""


def _models() -> tuple[Floats, Floats, Floats]:
    # Twice the weight at both ends, of which the data tells least: that gave intervals their coverage.
    width = np.gradient(_RHO) * np.where((_RHO >= NEAR_WALK) | (_RHO < 0.05), 2.0, 1.0)
    rows = [(rho, 0.0, one) for rho, one in zip(_RHO, width / width.sum(), strict=True)]
    rows += [(rho, share, 0.0) for share in _SHARES[1:] for rho in _RHO if rho >= _NOISY_FROM]
    rhos, shares, prior = np.array(rows).T
    return rhos, shares, prior


RHO, SHARE, PRIOR = _models()
PLAIN = SHARE == 0


@dataclass(frozen=True, slots=True)
class Fits:
    """One row per series, one column per model of noise. `weights` sum to 1 over the AR(1) models."""

    estimates: Floats
    errors: Floats
    likelihoods: Floats
    weights: Floats
    df: int

    @property
    def rho(self) -> Floats:
        """Posterior mean."""
        return np.asarray(self.weights @ RHO)

    @property
    def near_walk(self) -> Floats:
        """Posterior probability that disturbances hardly ever fade."""
        return np.asarray(self.weights @ (RHO >= NEAR_WALK))

    @property
    def noisy(self) -> Floats:
        """By how much log likelihood the best noisy relative beats the best AR(1)."""
        return np.asarray(self.likelihoods[:, ~PLAIN].max(1) - self.likelihoods[:, PLAIN].max(1))


def roots(times: Floats, rhos: Floats = RHO, shares: Floats = SHARE) -> Floats:
    """Cholesky factors of the correlations at these times (models x n x n); times may have gaps."""
    lag = np.abs(times[:, None] - times[None, :])
    sign = np.where(np.round(lag) % 2 == 1, -1.0, 1.0)
    eye = np.eye(times.size)
    out = np.empty((rhos.size, times.size, times.size))
    for at, (rho, share) in enumerate(zip(rhos, shares, strict=True)):
        kernel = np.abs(rho) ** lag if rho else eye
        out[at] = np.linalg.cholesky((1 - share) * (kernel * sign if rho < 0 else kernel) + share * eye)
    return out


def fit(many: Floats, design: Floats, contrast: Floats, times: Floats | None = None) -> Fits:
    """The effect `contrast @ b` of every series under every model. Raises ValueError on a singular design."""
    from scipy.linalg import solve_triangular

    (series, n), p = many.shape, design.shape[1]
    if n > LONGEST:
        raise ValueError(f"{n} points: aggregate to at most {LONGEST}")
    if n - p < 4 or np.linalg.matrix_rank(design) < p:
        raise ValueError("the design is singular: too few points for its season and trends")
    factors = roots(np.arange(n, dtype=float) if times is None else times)
    shape = (series, factors.shape[0])
    estimates, errors, logs = np.empty(shape), np.empty(shape), np.empty(shape)
    both = np.concatenate([design, many.T], axis=1)
    tiny = np.finfo(float).tiny
    for at, root in enumerate(factors):
        white = solve_triangular(root, both, lower=True, check_finite=False)
        q, r = np.linalg.qr(white[:, :p])
        turned = q.T @ white[:, p:]
        rest = np.maximum((white[:, p:] ** 2).sum(0) - (turned * turned).sum(0), tiny)
        row = np.linalg.solve(r.T, contrast)
        estimates[:, at] = row @ turned
        errors[:, at] = np.sqrt(rest / (n - p) * (row @ row))
        constant = np.log(np.diag(root)).sum() + np.log(np.abs(np.diag(r))).sum()
        logs[:, at] = -constant - 0.5 * (n - p) * np.log(rest)
    with np.errstate(divide="ignore"):
        posterior = logs + np.log(PRIOR)
    weights = np.exp(posterior - posterior.max(1, keepdims=True))
    weights /= weights.sum(1, keepdims=True)
    return Fits(estimates, errors, logs, weights, n - p)


def coefficients(series: Floats, design: Floats, weights: Floats, times: Floats) -> Floats:
    """The coefficients (p) of one series, averaged over the models by their weights."""
    from scipy.linalg import solve_triangular

    used = weights > 1e-12
    total = np.zeros(design.shape[1])
    for weight, root in zip(weights[used], roots(times, RHO[used], SHARE[used]), strict=True):
        white = solve_triangular(root, np.column_stack([design, series]), lower=True)
        total += weight * np.linalg.lstsq(white[:, :-1], white[:, -1], rcond=None)[0]
    return total


def p_values(fits: Fits, null: float = 0.0) -> Floats:
    """Two-sided: twice the smaller tail of the mixture at `null`."""
    below = below_of(fits, null)
    return np.asarray(np.minimum(1.0, 2 * np.minimum(below, 1 - below)))


def below_of(fits: Fits, null: float) -> Floats:
    """Posterior probability that the effect lies below `null`."""
    score = (null - fits.estimates[:, PLAIN]) / fits.errors[:, PLAIN]
    return np.asarray((fits.weights[:, PLAIN] * t_cdf(score, fits.df)).sum(1))


def robust_p(fits: Fits, null: float = 0.0) -> Floats:
    """The largest two-sided p-value among the models that the data does not exclude."""
    each = 2 * t_cdf(-np.abs((fits.estimates - null) / fits.errors), fits.df)
    likely = fits.likelihoods > fits.likelihoods.max(1, keepdims=True) - DROP
    return np.asarray(np.where(likely, each, 0.0).max(1))


def quantile(fits: Fits, level: float) -> Floats:
    """The mixture's quantile per series, by bisection."""
    estimates, errors, weights = (a[:, PLAIN] for a in (fits.estimates, fits.errors, fits.weights))
    spread = 60 * errors.max(1)
    low, high = estimates.min(1) - spread, estimates.max(1) + spread
    for _ in range(48):
        middle = (low + high) / 2
        below = (weights * t_cdf((middle[:, None] - estimates) / errors, fits.df)).sum(1)
        low, high = np.where(below < level, middle, low), np.where(below < level, high, middle)
    return np.asarray((low + high) / 2)


def mean(fits: Fits) -> Floats:
    return np.asarray((fits.weights * fits.estimates).sum(1))
