# SPDX-License-Identifier: EUPL-1.2
"""What the columns of a table of numbers mean: a mapping, written once and used for every year's file.

A plan is JSON:

    period   {"column": "Jahr"}, {"template": "{year}-{month}"}, {"file_name": "{year}"} or
             {"fixed": "2021"}; "double": what 2002/2003 means (see `periods`); "as": "month", "quarter" or
             "year" widens a day
    series   [{"column": "pv", "indicator": "photovoltaik", "factor": "0.001", "lower": …, "upper": …,
             "define": {…}}]: one per column; a new indicator is made by its definition
    every    {"prefix": "muenster-", "define": {…}}: all further columns with numbers, named by their headings
    area     {"column": "ags", "names": {"05974040": "Soest"}}: other lines are left out; all but the own area
             get the name behind their slug
    long     {"indicator": "Kennzahl", "value": "Wert", "lower": …, "upper": …, "names": {"PV": "pv"}}
    where    {"observation_type": ["historical"]}: lines with something else are left out
    rows     "*.data": where the lists lie in a nested JSON file
    decimal  "," or "."; gaps ["k. A.", …]; future "refuse" | "target" | "skip"; source {"label": …}
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from soesmart.strategy.engine.numbers import BadNumber, read_number
from soesmart.strategy.engine.periods import DOUBLE

GAPS = (
    "",
    "-",
    "–",
    "—",
    ".",
    "..",
    "...",
    "/",
    "x",
    "n/a",
    "na",
    "nan",
    "null",
    "none",
    "k.a.",
    "k. a.",
    "#n/a",
)
FUTURE = ("refuse", "target", "skip")
WIDER = ("", "month", "quarter", "year")
_WORDS = frozenset(
    (
        "period",
        "series",
        "every",
        "area",
        "long",
        "where",
        "rows",
        "decimal",
        "gaps",
        "future",
        "source",
        "name",
    )
)


class BadPlan(ValueError):
    """The mapping cannot be used; the message says why, in German."""


@dataclass(frozen=True, slots=True)
class Series:
    """One column of numbers. `define` makes the indicator where it does not exist yet."""

    column: str
    indicator: str
    factor: Decimal = Decimal(1)
    lower: str = ""
    upper: str = ""
    define: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """See the head of this file."""

    period: Mapping[str, str] = field(default_factory=dict)
    series: tuple[Series, ...] = ()
    every: Mapping[str, Any] = field(default_factory=dict)
    area: Mapping[str, Any] = field(default_factory=dict)
    long: Mapping[str, Any] = field(default_factory=dict)
    where: Mapping[str, Sequence[str]] = field(default_factory=dict)
    rows: str = ""
    decimal: str = ""
    gaps: frozenset[str] = frozenset(GAPS)
    future: str = "refuse"
    source: Mapping[str, str] = field(default_factory=dict)


def plan_from(given: Any) -> Plan:
    """Raises BadPlan."""
    if not isinstance(given, Mapping):
        raise BadPlan("Eine Zuordnung ist ein JSON-Objekt mit period und series.")
    unknown = sorted(set(given) - _WORDS)
    if unknown:
        raise BadPlan(f"Die Zuordnung kennt kein „{unknown[0]}“, nur {', '.join(sorted(_WORDS))}.")
    for word in ("period", "every", "area", "long", "where", "source"):
        if not isinstance(given.get(word, {}), Mapping):
            raise BadPlan(f"„{word}“ der Zuordnung muss ein Objekt sein.")
    period = given.get("period", {})
    if period.get("double", "both") not in DOUBLE:
        raise BadPlan(f"double: erlaubt sind {', '.join(DOUBLE)}.")
    _one_of("as", period.get("as", ""), WIDER)
    _one_of("decimal", given.get("decimal", ""), ("", ",", "."))
    _one_of("future", given.get("future", "refuse"), FUTURE)
    series = given.get("series", [])
    if not isinstance(series, list):
        raise BadPlan("„series“ der Zuordnung muss eine Liste sein.")
    gaps = given.get("gaps", [])
    where = {
        str(k): tuple(v) if isinstance(v, list) else (str(v),) for k, v in given.get("where", {}).items()
    }
    return Plan(
        period={str(k): str(v) for k, v in period.items()},
        series=tuple(_series(one) for one in series),
        every=given.get("every", {}),
        area=given.get("area", {}),
        long=given.get("long", {}),
        where=where,
        rows=str(given.get("rows", "")),
        decimal=given.get("decimal", ""),
        gaps=frozenset(GAPS) | {str(gap).strip().casefold() for gap in gaps},
        future=given.get("future", "refuse"),
        source={str(k): str(v) for k, v in given.get("source", {}).items()},
    )


def _one_of(word: str, given: Any, allowed: Sequence[str]) -> None:
    if given not in allowed:
        raise BadPlan(f"{word}: erlaubt sind {', '.join(repr(a) for a in allowed)}.")


def _series(one: Any) -> Series:
    if not isinstance(one, Mapping) or not one.get("column") or not one.get("indicator"):
        raise BadPlan("Jeder Eintrag von „series“ braucht column und indicator.")
    try:
        factor = read_number(str(one.get("factor", "1")), ".")
    except BadNumber as error:
        raise BadPlan(f"factor von {one['column']}: {error}") from None
    return Series(
        column=str(one["column"]),
        indicator=str(one["indicator"]),
        factor=factor,
        lower=str(one.get("lower", "")),
        upper=str(one.get("upper", "")),
        define=one.get("define", {}) if isinstance(one.get("define", {}), Mapping) else {},
    )
