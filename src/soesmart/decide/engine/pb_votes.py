# SPDX-License-Identifier: EUPL-1.2
"""The VOTES of a Pabulib file as arrays."""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

import numpy as np

from soesmart.decide.engine.numbers_ import BadNumber, exact, scale_of
from soesmart.decide.engine.types import Ballots, Floats, Ints, Small, VoteType

_WITH_POINTS = ("cumulative", "scoring")
_NAMED_AT_MOST = 5
PART = 50_000
"""Lines that one process reads at a time."""


class _Section(Protocol):
    @property
    def columns(self) -> tuple[str, ...]: ...
    @property
    def lines(self) -> range: ...


class _Refusal(Protocol):
    def __call__(self, line: int, column: str, problem: str, remedy: str) -> Exception: ...


@dataclass(frozen=True, slots=True)
class Votes:
    """The ballots and what had to be put right."""

    ballots: Ballots
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Some lines of VOTES to be read on their own. Pickles, so that another process can do it."""

    lines: Sequence[str]
    first: int
    """Number of the first of them in the file, from 0."""
    head: int
    """Number of the first ballot in the file."""
    columns: tuple[str, ...]
    known: Mapping[str, int]
    with_points: bool
    bad: _Refusal


@dataclass(frozen=True, slots=True)
class PartVotes:
    """What a part holds. Points as floats, those that are not whole exactly in `fine` by entry."""

    lengths: Ints
    project: Small
    points: Floats
    fine: Mapping[int, Fraction]
    ids: Sequence[str]
    twice: Sequence[str]


class _Reader:
    """Collects ballots line by line."""

    def __init__(self, known: Mapping[str, int], bad: _Refusal) -> None:
        self.known, self.bad = known, bad
        self.start = array("q", [0])
        self.project = array("i")
        self.points = array("d")
        self.ids: list[str] = []
        self.twice: list[str] = []
        self.fine: dict[int, Fraction] = {}
        """Points that are not whole, by entry."""

    def add(self, voter: str, names: str, points: str | None, line: int) -> None:
        if points is None:
            found = self._found(names, line)
            if len(found) > 1 and len(set(found)) != len(found):
                self.twice.append(voter)
                found = list(dict.fromkeys(found))
            self.project.extend(found)
        else:
            self._add_points(voter, names, points, line)
        self.start.append(len(self.project))
        self.ids.append(voter)

    def _found(self, names: str, line: int) -> list[int]:
        if not names:
            return []
        known = self.known
        try:
            return [known[name] for name in names.split(",")]
        except KeyError:
            pass
        found = []
        for name in names.split(","):
            plain = name.strip().strip("'\"")
            if not plain:
                continue
            if plain not in known:
                raise self.bad(
                    line,
                    "vote",
                    f'There is no project "{plain}".',
                    "Add it to PROJECTS or take it off the ballot.",
                )
            found.append(known[plain])
        return found

    def _add_points(self, voter: str, names: str, points: str, line: int) -> None:
        found = self._found(names, line)
        given = points.split(",") if points else []
        if len(given) != len(found):
            raise self.bad(
                line,
                "points",
                f"{len(given)} points for {len(found)} projects.",
                "Give points for each project, decimals with a dot.",
            )
        if len(set(found)) == len(found) and all(map(str.isdecimal, given)):
            self.project.extend(found)
            self.points.extend(map(float, given))
            return
        summed: dict[int, Fraction] = {}
        for project, text in zip(found, given, strict=True):
            try:
                value = exact(text)
            except BadNumber:
                raise self.bad(line, "points", f'"{text}" is not a number.', "Write digits.") from None
            if project in summed:
                self.twice.append(voter)
            summed[project] = summed.get(project, Fraction(0)) + value
        for project, value in summed.items():
            if value.denominator != 1:
                self.fine[len(self.project)] = value
            self.project.append(project)
            self.points.append(float(value))


def read_votes(
    lines: Sequence[str],
    section: _Section,
    known: Mapping[str, int],
    vote_type: VoteType,
    bad: _Refusal,
    default_score: Fraction = Fraction(0),
    read_parts: Callable[[Sequence[Part]], Iterable[PartVotes]] | None = None,
) -> Votes:
    """All ballots. `known`: index by project id; `bad` makes the exception for a place and a remedy.

    `read_parts` may read the parts elsewhere; they depend on the size of the file only.
    """
    columns = section.columns
    if "vote" not in columns:
        raise bad(
            section.lines.start,
            "vote",
            "VOTES has no column vote.",
            f"Its columns are: {', '.join(columns)}. Name one of them vote.",
        )
    with_points = vote_type in _WITH_POINTS
    if with_points and "points" not in columns:
        raise bad(
            section.lines.start,
            "points",
            f"The ballots are {vote_type}, but VOTES has no column points.",
            "Add it, or set vote_type to approval.",
        )
    head, end = section.lines.start, section.lines.stop
    size = PART if read_parts else max(1, end - head)
    parts = [
        Part(lines[at : min(at + size, end)], at, head, columns, known, with_points, bad)
        for at in range(head, end, size)
    ]
    return _joined(list((read_parts or _read_here)(parts)), default_score, with_points=with_points)


def _read_here(parts: Sequence[Part]) -> Iterable[PartVotes]:
    return map(read_part, parts)


def read_part(part: Part) -> PartVotes:
    """The ballots of some lines."""
    reader = _Reader(part.known, part.bad)
    _read_rows(part, reader)
    return PartVotes(
        np.diff(np.array(reader.start, np.int64)).astype(np.int64),
        np.array(reader.project, np.int32),
        np.array(reader.points, np.float64),
        reader.fine,
        reader.ids,
        reader.twice,
    )


def _list(cell: str) -> str:
    """A list as it stands in a cell, without brackets; nothing for "None"."""
    plain = cell.strip().strip("[]() ")
    return "" if plain in ("None", "none", "NaN", "nan", "-") else plain.strip(",")


def _read_rows(part: Part, reader: _Reader) -> None:
    from soesmart.decide.engine.pb import cells  # inline: pb uses this module

    columns = part.columns
    vote_at = columns.index("vote")
    id_at = columns.index("voter_id") if "voter_id" in columns else -1
    points_at = columns.index("points") if part.with_points else -1
    for number, line in enumerate(part.lines, part.first):
        if not line or line.isspace() or not line.strip(" ;\t"):
            continue
        row = cells(line) if '"' in line else line.split(";")
        if len(row) <= vote_at:
            row += [""] * (len(columns) - len(row))
        voter = row[id_at].strip() if id_at >= 0 else str(number - part.head + 1)
        names = _list(row[vote_at])
        points = None
        if points_at >= 0:
            points = _list(row[points_at]) if len(row) > points_at else ""
        reader.add(voter, names, points, number + 1)


def _joined(parts: Sequence[PartVotes], default_score: Fraction, *, with_points: bool) -> Votes:
    start = np.zeros(sum(len(part.lengths) for part in parts) + 1, np.int64)
    project = np.concatenate([np.empty(0, np.int32), *(part.project for part in parts)])
    lengths = np.concatenate([np.empty(0, np.int64), *(part.lengths for part in parts)])
    np.cumsum(lengths, out=start[1:])
    points, scale = None, 1
    if with_points:
        scale = scale_of(value for part in parts for value in part.fine.values())
        pieces = [np.rint(part.points * scale).astype(np.int64) for part in parts]
        for piece, part in zip(pieces, parts, strict=True):
            for at, value in part.fine.items():
                piece[at] = int(value * scale)
        points = np.concatenate([np.empty(0, np.int64), *pieces])
    ids = tuple(name for part in parts for name in part.ids)
    twice = [name for part in parts for name in part.twice]
    notes = _notes(ids, twice, default_score, with_points=with_points)
    return Votes(Ballots(start, project, points, scale, ids), tuple(notes))


def _notes(
    ids: Sequence[str], twice: Sequence[str], default_score: Fraction, *, with_points: bool
) -> list[str]:
    notes = []
    if twice:
        names = list(dict.fromkeys(twice))
        some = ", ".join(names[:_NAMED_AT_MOST])
        more = "" if len(names) <= _NAMED_AT_MOST else " …"
        what = "points were added up" if with_points else "counted once"
        notes.append(f"Ballots that name a project twice ({what}): {len(names)} ({some}{more}).")
    repeated = len(ids) - len(set(ids))
    if repeated:
        notes.append(f"{repeated} ballot(s) have the voter_id of another one; each was counted.")
    if default_score:
        notes.append(
            f"The header gives every project not on a ballot {default_score} points;"
            " for equal shares only what a ballot names counts."
        )
    return notes
