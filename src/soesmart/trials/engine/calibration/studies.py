# SPDX-License-Identifier: EUPL-1.2
"""What each estimator is measured by. Rates count all series, refused ones too."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from soesmart.trials.engine import compared, counts, family, looking, rollout, running, single
from soesmart.trials.engine.calibration import worlds
from soesmart.trials.engine.quality import Ints
from soesmart.trials.engine.student import Floats

SEED = 20260828
LEVEL = 0.05
NOT_PASSED = frozenset({"sc_placebo", "sdid_placebo"})
"""Measured for information, they may not judge: classic synthetic control cried wolf on real wages (7.5 %)
and misses its power, as does synthetic difference-in-differences (ADR 70)."""
Worlds = Callable[[int, int, np.random.Generator], Floats]


@dataclass(frozen=True, slots=True)
class Study:
    """`hits` of `series`; must be at most (at least) `bound`. `refused` for information."""

    method: str
    name: str
    series: int
    hits: int
    bound: float
    better: Literal["lower", "higher"] = "lower"
    refused: int = 0

    @property
    def rate(self) -> float:
        return self.hits / self.series

    @property
    def ok(self) -> bool:
        return self.rate <= self.bound if self.better == "lower" else self.rate >= self.bound


def judged(found: single.Many) -> NDArray[np.bool_]:
    """Where a verdict would be given."""
    return (found.p <= LEVEL) & (found.robust_p <= LEVEL) & (found.refused < 0.5)


def _chunks(total: int, most: int = 2000) -> Iterator[int]:
    for begin in range(0, total, most):
        yield min(most, total - begin)


def _single(
    name: str, world: Worlds, before: int, after: int, total: int, bound: float, seed: int
) -> tuple[Study, int]:
    """The study of false positives, and how many intervals held the truth."""
    rng = np.random.default_rng([SEED, seed])
    hits = refused = covered = 0
    for some in _chunks(total):
        many = worlds.with_season(world(some, before + after, rng), rng)
        found = single.analyse_many(many - many.mean(1, keepdims=True), before)
        hits += int(judged(found).sum())
        refused += int(found.refused.sum())
        covered += int(((found.lower <= 0) & (found.upper >= 0)).sum())
    return Study("single", name, total, hits, bound, refused=refused), covered


def single_series(total: int) -> Iterator[Study]:
    for before, after, bound in ((36, 12, 0.06), (24, 12, 0.075)):
        for at, rho in enumerate((0.0, 0.2, 0.4, 0.6, 0.8)):
            world = partial(worlds.ar1, rho)
            name = f"{before}+{after} Monate, AR(1) {rho}"
            study, covered = _single(
                f"{name}: Fehlalarme", world, before, after, total, bound, 100 * before + at
            )
            yield study
            yield Study(
                "single",
                f"{name}: Intervall enthält die Wahrheit, mindestens",
                total,
                covered,
                0.92,
                "higher",
            )
            yield Study("single", f"{name}: Intervall enthält die Wahrheit, höchstens", total, covered, 0.97)
            if before == 36 and rho <= 0.6:
                yield Study("single", f"{name}: abgelehnt", total, study.refused, 0.15)
    yield from _wandering(max(200, total // 2))
    yield _seen(max(200, total // 4))


def other_cycles(total: int) -> Iterator[Study]:
    """Weeks with a yearly wave, quarters, and weekdays."""
    for cycle, before, after in ((52, 104, 52), (4, 24, 8), (7, 84, 28)):
        for at, rho in enumerate((0.0, 0.4, 0.8)):
            rng = np.random.default_rng([SEED, 8, cycle, at])
            n = before + after
            phase = rng.uniform(0, 2 * np.pi, (total, 1))
            wave = 3 * np.cos(2 * np.pi * np.arange(n) / (365.25 / 7 if cycle == 52 else cycle) + phase)
            found = single.analyse_many(worlds.ar1(rho, total, n, rng) + wave, before, cycle)
            name = f"{before}+{after} bei {cycle} je Runde, AR(1) {rho}: Fehlalarme"
            yield Study(
                "single", name, total, int(judged(found).sum()), 0.06, refused=int(found.refused.sum())
            )


WANDERING: dict[str, Worlds] = {
    "AR(2) .5 .3": lambda s, n, g: worlds.ar2(0.5, 0.3, s, n, g),
    "AR(2) .3 .4": lambda s, n, g: worlds.ar2(0.3, 0.4, s, n, g),
    "AR(2) .6 .2": lambda s, n, g: worlds.ar2(0.6, 0.2, s, n, g),
    "AR(2) 1.2 -.4": lambda s, n, g: worlds.ar2(1.2, -0.4, s, n, g),
    "Irrfahrt": lambda s, n, g: worlds.walk(1, 0, s, n, g),
    "Irrfahrt .3 im Rauschen": lambda s, n, g: worlds.walk(0.3, 1, s, n, g),
    "Irrfahrt 1 im Rauschen": lambda s, n, g: worlds.walk(1, 1, s, n, g),
}


def _wandering(total: int) -> Iterator[Study]:
    for before in (36, 24):
        for at, (name, world) in enumerate(WANDERING.items()):
            yield _single(
                f"{before}+12 Monate, {name}: Fehlalarme",
                world,
                before,
                12,
                total,
                0.07,
                50 + 100 * before + at,
            )[0]


def _seen(total: int) -> Study:
    """For information: how often a step of two s.d. of the shocks is found."""
    rng = np.random.default_rng([SEED, 9])
    many = worlds.with_season(worlds.ar1(0.2, total, 48, rng), rng) + 2 * worlds.step(48, 36)
    found = single.analyse_many(many - many.mean(1, keepdims=True), 36)
    hits = int((judged(found) & (found.effects > 0)).sum())
    return Study(
        "single",
        "36+12 Monate, AR(1) .2: Sprung von 2 s gefunden",
        total,
        hits,
        0.0,
        "higher",
        int(found.refused.sum()),
    )


def count_series(total: int) -> Iterator[Study]:
    rng = np.random.default_rng([SEED, 20])
    for mean, spread, rho in ((3, 0.0, 0.0), (5, 0.2, 0.0), (20, 0.1, 0.4), (60, 0.1, 0.6)):
        many = worlds.counts(mean, spread, rho, total, 48, rng)
        found = counts.analyse_many(many, 36)
        name = f"Mittel {mean}, Streuung {spread}, AR(1) {rho}: Fehlalarme"
        yield Study("counts", name, total, int(judged(found).sum()), 0.06, refused=int(found.refused.sum()))


def place_series(total: int) -> Iterator[Study]:
    """Simulated places: 20 donors with placebo, 8 donors with conformal inference and difference."""
    rng = np.random.default_rng([SEED, 30])
    n, start, names = 48, 36, [str(k) for k in range(20)]
    for how in ("sdid", "sc", "sc_demeaned"):
        hits = found = loud = 0
        for _ in range(total):
            panel = worlds.places(21, n, rng)
            hits += int(compared.placebo(panel, start, names, how).p <= LEVEL)
            noisy = np.vstack([panel[0] + np.sqrt(8) * worlds.own_noise(1, n, rng)[0], panel[1:]])
            loud += int(compared.placebo(noisy, start, names, how).p <= LEVEL)
            panel[0] += 2 * worlds.step(n, start)
            found += int(compared.placebo(panel, start, names, how).p <= LEVEL)
        told, method = "20 Orte, 36+12", f"{how}_placebo"
        yield Study(method, f"{told}: Fehlalarme", total, hits, 0.07)
        yield Study(method, f"{told}, der eigene dreimal so laut: Fehlalarme", total, loud, 0.07)
        yield Study(method, f"{told}: Sprung von 2 s gefunden", total, found, 0.75, "higher")
    yield from _few_places(total, rng)


def _few_places(total: int, rng: np.random.Generator) -> Iterator[Study]:
    n, start, names, times = 48, 36, [str(k) for k in range(8)], np.arange(48, dtype=float)
    tallies: dict[str, list[int]] = {"conformal": [0, 0, 0], "difference": [0, 0, 0]}
    for _ in range(total):
        panel = worlds.with_season(worlds.places(9, n, rng), rng)
        for at, shift in enumerate((0.0, 2.0)):
            moved = panel.copy()
            moved[0] += shift * worlds.step(n, start)
            for name in tallies:
                estimate = getattr(compared, name)(moved, start, names, 12, times)
                tallies[name][at] += not estimate.refusals and max(estimate.p, estimate.robust_p) <= LEVEL
                tallies[name][2] += bool(estimate.refusals) and not at
    for name, (false, true, refused) in tallies.items():
        yield Study(name, "8 Orte, 36+12: Fehlalarme", total, false, 0.06, refused=refused)
        yield Study(name, "8 Orte, 36+12: Sprung von 2 s gefunden", total, true, 0.0, "higher")


def real_places(panels: Mapping[str, Floats], each: int) -> Iterator[Study]:
    """Real figures without effect: every state in turn is said to have done something in some year."""
    rng = np.random.default_rng([SEED, 40])
    tallies: dict[str, list[int]] = {}
    for what, panel in panels.items():
        own: dict[str, list[int]] = {}
        for start in (20, 24, 28, 32):
            for state in rng.permutation(panel.shape[0])[:each]:
                for method, (hit, refused) in _placebos(panel, int(state), start, rng).items():
                    row = own.setdefault(method, [0, 0, 0])
                    row[0] += 1
                    row[1] += hit
                    row[2] += refused
        for method, row in own.items():
            yield Study(method, f"50 Staaten, {what}: Fehlalarme", row[0], row[1], 0.07, refused=row[2])
            total = tallies.setdefault(method, [0, 0, 0])
            tallies[method] = [a + b for a, b in zip(total, row, strict=True)]
    for method, (series, hits, turned_away) in tallies.items():
        yield Study(method, "50 Staaten, alle: Fehlalarme", series, hits, 0.05, refused=turned_away)


def _placebos(
    panel: Floats, state: int, start: int, rng: np.random.Generator
) -> dict[str, tuple[bool, bool]]:
    others = np.delete(np.arange(panel.shape[0]), state)
    many, few = rng.permutation(others)[:24], rng.permutation(others)[:10]
    found: dict[str, tuple[bool, bool]] = {}
    for how in ("sdid", "sc", "sc_demeaned"):
        estimate = compared.placebo(panel[[state, *many]], start, [str(k) for k in many], how)
        found[f"{how}_placebo"] = (estimate.p <= LEVEL, False)
    times, names = np.arange(panel.shape[1], dtype=float), [str(k) for k in few]
    for name in ("conformal", "difference"):
        estimate = getattr(compared, name)(panel[[state, *few]], start, names, 1, times)
        hit = not estimate.refusals and max(estimate.p, estimate.robust_p) <= LEVEL
        found[name] = (hit, bool(estimate.refusals))
    return found


def lotteries(total: int) -> Iterator[Study]:
    for rho in (0.0, 0.4, 0.7):
        share = rollout.power(12, 24, 0.0, 1.0, rho, total, seed=SEED)
        yield Study(
            "rollout", f"12 Gebiete, 24 Monate, AR(1) {rho}: Fehlalarme", total, round(share * total), 0.065
        )
        share = rollout.power(12, 24, 1.0, 1.0, rho, total, seed=SEED)
        yield Study(
            "rollout",
            f"12 Gebiete, 24 Monate, AR(1) {rho}: 1 s gefunden",
            total,
            round(share * total),
            0.9,
            "higher",
        )
    for effect, name, bound in ((0.0, "Fehlalarme", 0.065), (1.0, "1 s gefunden", 0.9)):
        share = rollout.power(4, 24, effect, 1.0, 0.4, total, seed=SEED, towns=3)
        better: Literal["lower", "higher"] = "higher" if effect else "lower"
        told = f"3 Städte mit je 4 Gebieten, nur Summen, 24 Monate: {name}"
        yield Study("rollout", told, total, round(share * total), bound, better)


def daily(total: int) -> Iterator[Study]:
    """A look on each of 365 days; and how often a lasting step of one s.d. of a day is seen in that time."""
    rng = np.random.default_rng([SEED, 60])
    made = {f"AR(1) {rho}": partial(worlds.drifting, rho, 0.0) for rho in (0.0, 0.3, 0.6)}
    for name, world in (made | {"Stand wandert um .4 s": partial(worlds.drifting, 0.5, 0.4)}).items():
        many = world(total, 730, rng) + rng.standard_normal((total, 7))[:, np.arange(730) % 7]
        for effect, what, bound in ((0.0, "Fehlalarme", 0.05), (1.0, "Sprung von 1 s gesehen", 0.0)):
            found = running.looks(many + effect * worlds.step(730, 365), 365)
            hits = (found.p[:, -1] <= LEVEL) & (found.refused < 0.5)
            yield Study(
                "running",
                f"365 Blicke, {name}: {what}",
                total,
                int(hits.sum()),
                bound,
                "higher" if effect else "lower",
                refused=int(found.refused.sum()),
            )


def real_days(sources: Mapping[str, Mapping[str, tuple[Ints, Floats]]], every: int) -> Iterator[Study]:
    """Something is said to have begun on every `every`-th day that has a year before and half one after."""
    totals = [0, 0, 0]
    for source, series in sources.items():
        own = [0, 0, 0]
        for days, values in series.values():
            for start in _starts(days)[::every]:
                keep = slice(None, int(np.searchsorted(days, days[start] + 365)))
                estimate, _days = looking.look(values[None, keep], start, days[keep])
                hit = not estimate.refusals and max(estimate.p, estimate.robust_p) <= LEVEL
                own = [own[0] + 1, own[1] + hit, own[2] + bool(estimate.refusals)]
        totals = [a + b for a, b in zip(totals, own, strict=True)]
        yield Study("running", f"{source} in Münster: Fehlalarme", own[0], own[1], 0.07, refused=own[2])
    yield Study("running", "Echte Tage, alle: Fehlalarme", totals[0], totals[1], 0.05, refused=totals[2])


def _starts(days: Ints) -> list[int]:
    return [at for at, day in enumerate(days) if day - days[0] >= 365 and days[-1] - day >= 180]


def families(total: int) -> Iterator[Study]:
    """Five indicators of one town that share half of their noise."""
    rng = np.random.default_rng([SEED, 70])
    shared, n = worlds.ar1(0.4, total, 48, rng), 48
    values = []
    for _ in range(5):
        many = worlds.with_season(np.sqrt(0.5) * (shared + worlds.ar1(0.4, total, n, rng)), rng)
        found = single.analyse_many(many - many.mean(1, keepdims=True), 36)
        values.append(np.where(found.refused > 0.5, 1.0, np.maximum(found.p, found.robust_p)))
    hits = sum(min(family.holm(row)) <= LEVEL for row in np.column_stack(values))
    yield Study("family", "5 Kennzahlen: irgendein Fehlalarm", total, hits, 0.06)
