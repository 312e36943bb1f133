# SPDX-License-Identifier: EUPL-1.2
"""From sheets to one series per unit."""

import re
from collections.abc import Iterable, Sequence

from soesmart.trials.engine import periods, table
from soesmart.trials.engine.periods import Period
from soesmart.trials.engine.table import Raw, Sheet, Table, TableError, folded, same_unit
from soesmart.trials.engine.types import Flag

_NO_VALUE = re.compile(
    r"^(treated|treatment|post|effyear|fips|.*\bid|.*\bno|.*no\b|index|nr\.?|lfd.*)$|status"
)


def units(sheets: Iterable[Sheet], wanted: Sequence[str] = (), value: str = "") -> Table:
    """Every unit of the sheets, which continue each other. `value`: what counts in a long table."""
    found: dict[str, Raw] = {}
    status: dict[str, Raw] = {}
    for source in sheets:
        turned = _turned(source)
        when, used = table.times(turned)
        long = _long(turned, used, when, wanted, value)
        for name, pairs in (long if long is not None else _wide(turned, when, used, wanted)).items():
            into = status if "status" in folded(name) and long is None else found
            _add(into, name, pairs, source)
    if not found:
        raise TableError(0, "", "Keine Spalte mit Zahlen gefunden.")
    return Table(found, status)


def _turned(source: Sheet) -> Sheet:
    """Places below each other and periods side by side: turned, so that time runs down."""
    parsed = [periods.parse(name) for name in source.head]
    if sum(one is not None for one in parsed) < max(4, 0.6 * len(parsed)):
        return source
    first = next(i for i, one in enumerate(parsed) if one is None) if None in parsed else 0
    keep = [i for i, one in enumerate(parsed) if one is not None]
    head = ("Zeit", *(row[first] for row in source.rows))
    rows = tuple((source.head[i], *(row[i] for row in source.rows)) for i in keep)
    return Sheet(head, rows, (source.lines[0] - 1,) * len(rows), source.delimiter, source.name)


Pairs = list[tuple[Period, float, int]]


def _wide(
    source: Sheet, when: Sequence[Period | None], used: set[int], wanted: Sequence[str]
) -> dict[str, Pairs]:
    """One column per place. What is asked for must be numbers; of other columns text is passed over."""
    out: dict[str, Pairs] = {}
    for at, name in enumerate(source.head):
        cells = [row[at] for row in source.rows]
        if at in used or not name:
            continue
        asked = any(same_unit(name, one) for one in wanted) and any(
            c and c[0] in "+-−0123456789" for c in cells
        )
        if not asked and not table.numeric(cells):
            if not any(cell.strip() for cell in cells):
                out[name] = []
            continue
        values = table.numbers(cells, source.lines, name, source.delimiter)
        out[name] = [(p, v, line) for p, v, line in zip(when, values, source.lines, strict=True) if p]
    return out


def _long(
    source: Sheet, used: set[int], when: Sequence[Period | None], wanted: Sequence[str], value: str
) -> dict[str, Pairs] | None:
    """One row per place and period: the place stands in a column of text."""
    if any(same_unit(name, one) for name in source.head for one in wanted):
        return None
    columns = [i for i in range(len(source.head)) if i not in used]
    places = [
        i for i in columns if wanted and any(folded(row[i]) == folded(wanted[0]) for row in source.rows)
    ]
    if not places:
        texts = [i for i in columns if not table.numeric([row[i] for row in source.rows])]
        repeated = [i for i in texts if 1 < len({row[i] for row in source.rows}) <= len(source.rows) // 2]
        if not repeated or len(set(when)) > 0.7 * len(source.rows):
            return None
        places = repeated
    place = places[0]
    count = _value_column(source, [i for i in columns if i != place], value)
    values = table.numbers(
        [row[count] for row in source.rows], source.lines, source.head[count], source.delimiter
    )
    out: dict[str, Pairs] = {}
    for row, period, number, line in zip(source.rows, when, values, source.lines, strict=True):
        if period and row[place]:
            out.setdefault(row[place], []).append((period, float(number), line))
    return out


def _value_column(source: Sheet, columns: Sequence[int], value: str) -> int:
    if value:
        for at in columns:
            if folded(source.head[at]) == folded(value):
                return at
        raise TableError(
            1, value, f"Diese Spalte gibt es nicht. Es gibt: {', '.join(source.head[i] for i in columns)}."
        )
    good = [
        i
        for i in columns
        if table.numeric([row[i] for row in source.rows]) and not _NO_VALUE.match(folded(source.head[i]))
    ]
    good = [i for i in good if len({row[i] for row in source.rows}) > 2] or good
    if len(good) == 1:
        return good[0]
    names = ", ".join(source.head[i] for i in good)
    raise TableError(
        1, "", f"Welche Spalte zählt? Bitte mit --value eine nennen: {names or 'keine hat Zahlen'}."
    )


def _add(into: dict[str, Raw], name: str, pairs: Pairs, source: Sheet) -> None:
    known = next((one for one in into if same_unit(one, name)), None)
    if known is None:
        known = name
        into[name] = Raw(pairs[0][0].kind if pairs else "day")
    elif known != name and not any(flag.code == "renamed" for flag in into[known].flags):
        into[known].flags.append(Flag("renamed", f"{known} → {name}", at=source.name))
    raw = into[known]
    if pairs and raw.values and raw.kind != pairs[0][0].kind:
        raise TableError(
            pairs[0][2], name, "Die Zeiten sind hier anders geschrieben als vorher (Tage statt Monate?)."
        )
    if pairs:
        raw.kind = pairs[0][0].kind
    same = other = 0
    first = ""
    for period, value, _line in pairs:
        if value != value:
            continue
        earlier = raw.values.get(period.number)
        if earlier is None:
            raw.values[period.number] = value
        elif earlier == value or _clock_change(period):
            same += 1
        else:
            other += 1
            first = first or periods.label(period)
    if same:
        raw.flags.append(Flag("duplicates", f"{same}", at=source.name))
    if other:
        raw.flags.append(Flag("contradictions", f"{other}", blocks=True, at=first))


def _clock_change(period: Period) -> bool:
    """The hour that comes twice in October."""
    if period.kind != "minute":
        return False
    day = periods.first_day(period)
    return day.month == 10 and day.weekday() == 6 and day.day >= 25 and 120 <= period.number % 1440 < 240


def pick(found: Table, wanted: str) -> tuple[str, Raw]:
    """The unit meant; raises TableError that lists what there is."""
    exact = [name for name in found.units if same_unit(name, wanted)]
    near = exact or [name for name in found.units if folded(wanted) and folded(wanted) in folded(name)]
    if len(near) == 1:
        return near[0], found.units[near[0]]
    names = ", ".join(sorted(near or found.units)[:12])
    raise TableError(
        1, wanted, f"{'Mehrere Spalten passen' if near else 'Nicht gefunden'}. Es gibt: {names}."
    )
