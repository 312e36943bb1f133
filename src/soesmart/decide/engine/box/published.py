# SPDX-License-Identifier: EUPL-1.2
"""The download of a finished vote for programs, `soesmart-vote-1`, read without trusting it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from soesmart.decide.engine.box import tally
from soesmart.decide.engine.box.ballots import BadBallot, Form, Sheet, checked
from soesmart.decide.engine.types import COMPLETIONS, METHODS, UTILITIES, Election, Project, Rule

FORMAT = "soesmart-vote-1"


class BadDownload(ValueError):
    """Something in the file is not as it must be; says what and where."""


@dataclass(frozen=True, slots=True)
class Published:
    """What the file says."""

    election: Election
    """With `selected` at the projects that are told as winners."""
    rule: Rule
    ballots: tally.Opened
    root: str


def looks_like(beginning: str) -> bool:
    """Whether a text that begins so may be such a file."""
    return beginning.lstrip("\ufeff \t\r\n").startswith("{") and FORMAT in beginning


def read(raw: bytes) -> Published:
    """Raises BadDownload."""
    try:
        told = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BadDownload(f"This is no JSON: {error}") from None
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise BadDownload(f'"format" is not "{FORMAT}".')
    try:
        return _published(told)
    except (KeyError, TypeError, AttributeError) as error:
        raise BadDownload(f"An entry is missing or of the wrong kind: {error}") from None


def _published(told: Mapping[str, Any]) -> Published:
    form = _one_of("form", told["form"], tuple(Form))
    winners = [str(number) for number in told["winners"]]
    projects = tuple(
        Project(
            str(row["id"]),
            str(row["name"]),
            _whole(f"the cost of project {row['id']}", row["cost"]),
            (f"category:{row['category']}",) if row.get("category") else (),
            selected=int(str(row["id"]) in winners),
        )
        for row in told["projects"]
    )
    ids = tuple(project.id for project in projects)
    if len(set(ids)) < len(ids):
        raise BadDownload("Two projects have the same id.")
    if unknown := sorted(set(winners) - set(ids)):
        raise BadDownload(f"The winner {unknown[0]} is not among the projects.")
    sheet = Sheet(Form(form), ids, _whole("purse", told["purse"]), _whole("most", told["most"]))
    ballots = _ballots(sheet, told["ballots"])
    election = tally.election(sheet.form, _whole("budget", told["budget"]), projects, ballots)
    return Published(election, _rule(told["rule"]), ballots, str(told["root"]))


def _ballots(sheet: Sheet, rows: Any) -> tally.Opened:
    found: dict[str, Mapping[str, int]] = {}
    for receipt, choices in rows:
        if receipt in found:
            raise BadDownload(f"Ballot {receipt} is there twice.")
        try:
            found[str(receipt)] = checked(sheet, choices)
        except BadBallot as bad:
            raise BadDownload(f"Ballot {receipt} breaks the form of the vote: {bad}.") from None
    return tuple(found.items())


def _rule(told: Mapping[str, Any]) -> Rule:
    usual = Rule()
    return Rule(
        method=_one_of("rule.method", told.get("method", usual.method), METHODS),
        utility=_one_of("rule.utility", told.get("utility", usual.utility), UTILITIES),
        completion=_one_of("rule.completion", told.get("completion", usual.completion), COMPLETIONS),
        seed=str(told.get("seed", "")),
    )


def _one_of(name: str, value: Any, known: Any) -> Any:
    if value not in known:
        raise BadDownload(f'"{name}" is {value!r}; known are {", ".join(known)}.')
    return value


def _whole(name: str, value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise BadDownload(f"{name} is {value!r}, not a whole number.")
    return value
