# SPDX-License-Identifier: EUPL-1.2
"""Reading tables as towns have them: wide or long, `;` or `,`, decimal comma, names changed on the way."""

import csv
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from soesmart.trials.engine import periods
from soesmart.trials.engine.periods import Period
from soesmart.trials.engine.types import Flag

MISSING = frozenset(
    {
        "",
        "na",
        "n/a",
        "nan",
        "-",
        "–",
        "—",
        ".",
        "..",
        "...",
        "…",
        "null",
        "none",
        "k.a.",
        "k. a.",
        "x",
        "#nv",
        "#n/a",
    }
)
MOST_ROWS = 2_000_000


class TableError(Exception):
    """A table that cannot be read: the place and the remedy. `line` counts from 1; 0 means the whole file."""

    def __init__(self, line: int, column: str, text: str) -> None:
        super().__init__(text)
        self.line, self.column, self.text = line, column, text


@dataclass(frozen=True, slots=True)
class Sheet:
    """Cells as text. `lines[i]` is the line of the file where row i stands."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    delimiter: str = ";"
    name: str = ""


@dataclass(slots=True)
class Raw:
    """One unit's values as they stand in the file, in its own periods; the first of duplicates."""

    kind: periods.Kind
    values: dict[int, float] = field(default_factory=dict)
    flags: list[Flag] = field(default_factory=list)

    def arrays(self) -> tuple[np.ndarray, np.ndarray]:
        numbers = np.array(sorted(self.values), dtype=np.int64)
        return numbers, np.array([self.values[int(n)] for n in numbers], dtype=float)


def folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss"))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def sheet(text: str, name: str = "") -> Sheet:
    """Cells of a CSV text. Comment lines before the head (#) and empty lines are skipped."""
    text = text.lstrip("\ufeff")
    lines = text.splitlines()
    sample = [line for line in lines[:60] if line.strip() and not line.startswith("#")]
    if len(sample) < 2:
        raise TableError(
            0, "", "Die Datei ist leer oder hat nur eine Zeile. Gebraucht werden eine Kopfzeile und Werte."
        )
    delimiter = _delimiter(sample)
    rows: list[tuple[str, ...]] = []
    numbers: list[int] = []
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells) and not cells[0].startswith("#"):
                rows.append(tuple(cell.strip() for cell in cells))
                numbers.append(reader.line_num)
    except csv.Error as error:
        raise TableError(
            reader.line_num, "", f"Diese Zeile ist kein CSV ({error}). Bitte Anführungszeichen prüfen."
        ) from error
    return from_rows(rows, numbers, delimiter, name)


def from_rows(
    rows: Sequence[Sequence[str]], numbers: Sequence[int], delimiter: str = ";", name: str = ""
) -> Sheet:
    """A sheet from cells: CSV or a spreadsheet. Title lines above the head are skipped."""
    if len(rows) > MOST_ROWS:
        raise TableError(0, "", f"Mehr als {MOST_ROWS} Zeilen. Bitte vorher zusammenfassen.")
    width = max(sum(bool(cell) for cell in row) for row in rows[:60])
    at = next(i for i, row in enumerate(rows) if sum(bool(cell) for cell in row) > max(1, width // 2))
    head = [cell.strip().strip('"') for cell in rows[at]]
    body, kept = [], []
    for number, row in zip(numbers[at + 1 :], rows[at + 1 :], strict=True):
        cells = [str(cell) for cell in row]
        if len(cells) > len(head) and any(cells[len(head) :]):
            raise TableError(
                number,
                "",
                f"Diese Zeile hat {len(cells)} Spalten, der Kopf {len(head)}. Fehlt ein Anführungszeichen?",
            )
        body.append(tuple((cells + [""] * len(head))[: len(head)]))
        kept.append(number)
    if not body:
        raise TableError(0, "", "Unter der Kopfzeile steht nichts.")
    return Sheet(tuple(head), tuple(body), tuple(kept), delimiter, name)


def _delimiter(sample: Sequence[str]) -> str:
    best, chosen = 0.0, ","
    for one in (";", "\t", ",", "|"):
        counts = [len(next(csv.reader([line], delimiter=one), [])) - 1 for line in sample]
        usual = max(set(counts), key=lambda c: (counts.count(c), c))
        score = counts.count(usual) / len(counts) * min(usual, 3) if usual else 0.0
        if score > best + 1e-9:
            best, chosen = score, one
    if best == 0.0 and all(len(line.split()) > 1 for line in sample):
        return " "
    return chosen


def numbers(cells: Sequence[str], lines: Sequence[int], column: str, delimiter: str) -> np.ndarray:
    """A column of numbers, NaN where nothing stands. The column decides what commas and points mean."""
    comma, thousands = _marks(cells, delimiter)
    out = np.full(len(cells), np.nan)
    if not comma and not thousands:
        try:
            return np.array([float(cell) if cell else np.nan for cell in cells])
        except ValueError:
            pass
    for at, cell in enumerate(cells):
        value = _number(cell, comma, thousands)
        if value is None:
            raise TableError(
                lines[at],
                column,
                f"„{cell}“ ist keine Zahl. Leer lassen oder NA schreiben, wenn der Wert fehlt.",
            )
        out[at] = value
    return out


def _marks(cells: Sequence[str], delimiter: str) -> tuple[bool, bool]:
    """(decimal comma?, are points thousands?)"""
    some = [c.replace(" ", "").replace("\u00a0", "").lstrip("+-") for c in cells if "," in c or "." in c]
    if any(re.fullmatch(r"\d{1,3}(\.\d{3})+,\d+", c) for c in some):
        return True, True
    if any(re.fullmatch(r"\d{1,3}(,\d{3})+\.\d+", c) for c in some):
        return False, False
    with_comma = [c for c in some if "," in c]
    if with_comma and not all(re.fullmatch(r"\d{1,3}(,\d{3})+", c) for c in with_comma):
        return True, True
    if with_comma:
        return delimiter != ",", True
    points = [c for c in some if "." in c]
    german = delimiter == ";" and points and all(re.fullmatch(r"[1-9]\d{0,2}(\.\d{3})+", c) for c in points)
    return bool(german), bool(german)


def _number(cell: str, comma: bool, thousands: bool) -> float | None:
    text = re.sub(r"[\s\u00a0\u202f']", "", cell)
    if text.casefold() in MISSING:
        return float("nan")
    text = text.removesuffix("%").removesuffix("€").replace("−", "-")
    if comma:
        text = (text.replace(".", "") if thousands else text).replace(",", ".")
    elif "," in text:
        text = text.replace(",", "")
    try:
        value = float(text)
    except ValueError:
        return None
    return value if np.isfinite(value) else float("nan")


def numeric(cells: Sequence[str]) -> bool:
    """Are nearly all cells numbers or missing, and at least one a number?"""
    some = cells[:: max(1, len(cells) // 300)]
    found = [_number(cell, True, True) if "," in cell else _number(cell, False, False) for cell in some]
    good = [value for value in found if value is not None]
    return len(good) >= 0.9 * len(found) and any(value == value for value in good)


def times(source: Sheet) -> tuple[list[Period | None], set[int]]:
    """When each row was, and the columns that said so. Raises TableError."""
    pair = _pair(source)
    if pair:
        joined, columns = pair
        return [periods.parse(text) for text in joined], columns
    best, chosen = 0.0, -1
    for at, name in enumerate(source.head):
        cells = [row[at] for row in source.rows[:: max(1, len(source.rows) // 200)]]
        said = [cell for cell in cells if cell]
        good = sum(periods.parse(cell) is not None for cell in said) / max(len(cells), 1)
        hint = bool(_WHEN.search(folded(name)))
        wide = good if hint or at == 0 else good * 0.6
        if any(len(cell) > 4 for cell in said[:5]) and good > 0.8:
            wide += 0.2
        if wide > best:
            best, chosen = wide, at
    if best < 0.55:
        raise TableError(
            source.lines[0],
            "",
            "Keine Spalte mit Zeiten gefunden. Sie soll „Monat“ heißen, mit 2019-03 oder März 2019 darunter.",
        )
    known: dict[str, Period | None] = {}
    for row in source.rows:
        if row[chosen] not in known:
            known[row[chosen]] = periods.parse(row[chosen])
    found = [known[row[chosen]] for row in source.rows]
    kinds = [one.kind for one in found if one]
    if kinds and len(set(kinds)) > 1:
        found = _one_kind(found, kinds)
    for at, (one, row) in enumerate(zip(found, source.rows, strict=True)):
        if one is None and row[chosen]:
            raise TableError(
                source.lines[at],
                source.head[chosen],
                f"„{row[chosen]}“ ist keine Zeit wie 2019-03, März 2019 oder 05.03.2019.",
            )
    return found, {chosen}


_WHEN = re.compile(
    r"datum|date|zeit|time|monat|month|jahr|year|period|woche|week|quart|\btag\b|\bday\b|\bkw\b|stand\b|uhr|begin|start"
)


def _one_kind(found: list[Period | None], kinds: list[periods.Kind]) -> list[Period | None]:
    """Midnight without a clock among moments; 1990.0 among quarters."""
    usual = max(set(kinds), key=kinds.count)
    for finer, coarser in (("minute", "day"), ("quarter", "year")):
        if set(kinds) == {finer, coarser}:
            usual = finer  # type: ignore[assignment]
    return [periods.convert(one, usual) if one else None for one in found]


def _pair(source: Sheet) -> tuple[list[str], set[int]] | None:
    """Year and month (quarter, week) in columns of their own; or day and time of day."""
    heads = [folded(name) for name in source.head]

    def at(*names: str) -> int:
        return next((i for i, head in enumerate(heads) if head in names), -1)

    year, clock, day = at("jahr", "year"), at("uhrzeit", "zeit", "time"), at("datum", "tag", "date")
    for form, names in (
        ("{0} {1}", ("monat", "month")),
        ("{0}-Q{1}", ("quartal", "quarter")),
        ("{0}-W{1}", ("kw", "woche", "week")),
    ):
        part = at(*names)
        if year >= 0 and part >= 0:
            cells = [
                (row[year], row[part].removeprefix("Q").removeprefix("KW").strip()) for row in source.rows
            ]
            return [
                (f"{a}-{b}" if b.isdigit() and "Q" not in form and "W" not in form else form.format(a, b))
                for a, b in cells
            ], {year, part}
    if clock >= 0 and day >= 0 and re.match(r"\d{1,2}:\d{2}", source.rows[0][clock]):
        return [f"{row[day]} {row[clock]}" for row in source.rows], {clock, day}
    return None


def same_unit(name: str, wanted: str) -> bool:
    """Do two column names mean the same counter? By name, or by the number that begins both."""
    one, other = folded(name), folded(wanted)
    if one == other:
        return True
    ids = [re.match(r"\d{4,}", text) for text in (one, other)]
    if ids[0] and ids[1]:
        return ids[0].group() == ids[1].group() and ("status" in one) == ("status" in other)
    return False


@dataclass(frozen=True, slots=True)
class Table:
    """All units of the files by name, and the columns beside them that say how the counter was."""

    units: Mapping[str, Raw]
    status: Mapping[str, Raw] = field(default_factory=dict)
