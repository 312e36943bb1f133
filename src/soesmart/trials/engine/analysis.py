# SPDX-License-Identifier: EUPL-1.2
"""From series to a verdict: which method, which grade, and what forbids an answer."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from soesmart.trials.engine import calibration, compared, counts, family, periods, prepare, single
from soesmart.trials.engine.periods import Period
from soesmart.trials.engine.prepare import Series
from soesmart.trials.engine.quality import Ints
from soesmart.trials.engine.student import Floats
from soesmart.trials.engine.table import TableError
from soesmart.trials.engine.types import Estimate, Flag, Grade, Verdict

LEVEL = 0.05
VERSION = "1"
METHODS = ("auto", "single", "counts", "difference", "conformal", "sdid", "sc", "sc_demeaned")
FEW_COUNTS = 30.0
"""Whole numbers with a smaller mean are counted events, larger ones measured values."""


@dataclass(frozen=True, slots=True)
class Registered:
    """What was fixed beforehand. `better`: "up" or "down". `bound`: an effect too small to matter."""

    better: str = "up"
    bound: float | None = None
    method: str = "auto"
    late: bool = False
    """Registered after the data was known: grade D."""
    horizon: int | None = None
    """Periods after the start that count; later ones are left out."""
    family: int = 1
    """How many indicators were registered together. The smallest of Holm's levels is used for each."""


@dataclass(frozen=True, slots=True)
class Result:
    verdict: Verdict
    grade: Grade
    estimate: Estimate
    flags: tuple[Flag, ...]
    kind: periods.Kind
    labels: tuple[str, ...]
    values: Floats
    start: int
    """Index of the first period after the start."""
    rule: str
    code: str
    """Version and hash of the code that judged."""
    input_hash: str
    relative: float | None
    """The effect over what would have been."""

    @property
    def blocking(self) -> tuple[Flag, ...]:
        return tuple(flag for flag in self.flags if flag.blocks)


def judge(
    own: Series,
    others: Sequence[Series],
    start: Period,
    registered: Registered = Registered(),
    settled: frozenset[str] = frozenset(),
) -> Result:
    """`settled`: codes of blocking flags that a person decided about. Raises TableError."""
    numbers, panel = prepare.aligned(own, others)
    begins = periods.convert(start, own.kind).number
    if registered.horizon:
        keep = numbers < begins + registered.horizon
        numbers, panel = numbers[keep], panel[:, keep]
    at = int(np.searchsorted(numbers, begins))
    if not 0 < at < numbers.size:
        first, last = (periods.label(Period(own.kind, int(n))) for n in numbers[[0, -1]])
        raise TableError(0, "start", f"Der Beginn muss zwischen {first} und {last} liegen.")
    method, hints = choose(panel, own.kind, registered.method)
    estimate = _estimator(method, panel, at, [one.name for one in others], own.kind, numbers)
    notes = [replace(f, detail=f.detail) for one in others for f in one.flags]
    flags = [*own.flags, *notes, *hints, *estimate.refusals]
    if not registered.late:
        flags += _uncalibrated(estimate.method)
    grade = _grade(estimate.method, panel.shape[0] - 1, registered.late)
    flags = [replace(f, blocks=f.blocks and f.code not in settled) for f in flags]
    verdict = decide(estimate, grade, flags, registered)
    return Result(
        verdict=verdict,
        grade=grade,
        estimate=estimate,
        flags=tuple(flags),
        kind=own.kind,
        labels=tuple(periods.label(Period(own.kind, int(n))) for n in numbers),
        values=panel[0],
        start=at,
        rule=own.rule,
        code=f"{VERSION}-{calibration.code_hash(estimate.method)}",
        input_hash=input_hash(numbers, panel, at, estimate.method),
        relative=_relative(estimate, at),
    )


def choose(panel: Floats, kind: periods.Kind, wanted: str) -> tuple[str, list[Flag]]:
    """(method, what to say about the choice)."""
    donors = panel.shape[0] - 1
    if wanted not in METHODS:
        raise TableError(0, "method", f"Verfahren gibt es: {', '.join(METHODS)}.")
    if wanted != "auto":
        if wanted in ("single", "counts") or donors:
            return wanted, [Flag("few_places", f"{donors}")] if 0 < donors < compared.FEWEST_DONORS else []
        raise TableError(0, "compare", "Dieses Verfahren braucht Vergleichsorte.")
    if donors >= compared.PLACEBO_DONORS:
        return "sc_demeaned", []  # of the three it found most and cried wolf least
    if donors >= compared.FEWEST_DONORS:
        return "conformal", []
    if donors:
        return "difference", [Flag("few_places", f"{donors}")]
    values = panel[0]
    whole = bool((values >= 0).all() and (values == np.round(values)).all())
    return ("counts" if whole and values.mean() < FEW_COUNTS else "single"), []


def _estimator(
    method: str, panel: Floats, at: int, names: list[str], kind: periods.Kind, numbers: Ints
) -> Estimate:
    cycle = prepare.CYCLES.get(kind, 1)
    times = numbers.astype(float)
    makers: dict[str, Callable[[], Estimate]] = {
        "single": lambda: single.alone(panel[0], at, cycle, times),
        "counts": lambda: counts.analyse(panel[0], at, cycle, times),
        "difference": lambda: compared.difference(panel, at, names, cycle, times),
        "conformal": lambda: compared.conformal(panel, at, names, cycle, times),
        **{how: partial(compared.placebo, panel, at, names, how) for how in ("sdid", "sc", "sc_demeaned")},
    }
    return makers[method]()


def _uncalibrated(method: str) -> list[Flag]:
    try:
        calibration.record(method)
    except calibration.Uncalibrated as error:
        return [Flag("uncalibrated", str(error))]
    return []


def _grade(method: str, donors: int, late: bool) -> Grade:
    if late:
        return Grade.DESCRIPTION
    if method == "rollout":
        return Grade.RANDOM
    return (
        Grade.COMPARED
        if donors >= compared.FEWEST_DONORS and method not in ("single", "counts")
        else Grade.OWN
    )


REFUSING = frozenset(
    {
        "too_few_points",
        "too_few_places",
        "too_few_events",
        "not_counts",
        "frozen",
        "random_walk",
        "not_ar1",
        "yearly_alone",
        "uncalibrated",
    }
)


def decide(estimate: Estimate, grade: Grade, flags: Sequence[Flag], registered: Registered) -> Verdict:
    """Grade D is only described; what blocks or refuses forbids an answer."""
    if grade is Grade.DESCRIPTION:
        return Verdict.DESCRIBED
    if any(flag.blocks or flag.code in REFUSING for flag in flags) or not np.isfinite(estimate.effect):
        return Verdict.REFUSED
    level = LEVEL / max(registered.family, 1)
    if max(estimate.p, estimate.robust_p) <= level:
        good = (estimate.effect > 0) == (registered.better == "up")
        return Verdict.HELPED if good else Verdict.HARMED
    if estimate.p > LEVEL and family.no_larger(estimate.equivalence, registered.bound):
        return Verdict.NO_LARGER
    return Verdict.UNKNOWN


def _relative(estimate: Estimate, at: int) -> float | None:
    base = float(estimate.path[at:].mean()) if np.isfinite(estimate.effect) else 0.0
    return estimate.effect / base if base else None


def input_hash(numbers: Ints, panel: Floats, at: int, method: str) -> str:
    """Of exactly what went into the analysis: the same input, the same figures."""
    digest = hashlib.sha256(f"{method} {at} {panel.shape}".encode())
    digest.update(np.ascontiguousarray(numbers, dtype="<i8").tobytes())
    digest.update(np.ascontiguousarray(panel, dtype="<f8").tobytes())
    return digest.hexdigest()
