# SPDX-License-Identifier: EUPL-1.2
"""From series to a verdict: which method, which grade, and what forbids an answer."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from soesmart.trials.engine import calibration, compared, counts, family, looking, periods, prepare, single
from soesmart.trials.engine.looking import Day
from soesmart.trials.engine.periods import Period
from soesmart.trials.engine.prepare import Series
from soesmart.trials.engine.quality import Ints
from soesmart.trials.engine.student import Floats
from soesmart.trials.engine.table import TableError
from soesmart.trials.engine.types import Estimate, Flag, Grade, Verdict

LEVEL = 0.05
VERSION = "3"
"""Rises when the same input leads to other flags or another choice; hashes tell the estimators apart."""
LOOK = "running-look"
METHODS = ("auto", "single", "counts", "difference", "conformal", "sdid", "sc", "sc_demeaned", LOOK)
FEW_PLACES = 5
"""Comparison places up to which a lottery is proposed, whatever the method."""
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
    """How many indicators were registered together."""
    others: tuple[float, ...] = ()
    """The p-values of the family's other indicators, once they are analysed; 1 for a refused one."""

    @property
    def family_rule(self) -> str:
        """Holm's steps need all p-values; until then the smallest of his levels counts (Bonferroni)."""
        if self.family <= 1:
            return "alone"
        return "holm" if len(self.others) == self.family - 1 else "bonferroni"

    def adjusted(self, p: float) -> float:
        if self.family_rule == "holm":
            return family.holm([p, *self.others])[0]
        return min(1.0, p * max(self.family, 1))


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
    family_rule: str = "alone"
    adjusted: float = 1.0
    """The larger p-value after the rule for the family: a verdict needs .05."""
    looks: tuple[Day, ...] = ()

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
    names = [one.name for one in others]
    days: tuple[Day, ...] = ()
    if method == LOOK:
        estimate, days = looking.look(panel, at, numbers)
    else:
        estimate = _estimator(method, panel, at, names, own.kind, numbers)
    notes = [flag for one in others for flag in one.flags]
    grade = _grade(estimate.method, panel.shape[0] - 1, registered.late)
    result = conclude(
        estimate, grade, (own.kind, numbers, panel[0], at), (*own.flags, *notes, *hints), registered, settled
    )
    digest = input_hash(numbers, panel, at, estimate.method)
    return replace(result, rule=own.rule, input_hash=digest, looks=days)


def conclude(
    estimate: Estimate,
    grade: Grade,
    series: tuple[periods.Kind, Ints, Floats, int],
    noticed: Sequence[Flag],
    registered: Registered,
    settled: frozenset[str],
) -> Result:
    """From an estimate to what may be said. `series`: kind, periods, values, index of the start."""
    kind, numbers, values, at = series
    flags = [*noticed, *estimate.refusals]
    if not registered.late:
        flags += _uncalibrated(estimate.method)
        if registered.family > 1:
            flags += _uncalibrated("family")
    flags = [replace(f, blocks=f.blocks and f.code not in settled) for f in flags]
    return Result(
        verdict=decide(estimate, grade, flags, registered),
        grade=grade,
        estimate=estimate,
        flags=tuple(flags),
        kind=kind,
        labels=tuple(periods.label(Period(kind, int(n))) for n in numbers),
        values=values,
        start=at,
        rule="",
        code=code_of(estimate.method),
        input_hash="",
        relative=_relative(estimate, at),
        family_rule=registered.family_rule,
        adjusted=registered.adjusted(max(estimate.p, estimate.robust_p)),
    )


def code_of(method: str) -> str:
    """What judges as the program stands now."""
    return f"{VERSION}-{calibration.code_hash(method)}"


def choose(panel: Floats, kind: periods.Kind, wanted: str) -> tuple[str, list[Flag]]:
    """(method, what to say about the choice)."""
    donors = panel.shape[0] - 1
    if wanted == LOOK and kind != "day":
        raise TableError(0, "method", "Der laufende Blick braucht einen Wert je Tag.")
    if wanted not in METHODS:
        raise TableError(0, "method", f"Verfahren gibt es: {', '.join(METHODS)}.")
    if wanted != "auto":
        if wanted in ("single", "counts", LOOK) or donors:
            few = 0 < donors <= FEW_PLACES and wanted != LOOK
            return wanted, [Flag("few_places", f"{donors}")] if few else []
        raise TableError(0, "compare", "Dieses Verfahren braucht Vergleichsorte.")
    if donors >= compared.PLACEBO_DONORS:
        return "sc_demeaned", []  # of the three it found most and cried wolf least
    if donors >= compared.FEWEST_DONORS:
        return "conformal", [Flag("few_places", f"{donors}")] if donors <= FEW_PLACES else []
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


def may_judge(wanted: str) -> bool:
    """False for a method that was measured and failed: who registers it could never get a verdict."""
    return not calibration.failed(f"{wanted}_placebo" if wanted in compared.FITS else wanted)


def _grade(method: str, donors: int, late: bool) -> Grade:
    if late:
        return Grade.DESCRIPTION
    return (
        Grade.COMPARED
        if donors >= compared.FEWEST_DONORS and method not in ("single", "counts")
        else Grade.OWN
    )


REFUSING = frozenset(
    {
        "too_few_points",
        "too_few_places",
        "too_few_towns",
        "season_unknown",
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
    """Grade D is only described; what blocks or refuses forbids an answer, what blocks also a description."""
    if grade is Grade.DESCRIPTION:
        return Verdict.REFUSED if any(flag.blocks for flag in flags) else Verdict.DESCRIBED
    if any(flag.blocks or flag.code in REFUSING for flag in flags) or not np.isfinite(estimate.effect):
        return Verdict.REFUSED
    if registered.adjusted(max(estimate.p, estimate.robust_p)) <= LEVEL:
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
