# SPDX-License-Identifier: EUPL-1.2
"""Real days on which nothing was done: air and bicycles of Münster, one value a day."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np

from soesmart.trials.engine.quality import Ints
from soesmart.trials.engine.student import Floats

SENSORS = Path(__file__).resolve().parents[5] / "shared" / "data" / "sensors"
AIR = {"PM₁₀": "(PM₁₀)", "O₃": "(O₃)", "NO₂": "(NO₂)"}
"""Fine dust below 2.5 µm was measured on 22 days only."""
HOURS, QUARTERS = 18, 90
"""Values a day must have to count: three quarters of 24 hours, nearly all of 96 quarters."""
Days = dict[str, tuple[Ints, Floats]]


def days() -> dict[str, Days]:
    """By source: numbers of the days and their values, per series."""
    return {"Luft": _whole(_air(), HOURS, mean=True), "Fahrräder": _whole(_bicycles(), QUARTERS, mean=False)}


def _air() -> Iterator[tuple[str, int, str]]:
    for file in sorted((SENSORS / "air_muenster").glob("*.csv")):
        for row in _rows(file, ";"):
            if row["Date"]:
                for name, part in AIR.items():
                    column = next(head for head in row if head and part in head)
                    yield name, _day(row["Date"].strip("'")), row[column]


def _bicycles() -> Iterator[tuple[str, int, str]]:
    for file in sorted((SENSORS / "bike_muenster").glob("*/*.csv")):
        for row in _rows(file, ","):
            for head, value in row.items():
                if head[:9].isdigit() and not head.endswith("status"):
                    yield head[:9], _day(row["Datetime"]), value


def _rows(file: Path, delimiter: str) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines, delimiter=delimiter)


def _day(text: str) -> int:
    return date.fromisoformat(text[:10]).toordinal()


def _whole(cells: Iterator[tuple[str, int, str]], least: int, mean: bool) -> Days:
    found: dict[str, dict[int, list[float]]] = {}
    for name, day, text in cells:
        if text not in ("", "-"):
            found.setdefault(name, {}).setdefault(day, []).append(float(text))
    out: Days = {}
    for name, by_day in found.items():
        kept = sorted(day for day, values in by_day.items() if len(values) >= least)
        values = [np.mean(by_day[day]) if mean else np.sum(by_day[day]) for day in kept]
        out[name] = np.array(kept, dtype=np.int64), np.array(values, dtype=float)
    return out
