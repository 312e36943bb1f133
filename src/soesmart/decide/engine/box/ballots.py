# SPDX-License-Identifier: EUPL-1.2
"""What may stand on a ballot. A ballot says how much goes to which project, by the project's number.

approval   1 for every project approved of, at most `most` of them
points     whole points, together at most `purse`, for one project at most `most`
money      the same in cents
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any


class Form(StrEnum):
    APPROVAL = "approval"
    POINTS = "points"
    MONEY = "money"


class Fault(StrEnum):
    EMPTY = "empty"
    UNKNOWN = "unknown"
    NEGATIVE = "negative"
    NO_NUMBER = "no_number"
    TOO_MANY = "too_many"
    TOO_MUCH = "too_much"
    OVER_BUDGET = "over_budget"


class BadBallot(ValueError):
    """The ballot breaks the form; `project` is its number, or empty for the whole ballot."""

    def __init__(self, fault: Fault, project: str = "", by: int = 0) -> None:
        super().__init__(f"{fault} {project}".strip())
        self.fault, self.project, self.by = fault, project, by


@dataclass(frozen=True, slots=True)
class Sheet:
    """The form of a vote's ballots. `most`: how many projects, or how much for one; 0: no limit."""

    form: Form
    projects: tuple[str, ...]
    purse: int = 0
    most: int = 0


def checked(sheet: Sheet, given: Mapping[str, Any]) -> Mapping[str, int]:
    """The choices in the order of the sheet, without zeros; raises BadBallot."""
    unknown = sorted(set(given) - set(sheet.projects))
    if unknown:
        raise BadBallot(Fault.UNKNOWN, str(unknown[0])[:40])
    for number, amount in given.items():
        if not isinstance(amount, int) or isinstance(amount, bool):
            raise BadBallot(Fault.NO_NUMBER, number)
        if amount < 0:
            raise BadBallot(Fault.NEGATIVE, number)
    chosen = {number: given[number] for number in sheet.projects if given.get(number)}
    if not chosen:
        raise BadBallot(Fault.EMPTY)
    if sheet.form == Form.APPROVAL:
        _check_approval(sheet, chosen)
    else:
        _check_amounts(sheet, chosen)
    return MappingProxyType(chosen)


def _check_approval(sheet: Sheet, chosen: Mapping[str, int]) -> None:
    for number, amount in chosen.items():
        if amount != 1:
            raise BadBallot(Fault.TOO_MUCH, number, amount - 1)
    if sheet.most and len(chosen) > sheet.most:
        raise BadBallot(Fault.TOO_MANY, by=len(chosen) - sheet.most)


def _check_amounts(sheet: Sheet, chosen: Mapping[str, int]) -> None:
    for number, amount in chosen.items():
        if sheet.most and amount > sheet.most:
            raise BadBallot(Fault.TOO_MUCH, number, amount - sheet.most)
    over = sum(chosen.values()) - sheet.purse
    if over > 0:
        raise BadBallot(Fault.OVER_BUDGET, by=over)


def as_text(choices: Mapping[str, int]) -> str:
    """The one way to write a ballot: JSON, keys sorted, no spaces."""
    return json.dumps(dict(choices), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
