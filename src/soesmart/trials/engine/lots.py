# SPDX-License-Identifier: EUPL-1.2
"""A rollout in an order drawn by lot, from its registered plan to a verdict: in one town or in several.

Towns that pool give each other a file of sums (`exported`), never the figures of their areas.
"""

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import numpy as np

from soesmart.trials.engine import analysis, calibration, periods, prepare, rollout
from soesmart.trials.engine.analysis import Registered, Result
from soesmart.trials.engine.periods import Period
from soesmart.trials.engine.prepare import Series
from soesmart.trials.engine.rollout import Rolled, Shares
from soesmart.trials.engine.table import TableError
from soesmart.trials.engine.types import Estimate, Flag, Grade

METHOD = "rollout"
_PLAIN = Registered()
FORMAT = "soesmart.trials.shares/1"


@dataclass(frozen=True, slots=True)
class Lot:
    """What was registered: `starts[i]` periods after `first` the measure comes to `areas[i]`."""

    areas: tuple[str, ...]
    starts: tuple[int, ...]
    periods: int
    seed: str
    first: Period

    @property
    def number(self) -> int:
        """Draws the other orders: fixed by the lot, different in every town."""
        digest = hashlib.sha256("\n".join((self.seed, *self.areas)).encode()).digest()
        return int.from_bytes(digest[:8], "big")

    @property
    def start(self) -> Period:
        """When the first area begins."""
        return Period(self.first.kind, self.first.number + min(self.starts))


@dataclass(frozen=True, slots=True)
class Share:
    """A town's sums with what they are about."""

    town: str
    about: str
    sums: Shares
    late: bool
    sha256: str


def lot_of(given: Mapping[str, Any], first: str) -> Lot:
    """From the order as it is published, drawn again to see that it is the seed's. Raises TableError."""
    begins = prepare.start_of(first)
    try:
        order = [(str(one["area"]), int(one["start"]) - 1) for one in given["order"]]
        span, seed = int(given["periods"]), str(given["seed"])
        drawn = rollout.draw([area for area, _ in order], span, seed)
    except (KeyError, TypeError, ValueError) as error:
        raise TableError(
            0, "rollout", "Das ist kein Plan einer Auslosung: Es fehlen seed, periods oder order."
        ) from error
    if [*zip(drawn.areas, drawn.starts, strict=True)] != order:
        raise TableError(0, "rollout", "Aus dieser Losgrundlage folgt eine andere Reihenfolge.")
    return Lot(drawn.areas, drawn.starts, span, seed, begins)


def judge(
    areas: Sequence[Series],
    lot: Lot,
    registered: Registered = _PLAIN,
    settled: frozenset[str] = frozenset(),
    pool: Sequence[Share] = (),
    towns: int = 1,
) -> tuple[Result, Shares]:
    """The verdict, and the sums this town can give away. `areas` in the order of the lot.

    `towns`: how many registered to be judged together; `pool`: the sums of the others.
    """
    numbers, panel = prepare.aligned(areas[0], areas[1:])
    keep = (numbers >= lot.first.number) & (numbers < lot.first.number + lot.periods)
    numbers, panel = numbers[keep], panel[:, keep]
    starts = [int(np.searchsorted(numbers, lot.first.number + one)) for one in lot.starts]
    at = min(starts)
    if not 0 < at < numbers.size:
        raise TableError(0, "start", "Gebraucht werden Werte vor und nach dem ersten Beginn.")
    own = rollout.shares(panel, starts, lot.number)
    other = sorted(pool, key=lambda one: one.sha256)
    if any(np.array_equal(one.sums.numbers, own.numbers) for one in other):
        raise TableError(0, "pool", "Das sind unsere eigenen Summen, nicht die einer anderen Stadt.")
    rolled = rollout.pooled([own, *(one.sums for one in other)])
    missing = lot.first.number + lot.periods - 1 - int(numbers[-1])
    flags = [flag for one in areas for flag in one.flags]
    if missing > 0:
        flags.append(Flag("too_early", f"{missing}", blocks=True, at=_last(lot)))
    late = registered.late or any(one.late for one in other)
    values = panel.mean(0)
    share = rollout.pattern(starts, numbers.size).mean(0)
    estimate = replace(
        _estimate(rolled, [own, *(one.sums for one in other)], towns), path=values - rolled.effect * share
    )
    result = analysis.conclude(
        estimate,
        Grade.DESCRIPTION if late else Grade.RANDOM,
        (areas[0].kind, numbers, values, at),
        flags,
        replace(registered, late=late),
        settled,
    )
    digest = hashlib.sha256(analysis.input_hash(numbers, panel, at, METHOD).encode())
    for one in other:
        digest.update(one.sha256.encode())
    return replace(result, rule=f"Mittel der Gebiete; {areas[0].rule}", input_hash=digest.hexdigest()), own


def _last(lot: Lot) -> str:
    return periods.label(Period(lot.first.kind, lot.first.number + lot.periods - 1))


def _estimate(rolled: Rolled, given: Sequence[Shares], towns: int) -> Estimate:
    refusals = []
    if rollout.orders([one.areas for one in given]) < rollout.FEWEST_ORDERS:
        refusals.append(Flag("too_few_places", f"{rolled.areas} < {rollout.FEWEST_AREAS}"))
    if len(given) < towns:
        refusals.append(Flag("too_few_towns", f"{len(given)} < {towns}"))
    told = {"areas": rolled.areas, "towns": len(given), "draws": rolled.draws, "rho": round(rolled.rho, 3)}
    return Estimate(
        method=METHOD,
        effect=rolled.effect,
        lower=rolled.lower,
        upper=rolled.upper,
        p=rolled.p,
        robust_p=rolled.p,
        path=np.zeros(0),
        diagnostics=MappingProxyType(told),
        refusals=tuple(refusals),
    )


def exported(sums: Shares, town: str, about: str, late: bool) -> dict[str, Any]:
    """What another town may read. `about`: what is measured, in which unit, and which direction is good."""
    return {
        "format": FORMAT,
        "town": town,
        "about": about,
        "late": late,
        "code": calibration.code_hash(METHOD),
        "areas": sums.areas,
        "rho": sums.rho,
        "number": sums.number,
        "base": sums.base,
        "numbers": sums.numbers.tolist(),
        "shifts": sums.shifts.tolist(),
    }


def read(given: Any, about: str) -> Share:
    """The sums of another town; raises TableError when they do not go together with ours."""
    if not isinstance(given, dict) or given.get("format") != FORMAT:
        raise TableError(0, "", "Das ist keine Datei mit Summen einer Auslosung.")
    if given.get("code") != calibration.code_hash(METHOD):
        raise TableError(0, "code", "Die Summen hat eine andere Fassung des Programms gerechnet.")
    if given.get("about") != about:
        raise TableError(0, "about", f"Die andere Stadt misst etwas anderes: „{given.get('about')}“.")
    try:
        sums = Shares(
            number=float(given["number"]),
            base=float(given["base"]),
            numbers=np.asarray(given["numbers"], dtype=float),
            shifts=np.asarray(given["shifts"], dtype=float),
            areas=int(given["areas"]),
            rho=float(given["rho"]),
        )
        town, late = str(given["town"]), bool(given["late"])
    except (KeyError, TypeError, ValueError) as error:
        raise TableError(0, "", "In der Datei fehlt etwas, oder eine Zahl ist keine.") from error
    sizes = (sums.numbers.shape, sums.shifts.shape)
    numbers = (sums.number, sums.base, *sums.numbers, *sums.shifts)
    if sizes != ((rollout.DRAWS,),) * 2 or not all(map(math.isfinite, numbers)) or sums.base <= 0:
        raise TableError(0, "", "Die Summen sind unvollständig.")
    if sums.areas < 2 or not town:
        raise TableError(0, "", "In der Datei fehlen die Stadt oder ihre Gebiete.")
    digest = hashlib.sha256(repr((town, about, late, *numbers)).encode()).hexdigest()
    return Share(town, about, sums, late, digest)
