# SPDX-License-Identifier: EUPL-1.2
"""What every estimator returns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from soesmart.trials.engine.student import Floats


class Verdict(StrEnum):
    HELPED = "helped"
    HARMED = "harmed"
    NO_LARGER = "no_effect_larger_than"
    """Only against a bound that was registered before."""
    UNKNOWN = "unknown"
    REFUSED = "refused"
    """The data or the fit does not allow an answer: told as unknown, with the reason."""
    DESCRIBED = "described"
    """Grade D: the difference is told, a verdict is forbidden."""


class Grade(StrEnum):
    RANDOM = "A"
    COMPARED = "B"
    OWN = "C"
    DESCRIPTION = "D"


@dataclass(frozen=True, slots=True)
class Flag:
    """Something noticed. `blocks`: no result until a person has decided about it."""

    code: str
    detail: str = ""
    blocks: bool = False
    at: str = ""


@dataclass(frozen=True, slots=True)
class Estimate:
    """The mean effect over the time after the start, in the unit of the series.

    `p` is two-sided. `robust_p` ≥ p must also be small before there is a verdict. `path` is what would have
    been without the measure, one value per point of the series.
    """

    method: str
    effect: float
    lower: float
    upper: float
    p: float
    robust_p: float
    path: Floats
    diagnostics: Mapping[str, float | int | str | bool] = field(default_factory=lambda: MappingProxyType({}))
    refusals: tuple[Flag, ...] = ()
    weights: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    equivalence: tuple[float, float] | None = None
    """The 90 % interval, for "no effect larger than"."""
