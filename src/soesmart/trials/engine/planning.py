# SPDX-License-Identifier: EUPL-1.2
"""Before the start: what could be found, and with what chance."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from soesmart.trials.engine import ar, compared, rollout, single, synthetic
from soesmart.trials.engine.calibration import worlds
from soesmart.trials.engine.student import Floats

WANTED = 0.8
"""Chance with which the smallest detectable effect is found."""
LEVEL = 0.05
SIZES = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0)
"""Effects in s.d. of one period that are tried."""


TOO_FEW = (
    "Fünf Orte allein sind zu wenige. Besser: Das Los entscheidet, welches Dorf wann drankommt (rollout)."
)


def plan(
    design: str,
    before: int,
    after: int,
    places: int,
    noise: float,
    rho: float,
    effect: float | None = None,
    areas: Sequence[str] = (),
    seed: str = "",
    runs: int = 200,
) -> dict[str, Any]:
    """Power at `effect` and over a range, by simulation with the code that will judge. Raises ValueError."""
    if noise <= 0 or not 0 <= rho < 1 or not 2 <= before + after <= ar.LONGEST or after < 1:
        raise ValueError("Streuung > 0, Zusammenhang zwischen 0 und 1, 2 bis 600 Zeiträume.")
    chances = {"series": _series, "places": _places, "rollout": _rollout}[design]
    sizes = sorted({*SIZES, *([abs(effect) / noise] if effect else [])})
    found = chances(before, after, places, rho, sizes, runs)
    curve = [
        {"effect": round(size * noise, 6), "power": round(chance, 3)}
        for size, chance in zip(sizes, found, strict=True)
    ]
    told: dict[str, Any] = {
        "design": design,
        "before": before,
        "after": after,
        "places": places if design != "series" else 0,
        "noise": noise,
        "rho": rho,
        "power": _at(curve, abs(effect) if effect else noise),
        "effect": abs(effect) if effect else noise,
        "smallest_detectable": _smallest(sizes, found, noise),
        "chance": WANTED,
        "runs": runs,
        "curve": curve,
        "advice": _advice(design, places),
    }
    if areas and seed:
        drawn = rollout.draw(list(areas), before + after, seed)
        told |= {
            "seed": seed,
            "periods": before + after,
            "order": [{"area": a, "start": s + 1} for a, s in zip(drawn.areas, drawn.starts, strict=True)],
        }
    return told


def _at(curve: Sequence[dict[str, float]], effect: float) -> float:
    return float(np.interp(effect, [one["effect"] for one in curve], [one["power"] for one in curve]))


def _smallest(sizes: Sequence[float], chances: Sequence[float], noise: float) -> float | None:
    """Between the last size that is missed too often and the first that is not; None when none is found."""
    for at, chance in enumerate(chances):
        if chance >= WANTED:
            if at == 0:
                return round(sizes[0] * noise, 6)
            low, high = chances[at - 1], chance
            part = (WANTED - low) / max(high - low, 1e-9)
            return round((sizes[at - 1] + part * (sizes[at] - sizes[at - 1])) * noise, 4)
    return None


def _advice(design: str, places: int) -> str:
    if design == "places" and places < compared.PLACEBO_DONORS:
        return TOO_FEW
    if design == "rollout" and places < rollout.FEWEST_AREAS:
        return (
            f"Mindestens {rollout.FEWEST_AREAS} Gebiete, besser zwölf; "
            "mehrere Städte können zusammen auslosen."
        )
    if design == "series":
        return (
            "Eine Reihe allein findet nur große Effekte. Mit Vergleichsorten oder einem Los geht es besser."
        )
    return ""


def _series(
    before: int, after: int, places: int, rho: float, sizes: Sequence[float], runs: int
) -> list[float]:
    rng = np.random.default_rng(1)
    n = before + after
    noise = worlds.ar1(rho, runs, n, rng) * np.sqrt(1 - rho * rho)
    out = []
    for size in sizes:
        found = single.analyse_many(noise + size * worlds.step(n, before), before)
        hit = (found.p <= LEVEL) & (found.robust_p <= LEVEL) & (found.refused < 0.5) & (found.effects > 0)
        out.append(float(hit.mean()))
    return out


def _places(
    before: int, after: int, places: int, rho: float, sizes: Sequence[float], runs: int
) -> list[float]:
    judge = _by_placebo if places >= compared.PLACEBO_DONORS else _by_conformal
    rng = np.random.default_rng(1)
    panels = [worlds.places(places + 1, before + after, rng, rho=rho) for _ in range(max(runs // 4, 40))]
    effect = np.zeros((places + 1, before + after))
    effect[0] = worlds.step(before + after, before)
    return [float(judge([panel + size * effect for panel in panels], before).mean()) for size in sizes]


def _by_placebo(panels: Sequence[Floats], start: int) -> Floats:
    names = [str(k) for k in range(panels[0].shape[0] - 1)]
    found = [compared.placebo(panel, start, names, "sc_demeaned") for panel in panels]
    return np.array([one.p <= LEVEL for one in found], dtype=float)


def _by_conformal(panels: Sequence[Floats], start: int) -> Floats:
    """1 where `compared.conformal` would judge; without its interval, and with all differences at once."""
    places, n = panels[0].shape
    times = np.arange(n, dtype=float)
    rows = np.array([panel[0] - panel[1:].mean(0) for panel in panels])
    plain = single.analyse_many(rows / rows.std(1, keepdims=True), start, 1)
    hits = (plain.p <= LEVEL) & (plain.robust_p <= LEVEL) & (plain.refused < 0.5)
    few = places - 1 < compared.FEWEST_DONORS
    if single.too_few(times, start, 1) or (not few and (n < 20 or start < compared.LONG_ENOUGH)):
        return np.zeros(len(panels))
    for at in [] if few else np.flatnonzero(hits).tolist():
        own = synthetic.classic(panels[at], start, demean=True)
        agrees = bool(np.sign(own.effect) == np.sign(plain.effects[at]))
        hits[at] = agrees and compared.conformal_p(panels[at], start, 0.0) <= LEVEL
    return hits.astype(float)


def _rollout(
    before: int, after: int, places: int, rho: float, sizes: Sequence[float], runs: int
) -> list[float]:
    if places < 2:
        raise ValueError("Eine Auslosung braucht mindestens zwei Gebiete.")
    return [rollout.power(places, before + after, size, 1.0, rho, runs) for size in sizes]
