# SPDX-License-Identifier: EUPL-1.2
"""How a bench tells its results: a table for people, then one line of JSON for programs."""

import json
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Anchor:
    """What others reach. `basis`: "same-run" or "recorded (source, date)"."""

    name: str
    value: float
    basis: str


@dataclass(frozen=True, slots=True)
class Result:
    """One measured number. Without a goal it is told for information."""

    what: str
    value: float
    unit: str
    goal: float | None = None
    better: Literal["lower", "higher"] = "lower"
    against: Anchor | None = None

    @property
    def ok(self) -> bool:
        if self.goal is None:
            return True
        return self.value <= self.goal if self.better == "lower" else self.value >= self.goal

    def as_json(self) -> dict[str, Any]:
        row: dict[str, Any] = {
            "what": self.what,
            "value": round(self.value, 3),
            "unit": self.unit,
            "goal": self.goal,
            "better": self.better,
            "ok": self.ok,
        }
        if self.against:
            row["against"] = {
                "name": self.against.name,
                "value": self.against.value,
                "basis": self.against.basis,
            }
            row["ratio"] = round(self.value / self.against.value, 4)
        return row


def tell(bench: str, results: Sequence[Result]) -> int:
    """Print everything; 1 when a goal was missed."""
    show(results)
    return close(bench, results)


def show(results: Sequence[Result]) -> None:
    """The table, or what of it is measured by now."""
    width = max(len(result.what) for result in results)
    for result in results:
        sign = "≤" if result.better == "lower" else "≥"
        goal = "" if result.goal is None else f"goal {sign} {result.goal:g}"
        mark = "" if result.ok else "  MISSED"
        other = f"  ({result.against.name}: {result.against.value:g})" if result.against else ""
        print(f"{result.what:{width}}  {result.value:12.2f} {result.unit:11} {goal:14}{mark}{other}")


def close(bench: str, results: Sequence[Result]) -> int:
    """The machine, and all results as one line of JSON; 1 when a goal was missed."""
    print(f"{platform.machine()}, Python {platform.python_version()}", flush=True)
    print(
        json.dumps({"bench": bench, "results": [result.as_json() for result in results]}, ensure_ascii=False)
    )
    return 0 if all(result.ok for result in results) else 1
