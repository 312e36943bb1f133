# SPDX-License-Identifier: EUPL-1.2
"""A table and a plan become statements about indicators, each with its line; faults name line and column.

Nothing is filled in: an empty cell is a gap, a number for days to come is no measurement.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from soesmart.kernel.tables.table import Table
from soesmart.strategy.engine.numbers import MOST_SCALE, BadNumber, exact, read_number
from soesmart.strategy.engine.periods import BadPeriod, Period, read_period, widened
from soesmart.strategy.engine.plan import BadPlan, Plan, Series

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
PERIODS = (
    "zeit",
    "jahr",
    "year",
    "zeitraum",
    "period",
    "monat",
    "quartal",
    "datum",
    "date",
    "stichtag",
    "timestamp",
)
_CLEAR_COMMA = re.compile(r"[-+−]?(?:\d+|\d{1,3}(?:\.\d{3})+),\d+", re.ASCII)
_CLEAR_POINT = re.compile(
    r"[-+−]?(?:\d{4,}\.\d+|\d*\.(?:\d{1,2}|\d{4,})|0\.\d+|\d{1,3}(?:,\d{3})+\.\d+)", re.ASCII
)
_ROUNDED = Decimal(1).scaleb(-MOST_SCALE)


@dataclass(frozen=True, slots=True)
class Statement:
    """One number of the table. `target`: it lies in the future and is to be reached, not measured."""

    indicator: str
    period: Period
    value: Decimal
    lower: Decimal | None
    upper: Decimal | None
    line: int
    column: str
    target: bool = False


@dataclass(slots=True)
class Result:
    statements: list[Statement] = field(default_factory=list)
    problems: list[tuple[int, str, str]] = field(default_factory=list)
    """(line, column, what is wrong and what to do)."""
    definitions: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    """How to make an indicator that does not exist yet, by its slug."""
    gaps: int = 0
    left_out: int = 0
    rounded: int = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """What the table does not say itself."""

    today: date
    file_name: str = ""
    own_area: str = ""
    known: Mapping[str, str] = field(default_factory=dict)
    """Words people may write for an indicator (its slug, its title), and its slug."""


def read_statements(table: Table, plan: Plan, frame: Frame) -> Result:
    """Raises BadPlan when plan and table do not fit together at all."""
    plan = _completed(table, plan, frame)
    reader = _Reader(table, plan, frame)
    result = reader.result
    result.problems += [(line, "", text) for line, text in table.faults]
    faulty = {line for line, _text in table.faults}
    for line, cells in table.rows:
        if line not in faulty and any(cell.strip() for cell in cells):
            reader.read(line, cells)
    if not result.statements and not result.problems:
        raise BadPlan("In der Tabelle steht keine Zahl, die zur Zuordnung gehört.")
    return result


def _completed(table: Table, plan: Plan, frame: Frame) -> Plan:
    """Without a plan the headings themselves must say it: a column of time, and names of indicators."""
    if not any(word in plan.period for word in ("column", "template", "file_name", "fixed")):
        found = next((h for h in table.headings if folded(h) in PERIODS), "")
        if not found:
            raise BadPlan(
                "Welche Spalte nennt den Zeitraum? In der Zuordnung: period mit column, template, file_name "
                "oder fixed; auf der Kommandozeile --period."
            )
        plan = replace(plan, period={**plan.period, "column": found})
    if not (plan.series or plan.every or plan.long):
        known = [(h, frame.known[folded(h)]) for h in table.headings if folded(h) in frame.known]
        if not known:
            raise BadPlan(
                "Keine Überschrift nennt eine Kennzahl, die es hier gibt. Bitte eine Zuordnung angeben."
            )
        plan = replace(plan, series=tuple(Series(heading, slug) for heading, slug in known))
    return plan


class _Reader:
    def __init__(self, table: Table, plan: Plan, frame: Frame) -> None:
        self.table, self.plan, self.frame = table, plan, frame
        self.result = Result()
        self.seen: dict[tuple[str, date, date], int] = {}
        self.at = {heading: position for position, heading in enumerate(table.headings)}
        self.series = (*plan.series, *_every(table, plan))
        for name in self._needed():
            if name not in self.at:
                raise BadPlan(f"Die Spalte „{name}“ fehlt. Vorhanden: {', '.join(table.headings[:30])}.")
        self.decimal = plan.decimal or _decimal(table, plan, [self.at[s.column] for s in self.series])
        self.from_name = _from_name(plan, frame) if "file_name" in plan.period else None

    def _needed(self) -> Iterator[str]:
        plan = self.plan
        for one in self.series:
            yield from (name for name in (one.column, one.lower, one.upper) if name)
        yield from (plan.period[word] for word in ("column",) if word in plan.period)
        yield from re.findall(r"\{([^{}]+)\}", plan.period.get("template", ""))
        yield from (plan.long[w] for w in ("indicator", "value", "lower", "upper") if plan.long.get(w))
        yield from plan.where
        if plan.area:
            yield str(plan.area.get("column", ""))

    def read(self, line: int, cells: Sequence[str]) -> None:
        if any(self._cell(cells, name) not in allowed for name, allowed in self.plan.where.items()):
            self.result.left_out += 1
            return
        area = self._area(cells)
        if area is None:
            self.result.left_out += 1
            return
        named, period = self._period(line, cells)
        if period is None:
            return
        for one in self._series_of(line, cells):
            slug, define = _placed(one, area, self.frame.own_area, self.plan)
            self._number(line, cells, one, slug, define, period, named)

    def _series_of(self, line: int, cells: Sequence[str]) -> Iterator[Series]:
        if not self.plan.long:
            yield from self.series
            return
        long = self.plan.long
        column = str(long["indicator"])
        written = self._cell(cells, column)
        slug = dict(long.get("names", {})).get(written) or self.frame.known.get(folded(written), "")
        if not slug:
            text = f"„{written}“ ist keine Kennzahl, die es hier gibt."
            self.result.problems.append((line, column, text))
            return
        yield Series(
            str(long["value"]), slug, lower=str(long.get("lower", "")), upper=str(long.get("upper", ""))
        )

    def _cell(self, cells: Sequence[str], name: str) -> str:
        at = self.at[name]
        return " ".join(cells[at].split()) if at < len(cells) else ""

    def _area(self, cells: Sequence[str]) -> tuple[str, str] | None:
        """(key, name); None for one that is not wanted."""
        if not self.plan.area:
            return "", ""
        key = self._cell(cells, self.plan.area["column"])
        names: Mapping[str, str] = self.plan.area.get("names", {})
        if key in names:
            return key, names[key]
        if key and key == self.frame.own_area:
            return key, ""
        return None

    def _period(self, line: int, cells: Sequence[str]) -> tuple[str, Period | None]:
        period = self.plan.period
        if self.from_name is not None:
            return "", self.from_name
        name, text = "", period.get("fixed", "")
        if "column" in period:
            name = period["column"]
            text = self._cell(cells, name)
        elif "template" in period:
            name = period["template"]
            text = re.sub(r"\{([^{}]+)\}", lambda m: self._cell(cells, m[1]).removesuffix(".0"), name)
        try:
            found = read_period(text, period.get("double", "both"))
        except BadPeriod as error:
            self.result.problems.append((line, name, str(error)))
            return name, None
        return name, widened(found, period["as"]) if period.get("as") else found

    def _number(
        self,
        line: int,
        cells: Sequence[str],
        one: Series,
        slug: str,
        define: Mapping[str, Any],
        period: Period,
        named: str,
    ) -> None:
        written = self._cell(cells, one.column)
        if written.casefold() in self.plan.gaps:
            self.result.gaps += 1
            return
        found = {"value": self._read(line, one.column, written, one.factor)}
        for bound in ("lower", "upper"):
            name = getattr(one, bound)
            if name and self._cell(cells, name).casefold() not in self.plan.gaps:
                found[bound] = self._read(line, name, self._cell(cells, name), one.factor)
        value = found["value"]
        if value is None or None in found.values():
            return
        lower, upper = found.get("lower"), found.get("upper")
        if one.factor < 0:
            lower, upper = upper, lower
        if (lower is not None and lower > value) or (upper is not None and upper < value):
            self.result.problems.append(
                (line, one.column, "Die Zahl liegt nicht zwischen Unter- und Obergrenze.")
            )
            return
        future = period.start > self.frame.today
        if future and self.plan.future == "refuse":
            text = (
                f"{period.label} liegt in der Zukunft: Das kann niemand gemessen haben. Ist es ein Ziel? "
                'Dann in der Zuordnung "future": "target", sonst "skip".'
            )
            self.result.problems.append((line, named or one.column, text))
            return
        if future and self.plan.future == "skip":
            self.result.left_out += 1
            return
        key = (slug, period.start, period.end)
        if key in self.seen:
            text = f"Für {period.label} steht schon eine Zahl in Zeile {self.seen[key]}."
            self.result.problems.append((line, one.column, text))
            return
        self.seen[key] = line
        if define:
            self.result.definitions.setdefault(slug, define)
        self.result.statements.append(Statement(slug, period, value, lower, upper, line, one.column, future))

    def _read(self, line: int, column: str, written: str, factor: Decimal) -> Decimal | None:
        try:
            number = read_number(_shortened(written), self.decimal) * factor
            digits = -int(number.as_tuple().exponent) if isinstance(number.as_tuple().exponent, int) else 0
            if digits > MOST_SCALE:
                number = number.quantize(_ROUNDED, ROUND_HALF_EVEN)
                self.result.rounded += 1
            exact(number)
        except (BadNumber, ArithmeticError) as error:
            text = str(error) if isinstance(error, BadNumber) else f"„{written[:40]}“ hat zu viele Stellen."
            self.result.problems.append((line, column, text))
            return None
        return number


def _decimal(table: Table, plan: Plan, columns: Sequence[int]) -> str:
    """The decimal mark that the table's own clear numbers show ("12,5", "21093.295"); "" when they differ."""
    if plan.long:
        columns = [table.headings.index(str(plan.long["value"]))]
    marks = set()
    for _line, cells in table.rows:
        for at in columns:
            written = cells[at].strip() if at < len(cells) else ""
            if _CLEAR_COMMA.fullmatch(written):
                marks.add(",")
            elif _CLEAR_POINT.fullmatch(written):
                marks.add(".")
    return marks.pop() if len(marks) == 1 else ""


def _shortened(written: str) -> str:
    """A float's tail beyond what is kept: 0.30000000000000004 is 0.3."""
    match = re.fullmatch(r"([-+−]?\d+[.,])(\d{13,})", written)
    if match is None:
        return written
    number = Decimal(written.replace(",", ".").replace("−", "-")).quantize(_ROUNDED, ROUND_HALF_EVEN)
    return format(number.normalize(), "f")


def _every(table: Table, plan: Plan) -> Iterator[Series]:
    """All columns with numbers that nothing else claims, each an indicator named by its heading."""
    if not plan.every:
        return
    claimed = {name for one in plan.series for name in (one.column, one.lower, one.upper)}
    claimed |= {plan.period.get("column", ""), str(plan.area.get("column", "")), *plan.where}
    claimed |= set(re.findall(r"\{([^{}]+)\}", plan.period.get("template", "")))
    claimed |= {str(name) for name in plan.every.get("but", ())}
    prefix, define = str(plan.every.get("prefix", "")), dict(plan.every.get("define", {}))
    units = dict(plan.every.get("units", {}))
    for heading in table.headings:
        if heading in claimed or heading.startswith("Spalte "):
            continue
        title = re.sub(r"\s*-\s+", ": ", " ".join(heading.split()))
        percent = re.search(r"\(%\)", title)
        unit = units.get(heading) or ("%" if percent else define.get("unit", ""))
        title = title.replace("(%)", "").strip()
        own = {
            **define,
            "title": {"de": str(define.get("titled", "{title}")).replace("{title}", title)},
            "unit": unit,
        }
        own.pop("titled", None)
        yield Series(heading, slug_of(prefix + title), define=own)


def _placed(one: Series, area: tuple[str, str], own: str, plan: Plan) -> tuple[str, Mapping[str, Any]]:
    """The indicator of one area: every other town than the own has its name behind the slug."""
    key, name = area
    slug = one.indicator if not key or key == own else f"{one.indicator}-{slug_of(name)}"
    if not one.define:
        return slug, {}
    return slug, _filled(one.define, name)


def _filled(define: Mapping[str, Any], name: str) -> dict[str, Any]:
    def fill(value: Any) -> Any:
        if isinstance(value, str):
            return value.replace("{area}", name)
        if isinstance(value, Mapping):
            return {k: fill(v) for k, v in value.items()}
        return [fill(v) for v in value] if isinstance(value, list) else value

    return {key: fill(value) for key, value in define.items()}


def _from_name(plan: Plan, frame: Frame) -> Period:
    """The year in the file's name, put into what the plan says: "31.12.{year}"."""
    years = set(_YEAR.findall(frame.file_name))
    if len(years) != 1:
        raise BadPlan(
            f"Der Dateiname „{frame.file_name}“ nennt {'kein' if not years else 'mehr als ein'} Jahr. "
            "Bitte --period angeben."
        )
    try:
        return read_period(plan.period["file_name"].replace("{year}", years.pop()))
    except BadPeriod as error:
        raise BadPlan(str(error)) from None


def folded(text: str) -> str:
    return slug_of(text).replace("-", "")


def slug_of(text: str) -> str:
    """Small letters, digits and hyphens, at most 90 of them."""
    plain = text.casefold()
    for letter, spelt in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        plain = plain.replace(letter, spelt)
    plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return _NOT_WORD.sub("-", plain).strip("-")[:90].strip("-")


def nested_rows(document: Any, path: str) -> list[dict[str, Any]]:
    """Lines out of nested JSON: "*.data" goes through every entry, then into its list `data`.

    Each line keeps the plain values of what it lies in, and the name it lies under as "key".
    """
    rows: list[tuple[Any, dict[str, Any]]] = [(document, {})]
    for step in path.split("."):
        further: list[tuple[Any, dict[str, Any]]] = []
        for item, above in rows:
            if isinstance(item, Mapping):
                plain = {k: v for k, v in item.items() if not isinstance(v, Mapping | list)}
                if step == "*":
                    further += [(value, {**above, **plain, "key": key}) for key, value in item.items()]
                elif step in item:
                    further.append((item[step], {**above, **plain}))
        rows = [
            (one, above) for item, above in further for one in (item if isinstance(item, list) else [item])
        ]
    return [{**above, **item} for item, above in rows if isinstance(item, Mapping)]
