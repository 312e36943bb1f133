# SPDX-License-Identifier: EUPL-1.2
import json
from collections.abc import Mapping
from dataclasses import dataclass

from soesmart.decide.engine.box.roots import Proof, mark_of, prove
from soesmart.decide.models import Batch, Counted
from soesmart.decide.types import VoteView


@dataclass(frozen=True, slots=True)
class Seen:
    """Where a receipt was found. `choices` only once the box is open."""

    mark: str
    proof: Proof
    batch: int | None = None
    choices: Mapping[str, int] | None = None
    receipt: str = ""


def look_up(vote: VoteView, text: str) -> Seen | None:
    """By receipt number or check value, however it is grouped."""
    wanted = "".join(character for character in text.lower() if character in "0123456789abcdef")[:64]
    if len(wanted) == 32:
        return _counted(vote, wanted)
    if len(wanted) == 64:
        return _published(vote, wanted) or _by_mark(vote, wanted)
    return None


def _counted(vote: VoteView, receipt: str) -> Seen | None:
    row = Counted.objects.filter(pk=receipt, vote=vote.id).first()
    if row is None:
        return None
    mark = mark_of(row.receipt, row.choices)
    return Seen(mark, prove(final_marks(vote), mark), choices=json.loads(row.choices), receipt=row.receipt)


def _published(vote: VoteView, mark: str) -> Seen | None:
    if vote.box_root:
        return None
    for batch in Batch.objects.filter(vote=vote.id):
        marks = batch.marks.split()
        if mark in marks:
            return Seen(mark, prove(marks, mark), batch=batch.number)
    return None


def _by_mark(vote: VoteView, mark: str) -> Seen | None:
    for row in Counted.objects.filter(vote=vote.id):
        if mark_of(row.receipt, row.choices) == mark:
            return Seen(
                mark, prove(final_marks(vote), mark), choices=json.loads(row.choices), receipt=row.receipt
            )
    return None


def final_marks(vote: VoteView) -> list[str]:
    rows = Counted.objects.filter(vote=vote.id).values_list("receipt", "choices")
    return [mark_of(receipt, choices) for receipt, choices in rows]
