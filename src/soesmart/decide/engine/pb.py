# SPDX-License-Identifier: EUPL-1.2
"""Pabulib files (.pb, pabulib.org/format): three tables, META, PROJECTS and VOTES, with semicolons between.

Read as they are found in the wild: with or without BOM, UTF-8 or Windows-1252, any order and any number of
columns, decimal commas. What cannot be read is refused with line, column and remedy; what can be read in one
sensible way only is put right and told in `Election.notes`.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from soesmart.decide.engine.numbers_ import BadNumber, exact, scale_of
from soesmart.decide.engine.pb_votes import Part, PartVotes, Votes, read_votes
from soesmart.decide.engine.types import Election, Limit, Project, VoteType

ReadParts = Callable[[Sequence[Part]], Iterable[PartVotes]]
SECTIONS = ("META", "PROJECTS", "VOTES")
_NAMES: Mapping[str, str] = {
    "id": "project_id",
    "project": "project_id",
    "projectid": "project_id",
    "price": "cost",
    "title": "name",
    "categories": "category",
    "winner": "selected",
    "points_total": "score",
}
_TYPES: Mapping[str, VoteType] = {
    "approval": "approval",
    "choose-1": "approval",
    "choose1": "approval",
    "cumulative": "cumulative",
    "scoring": "scoring",
    "ordinal": "ordinal",
}
_OPEN_QUOTE = re.compile(r'(?:^|;)\s*"[^"]*$')
_LONGEST_TEXT = 60
"""Lines that one text between quotes may have."""
_NO_VALUE = ("", "none", "null", "nan", "-")
GROUPINGS = (
    ("category", "categories", "budget_per_category"),
    ("neighborhood", "neighborhoods", "budget_per_neighborhood"),
    ("district", "districts", "budget_per_district"),
    ("district", "subdistricts", "budget_per_subdistrict"),
)
"""Column of a project, header entry with the names, header entry with the amounts in the same order."""


class BadFile(ValueError):
    """The file cannot be counted; says where and what to do."""

    def __init__(self, line: int, column: str, problem: str, remedy: str) -> None:
        self.line, self.column, self.problem, self.remedy = line, column, problem, remedy
        where = f"line {line}" + (f', column "{column}"' if column else "")
        super().__init__(f"{where}: {problem} {remedy}")

    def __reduce__(self) -> tuple[type["BadFile"], tuple[int, str, str, str]]:
        return BadFile, (self.line, self.column, self.problem, self.remedy)


@dataclass(frozen=True, slots=True)
class Section:
    """One table: its column names and where its rows begin."""

    columns: tuple[str, ...]
    lines: range
    """Numbers of the lines with rows, from 0."""


def decoded(raw: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a file, and what was odd about its encoding."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16"), ("The file is in UTF-16; Pabulib uses UTF-8.",)
    try:
        return raw.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
        return text, ("The file is not in UTF-8; it was read as Windows-1252. Check the umlauts.",)


def read(raw: bytes, read_parts: ReadParts | None = None) -> Election:
    """The election in a file; `BadFile` where that is impossible. `read_parts`: see `read_votes`."""
    text, notes = decoded(raw)
    return parse(text, notes, read_parts)


def parse(text: str, notes: Sequence[str] = (), read_parts: ReadParts | None = None) -> Election:
    """The election in the text of a file."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")  # splitlines knows too many breaks
    if not any(line.strip() for line in lines):
        raise BadFile(1, "", "The file is empty.", "Is it the right one?")
    sections = dict(_sections(lines))
    for name in SECTIONS:
        if name not in sections:
            raise BadFile(
                len(lines), "", f"The section {name} is missing.", f"Put a line {name} before its table."
            )
    told = list(notes)
    for name in ("META", "PROJECTS"):
        _join_quoted(lines, sections[name].lines)
    meta = _meta(lines, sections["META"])
    vote_type = _vote_type(meta, sections["VOTES"], told)
    rows = _project_rows(lines, sections["PROJECTS"], told)
    budget, budget_line = _need(meta, "budget")
    money = _number(budget, budget_line, "budget")
    if money < 0:
        raise BadFile(budget_line, "budget", f'"{budget}" is negative.', "A budget is zero or more.")
    amounts = [*(row.cost for row in rows), money, *(amount for _, amount in _limits(meta))]
    scale = scale_of(amounts)
    if scale > 100:
        told.append(f"Amounts have up to {len(str(scale)) - 1} decimals; they are counted exactly.")
    votes = read_votes(
        lines,
        sections["VOTES"],
        {row.id: at for at, row in enumerate(rows)},
        vote_type,
        BadFile,
        _default_score(meta),
        read_parts,
    )
    plain = {key: value for key, (value, _) in meta.items()}
    projects = tuple(row.project(scale) for row in rows)
    told += votes.notes
    told += _checked(plain, projects, votes)
    return Election(
        projects=projects,
        budget=int(money * scale),
        ballots=votes.ballots,
        vote_type=vote_type,
        scale=scale,
        currency=plain.get("currency", ""),
        limits=tuple(Limit(group, int(amount * scale)) for group, amount in _limits(meta)),
        threshold=_threshold(meta),
        exclusive=_exclusive(meta, {row.id: at for at, row in enumerate(rows)}),
        max_length=_whole(meta, "max_length"),
        meta=plain,
        notes=tuple(told),
    )


def _sections(lines: Sequence[str]) -> Iterator[tuple[str, Section]]:
    starts: list[tuple[str, int]] = []
    for number, line in enumerate(lines):
        word = line.strip().strip(";\ufeff\"' \t").upper()
        if word in SECTIONS:
            if any(word == name for name, _ in starts):
                raise BadFile(number + 1, "", f"{word} stands here a second time.", "Join the two tables.")
            starts.append((word, number))
    if not starts:
        raise BadFile(1, "", "There is no line META.", "A Pabulib file begins with the line META.")
    ends = [start for _, start in starts[1:]] + [len(lines)]
    for (name, start), end in zip(starts, ends, strict=True):
        first = start + 1
        while first < end and not lines[first].strip():
            first += 1
        if first >= end:
            raise BadFile(start + 1, "", f"{name} is empty.", "Put its column names and rows below.")
        columns = tuple(_column(cell) for cell in cells(lines[first]))
        yield name, Section(columns, range(first + 1, end))


def _column(cell: str) -> str:
    name = cell.strip().lower().replace(" ", "_")
    return _NAMES.get(name, name)


def cells(line: str) -> list[str]:
    """The cells of one line, with quotes as spreadsheets set them; a quote that never ends is a plain one."""
    if '"' not in line or line.count('"') % 2:
        return line.split(";")
    return next(csv.reader([line], delimiter=";"), [])


def _join_quoted(lines: list[str], rows: range) -> None:
    """A text between quotes may go over several lines: they become one, and empty ones keep the numbering."""
    for number in rows:
        if not lines[number].count('"') % 2 or not _OPEN_QUOTE.search(lines[number]):
            continue
        for last in range(number + 1, min(number + _LONGEST_TEXT, rows.stop)):
            if lines[last].count('"') % 2:
                lines[number] = " ".join(lines[number : last + 1])
                lines[number + 1 : last + 1] = [""] * (last - number)
                break


def _meta(lines: Sequence[str], section: Section) -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    head = section.lines.start
    numbers: list[int] = [*section.lines]
    if section.columns[:1] != ("key",):  # some files leave the line "key;value" out
        numbers.insert(0, head - 1)
    for number in numbers:
        row = cells(lines[number])
        key = row[0].strip().lower()
        if not key:
            continue
        value = ";".join(row[1:]).strip().rstrip(";").strip()
        if key not in found:
            found[key] = (value, number + 1)
    return found


def _need(meta: Mapping[str, tuple[str, int]], key: str) -> tuple[str, int]:
    value, line = meta.get(key, ("", 0))
    if value.lower() in _NO_VALUE:
        raise BadFile(line or 1, key, f"META does not say {key}.", f'Add a line "{key};…" to META.')
    return value, line


def _vote_type(meta: Mapping[str, tuple[str, int]], votes: Section, told: list[str]) -> VoteType:
    value, line = meta.get("vote_type", ("", 0))
    if value.lower() in _NO_VALUE:
        guess: VoteType = "cumulative" if "points" in votes.columns else "approval"
        told.append(f"META does not say vote_type; by its columns it is {guess}.")
        return guess
    try:
        return _TYPES[value.strip().lower()]
    except KeyError:
        raise BadFile(
            line, "vote_type", f'"{value}" is no known kind of ballot.', f"Known: {', '.join(_TYPES)}."
        ) from None


def _number(text: str, line: int, column: str) -> Fraction:
    try:
        return exact(text)
    except BadNumber:
        raise BadFile(
            line,
            column,
            f'"{text}" is not a number that can be counted with.',
            "Write digits with at most six decimals.",
        ) from None


def _whole(meta: Mapping[str, tuple[str, int]], key: str) -> int | None:
    value, line = meta.get(key, ("", 0))
    if value.lower() in _NO_VALUE:
        return None
    number = _number(value, line, key)
    return int(number)


def _default_score(meta: Mapping[str, tuple[str, int]]) -> Fraction:
    value, line = meta.get("default_score", ("", 0))
    return Fraction(0) if value.lower() in _NO_VALUE else _number(value, line, "default_score")


def _threshold(meta: Mapping[str, tuple[str, int]]) -> Fraction:
    value, line = meta.get("min_project_score_threshold", ("", 0))
    if value.lower() in _NO_VALUE:
        return Fraction(0)
    return _number(value, line, "min_project_score_threshold")


def _exclusive(meta: Mapping[str, tuple[str, int]], known: Mapping[str, int]) -> tuple[tuple[int, ...], ...]:
    """Groups of projects of which at most one is funded: "1,2|3,4"."""
    text, line = meta.get("exclusive", ("", 0))
    groups = []
    for part in text.split("|") if text.lower() not in _NO_VALUE else ():
        names = [name.strip() for name in part.split(",") if name.strip()]
        for name in names:
            if name not in known:
                raise BadFile(line, "exclusive", f'There is no project "{name}".', "Use ids of PROJECTS.")
        groups.append(tuple(known[name] for name in names))
    return tuple(group for group in groups if len(group) > 1)


def _limits(meta: Mapping[str, tuple[str, int]]) -> Iterator[tuple[str, Fraction]]:
    """Limits of the header: names and amounts stand in two lists of the same order."""
    for column, names_key, amounts_key in GROUPINGS:
        amounts, line = meta.get(amounts_key, ("", 0))
        if amounts.lower() in _NO_VALUE:
            continue
        if ":" in amounts:  # "Kultur:1000,Sport:2000"
            pairs = [part.rpartition(":")[::2] for part in amounts.strip("{}").split(",")]
            names, figures = [name.strip(" '\"") for name, _ in pairs], [figure for _, figure in pairs]
        else:
            names = [name.strip() for name in meta.get(names_key, ("", 0))[0].split(",") if name.strip()]
            figures = [figure for figure in amounts.strip("[]").split(",") if figure.strip()]
        if len(names) != len(figures):
            raise BadFile(
                line,
                amounts_key,
                f"{len(figures)} amounts for {len(names)} names in {names_key}.",
                "Give one amount for each name, in the same order, decimals with a dot.",
            )
        for name, figure in zip(names, figures, strict=True):
            yield f"{column}:{name}", _number(figure, line, amounts_key)


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    name: str
    cost: Fraction
    groups: tuple[str, ...]
    selected: int | None
    told_votes: int | None
    told_score: Fraction | None

    def project(self, scale: int) -> Project:
        return Project(
            self.id,
            self.name,
            int(self.cost * scale),
            self.groups,
            self.selected,
            self.told_votes,
            self.told_score,
        )


def _project_rows(lines: Sequence[str], section: Section, notes: list[str]) -> list[_Row]:
    columns = section.columns
    for needed in ("project_id", "cost"):
        if needed not in columns:
            raise BadFile(
                section.lines.start,
                needed,
                f"PROJECTS has no column {needed}.",
                f"Its columns are: {', '.join(columns)}. Name one of them {needed}.",
            )
    rows: list[_Row] = []
    seen: dict[str, int] = {}
    for number in section.lines:
        if not lines[number].strip(" ;\t"):
            continue
        row = _project(cells(lines[number]), columns, number + 1)
        if row.id in seen:
            raise BadFile(
                number + 1,
                "project_id",
                f'"{row.id}" stands already in line {seen[row.id]}.',
                "Give every project its own id.",
            )
        seen[row.id] = number + 1
        rows.append(row)
    if not rows:
        raise BadFile(section.lines.start, "", "There is no project.", "List the projects below PROJECTS.")
    free = [row.id for row in rows if row.cost == 0]
    if free:
        notes.append(f"Without cost, so funded as soon as anybody supports them: {', '.join(free)}.")
    return rows


def _project(row: Sequence[str], columns: Sequence[str], line: int) -> _Row:
    if len(row) > len(columns) and any(cell.strip() for cell in row[len(columns) :]):
        raise BadFile(
            line,
            columns[-1],
            f"{len(row)} cells for {len(columns)} columns.",
            'Put texts that hold a semicolon between quotes: "…;…".',
        )
    values = {
        name: cell.strip()
        for name, cell in zip(columns, row, strict=False)
        if cell.strip().lower() not in _NO_VALUE
    }
    identity = values.get("project_id", "")
    if not identity:
        raise BadFile(line, "project_id", "The project has no id.", "Give it one that the ballots use.")
    if "cost" not in values:
        raise BadFile(line, "cost", f"Project {identity} has no cost.", "Add it; 0 where it costs nothing.")
    cost = _number(values["cost"], line, "cost")
    if cost < 0:
        raise BadFile(line, "cost", f'"{values["cost"]}" is negative.', "A cost is zero or more.")
    groups = tuple(
        f"{column}:{name.strip()}"
        for column in ("category", "neighborhood", "district")
        for name in values.get(column, "").split(",")
        if name.strip()
    )
    return _Row(
        identity,
        values.get("name", ""),
        cost,
        groups,
        _selected(values.get("selected"), line),
        _told(values.get("votes")),
        None if (score := values.get("score")) is None else _number(score, line, "score"),
    )


def _selected(text: str | None, line: int) -> int | None:
    if text is None:
        return None
    word = {"true": "1", "yes": "1", "false": "0", "no": "0"}.get(text.lower(), text)
    try:
        return int(exact(word))
    except BadNumber:
        raise BadFile(
            line, "selected", f'"{text}" does not say whether it was funded.', "Write 1 or 0."
        ) from None


def _told(text: str | None) -> int | None:
    try:
        return None if text is None else int(exact(text))
    except BadNumber:
        return None


def _checked(meta: Mapping[str, str], projects: Sequence[Project], votes: Votes) -> Iterator[str]:
    """What the file says about itself, held against what stands in it."""
    for key, found, what in (
        ("num_projects", len(projects), "projects"),
        ("num_votes", votes.ballots.n, "ballots"),
    ):
        try:
            said = int(exact(meta[key]))
        except (KeyError, BadNumber):
            continue
        if said != found:
            yield f"The header says {said} {what}, the file holds {found}."
    lengths = np.diff(votes.ballots.start)
    for key, word in (("min_length", "fewer"), ("max_length", "more")):
        try:
            limit = int(exact(meta[key]))
        except (KeyError, BadNumber):
            continue
        wrong = lengths < limit if word == "fewer" else lengths > limit
        if many := int(np.count_nonzero(wrong)):
            yield f"{many} ballot(s) name {word} than the {limit} projects of {key}; they are counted."
