# SPDX-License-Identifier: EUPL-1.2
"""Files of ballots → results, printed for people or as JSON (docs/reference/count.md)."""

import json
import sys
from argparse import Namespace
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from soesmart.decide.engine import pb
from soesmart.decide.engine.counting import Refused, count
from soesmart.decide.engine.headers import rule_of
from soesmart.decide.engine.numbers_ import BadNumber, exact
from soesmart.decide.engine.official import held_against
from soesmart.decide.engine.types import Election, Rule
from soesmart.decide.patience import Patience
from soesmart.decide.telling import as_json, as_text, side_by_side


def count_files(words: Namespace) -> int:
    """Counts each file; 1 when one could not be counted."""
    failed = 0
    for path in words.files:
        try:
            told = _counted(path, words)
        except (pb.BadFile, Refused, OSError) as error:
            _complain(path, error, as_json_line=words.json)
            failed = 1
            continue
        sys.stdout.write((json.dumps(told, ensure_ascii=False) if words.json else as_text(told)) + "\n")
        sys.stdout.flush()
    return failed


def read(path: Path, executor: str = "") -> Election:
    """The election in a file; large ones in shards over the executor."""
    raw = path.read_bytes()
    if executor:
        from soesmart.decide.shards import read_in_shards

        return read_in_shards(raw, executor)
    return pb.read(raw)


def _complain(path: Path, error: Exception, *, as_json_line: bool) -> None:
    problem = str(error) if isinstance(error, (pb.BadFile, Refused)) else _of_the_disk(error)
    if as_json_line:
        row: dict[str, Any] = {"file": str(path), "error": problem}
        if isinstance(error, pb.BadFile):
            row |= {"line": error.line, "column": error.column, "remedy": error.remedy}
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    sys.stderr.write(f"{path}: {problem}\n")


def _of_the_disk(error: Exception) -> str:
    for kind, text in (
        (FileNotFoundError, "There is no such file. Is the name right?"),
        (IsADirectoryError, "That is a folder; please name a file."),
        (PermissionError, "You may not read it. Start as the user it belongs to, or change its owner."),
    ):
        if isinstance(error, kind):
            return text
    return f"It cannot be read: {error}."


def _counted(path: Path, words: Namespace) -> dict[str, Any]:
    election = read(path, words.executor)
    rule, warnings = rule_of(election)
    if words.threshold is not None:
        election = replace(election, threshold=_number(words.threshold, "--threshold"))
    rule, chosen = _chosen(rule, words)
    unknown = set(rule.without) - {project.id for project in election.projects}
    if unknown:
        raise Refused(f"--without: the file has no project {', '.join(sorted(unknown))}.")
    if words.rule:
        warnings = tuple(warning for warning in warnings if "town's default" not in warning)
    source, watch = (
        "option" if chosen else "header",
        Patience(path.name, _number(words.patience, "--patience")),
    )
    told = _result(path, election, rule, warnings, source, words.ballot, watch)
    if words.side_by_side:
        told["side_by_side"] = side_by_side(election, rule)
    return told


def _chosen(rule: Rule, words: Namespace) -> tuple[Rule, bool]:
    """The rule with what the options say instead."""
    given: dict[str, Any] = {}
    if words.rule:
        given["method"] = words.rule
        if words.rule != rule.method:
            given |= {
                "completion": "add1" if words.rule == "equal-shares" else "none",
                "comparison": False,
                "skip": True,
            }
    for key in ("utility", "completion"):
        if getattr(words, key):
            given[key] = getattr(words, key)
    own = bool(given)
    if words.seed is not None:
        given["seed"] = words.seed
    if words.without:
        given["without"] = tuple(name.strip() for name in words.without.split(",") if name.strip())
    if words.no_limits:
        given["keep_limits"] = False
    given["percent"] = _number(words.percent, "--percent")
    if given["percent"] <= 0:
        raise Refused("--percent: the step must be more than zero.")
    return replace(rule, **given), own


def _number(text: str, option: str) -> Fraction:
    try:
        return exact(text)
    except BadNumber:
        raise Refused(f'{option}: "{text}" is not a number.') from None


def _result(
    path: Path,
    election: Election,
    rule: Rule,
    warnings: tuple[str, ...],
    source: str,
    ballot: str | None = None,
    watch: Patience | None = None,
) -> dict[str, Any]:
    result = count(election, rule, watch)
    told = as_json(election, result, held_against(election, result))
    told["rule"]["source"] = "default" if any("town's default" in warning for warning in warnings) else source
    told["warnings"] = [*warnings, *told["warnings"]]
    if ballot is not None:
        from soesmart.decide.telling import of_ballot

        told["ballot"] = of_ballot(election, result, ballot)
    return {"file": str(path)} | told
