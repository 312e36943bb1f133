# SPDX-License-Identifier: EUPL-1.2
"""What the database says about votes and ballots at this moment, in one journey, and the way back in one.

By hand: this is most of what a ballot costs the database, and on PostgreSQL each journey costs as much as the
work at its end.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from soesmart.decide.actions.locking import SHARED, number_of
from soesmart.decide.models import Vote
from soesmart.kernel.guard.admission import knocked

_WANTED = frozenset(
    ("id", "phase", "version", "form", "purse", "most", "opens_at", "closes_at", "late_until")
) | {"sealed_off", "box_key"}
"""All of a vote but its long texts."""
_NEEDED = tuple(field.attname for field in Vote._meta.concrete_fields if field.attname in _WANTED)
"""In the order in which Django fills a row in."""
WRONG_CODE = "decide.code"
"""What is counted against an address: codes that nobody has."""
Question = tuple[str, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Standing:
    """How votes stand, and which of the names asked for are known."""

    votes: dict[UUID, Vote]
    roll: set[str]
    """Names that the roll of their vote knows."""
    box: set[str]
    """Names that have a ballot already."""
    knocked: set[str]
    """Visitors who tried wrong codes lately."""


def as_they_stand(
    votes: Collection[UUID],
    entitled: Sequence[tuple[str, UUID]],
    names: Sequence[str],
    visitors: Collection[str],
) -> Standing:
    """Inside the transaction of the ballots. `entitled`: name in the roll, and of which vote.

    On PostgreSQL the votes are held as `locking.casting` does, and looked at only then.
    """
    roll = " OR ".join(["(key = %s AND vote_id = %s)"] * len(entitled))
    who: Question = (
        f"SELECT 1, key FROM decide_roll WHERE {roll}"  # noqa: S608  own names
        f" UNION ALL SELECT 2, key FROM decide_ballot WHERE key IN ({_marks(names)})",
        [value for name, vote in entitled for value in (name, _stored(vote))] + list(names),
    )
    if visitors:
        sql, values = knocked(WRONG_CODE, visitors)
        both = f"{who[0]} UNION ALL SELECT DISTINCT 3, visitor FROM ({sql}) AS knocks"  # noqa: S608  own names
        who = (both, [*who[1], *values])
    what: Question = (
        f"SELECT {', '.join(_NEEDED)} FROM decide_vote WHERE id IN ({_marks(votes)})",  # noqa: S608
        [_stored(vote) for vote in votes],
    )
    if connection.vendor == "postgresql":
        locks = [(SHARED, [number_of(vote)]) for vote in sorted(votes)]
        *_, rows, known = _together([*locks, what, who])
        found = [Vote.from_db(connection.alias, _NEEDED, row) for row in rows]
    else:
        found = list(Vote.objects.raw(*what))
        (known,) = _together([who])
    sets = [{key for part, key in known if part == number} for number in (1, 2, 3)]
    return Standing({vote.pk: vote for vote in found}, *sets)


def put_in(ballots: Iterable[tuple[str, UUID, str]]) -> None:
    """New ballots: name, vote, sealed content."""
    values = [value for name, vote, sealed in ballots for value in (name, _stored(vote), sealed)]
    rows = ", ".join(["(%s, %s, %s)"] * (len(values) // 3))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO decide_ballot (key, vote_id, sealed) VALUES {rows}", values)  # noqa: S608


def _together(questions: Sequence[Question]) -> list[list[tuple[Any, ...]]]:
    """PostgreSQL takes them in one go, and looks anew for each."""
    with connection.cursor() as cursor:
        cursor.execute(
            "; ".join(sql for sql, _ in questions), [one for _, values in questions for one in values]
        )
        answers = [cursor.fetchall()]
        while len(answers) < len(questions) and cursor.nextset():
            answers.append(cursor.fetchall())
    return answers


def _marks(values: Collection[Any]) -> str:
    return ", ".join(["%s"] * len(values))


def _stored(vote: UUID) -> Any:
    """The vote's number as this database keeps it."""
    return Vote._meta.pk.get_db_prep_value(vote, connection)
