# SPDX-License-Identifier: EUPL-1.2
"""A whole list with everything public about it, a portion at a time: memory does not grow with the list."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from soesmart.ask.addresses import slug_of
from soesmart.ask.models import Answer, Comment, Contribution, Event, Support
from soesmart.ask.queries.lists import narrowed
from soesmart.ask.types import Filters, Visibility
from soesmart.ask.types_open_data import OpenAnswer, OpenComment, OpenRow

PORTION = 500


def open_rows_of(filters: Filters) -> Iterator[OpenRow]:
    """In the order they were stored; five queries for each portion."""
    last = 0
    while True:
        rows = narrowed(filters).filter(pk__gt=last).order_by("pk")
        portion = list(rows.select_related("department", "category")[:PORTION])
        if not portion:
            return
        yield from _whole(portion)
        last = portion[-1].pk


def _whole(portion: list[Contribution]) -> Iterator[OpenRow]:
    keys = [row.pk for row in portion]
    answers: dict[int, list[OpenAnswer]] = defaultdict(list)
    comments: dict[int, list[OpenComment]] = defaultdict(list)
    given = Answer.objects.filter(contribution__in=keys, state=Visibility.SHOWN).order_by("at", "pk")
    for key, at, role, text, source in given.values_list("contribution", "at", "role", "text", "source"):
        answers[key].append(OpenAnswer(at, role, text, source))
    said = Comment.objects.filter(contribution__in=keys, state=Visibility.SHOWN).order_by("at", "pk")
    for one in said:
        label, language = one.author_label, one.language
        comments[one.contribution_id].append(OpenComment(one.public_id, one.at, label, language, one.text))
    supports: dict[int, int] = defaultdict(int)
    for key in (
        Support.objects.filter(contribution__in=keys).values_list("contribution", flat=True).iterator()
    ):
        supports[key] += 1
    reasons: dict[Any, str] = dict(
        Event.objects.filter(contribution__in=keys)
        .exclude(reason="")
        .order_by("at", "pk")
        .values_list("contribution", "reason")
    )
    for row in portion:
        yield _open_row(
            row, tuple(answers[row.pk]), tuple(comments[row.pk]), supports[row.pk], reasons.get(row.pk, "")
        )


def _open_row(
    row: Contribution,
    answers: tuple[OpenAnswer, ...],
    comments: tuple[OpenComment, ...],
    supports: int,
    reason: str,
) -> OpenRow:
    return OpenRow(
        id=row.origin_id or str(row.public_id),
        slug=slug_of(row.title, row.short),
        kind=row.kind,
        category=row.category.slug if row.category else "",
        title=row.title,
        text=row.text,
        language=row.language,
        near=row.near,
        place=row.place,
        place_name=row.place_name,
        lat=row.lat,
        lon=row.lon,
        asked_at=row.asked_at,
        author=row.author_label,
        department=row.department.name if row.department else "",
        state=row.state,
        state_since=row.state_since,
        due_at=row.due_at,
        reason=reason,
        continued_at=row.continued_at,
        supports=supports,
        answers=answers,
        comments=comments,
        source=row.source,
        as_of=row.as_of,
    )
