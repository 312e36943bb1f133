# SPDX-License-Identifier: EUPL-1.2
"""Lists of public questions: few columns, a fixed number of queries, cursors instead of page numbers."""

import base64
import binascii
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from soesmart.ask import rules
from soesmart.ask.addresses import slug_of
from soesmart.ask.models import Comment, Contribution, Department, Support
from soesmart.ask.types import (
    Counts,
    DepartmentRow,
    Filters,
    Kind,
    Near,
    Page,
    QuestionRow,
    Refused,
    State,
    Visibility,
)
from soesmart.kernel import clock
from soesmart.kernel.folding import fold
from soesmart.kernel.log.queries import content_version
from soesmart.kernel.newest import Newest, NewestOf

COLUMNS = (
    "pk",
    "public_id",
    "short",
    "kind",
    "title",
    "state",
    "asked_at",
    "state_since",
    "place",
    "place_name",
    "near",
    "department__name",
    "due_at",
    "photo__state",
    "language",
    "author_label",
    "category__slug",
    "category__name",
)


def questions(filters: Filters | None = None, cursor: str = "", limit: int = 30) -> Page:
    """Public questions, newest first; with `overdue` the longest overdue first.

    Read once per content version and day; inside a transaction each time, because what it wrote may
    still be taken back.
    """
    filters = filters or Filters()
    limit = max(1, min(limit, 100))
    if connection.in_atomic_block:
        return _questions(filters, cursor, limit)
    return _pages.of(_stamp(), (filters, cursor, limit), lambda: _questions(filters, cursor, limit))


_pages: NewestOf[tuple[Filters, str, int], Page] = NewestOf(200)


def _questions(filters: Filters, cursor: str, limit: int) -> Page:
    rows = narrowed(filters)
    if filters.overdue:
        rows = rows.order_by("due_at", "pk")
        after = _after(cursor)
        if after:
            rows = rows.filter(Q(due_at__gt=after[0]) | Q(due_at=after[0], pk__gt=after[1]))
    else:
        rows = rows.order_by("-asked_at", "-pk")
        after = _after(cursor)
        if after:
            rows = rows.filter(asked_at__lte=after[0]).filter(
                Q(asked_at__lt=after[0]) | Q(asked_at=after[0], pk__lt=after[1])
            )
    found = list(rows.values_list(*COLUMNS)[: limit + 1])
    more = len(found) > limit
    found = found[:limit]
    if not more:
        return Page(to_rows(found))
    last = found[-1]
    at = last[COLUMNS.index("due_at" if filters.overdue else "asked_at")]
    return Page(to_rows(found), _cursor(at, last[0]))


def filters_from(kept: Mapping[str, Any]) -> Filters:
    """Filters as they were kept as JSON; names that a later version dropped do not narrow."""
    names = {field.name for field in fields(Filters)}
    known = {name: value for name, value in kept.items() if name in names and value}
    kind, state = known.pop("kind", None), known.pop("state", None)
    return Filters(kind=Kind(kind) if kind else None, state=State(state) if state else None, **known)


def narrowed(filters: Filters) -> QuerySet[Contribution]:
    rows = Contribution.objects.filter(
        state__in=[filters.state] if filters.state in rules.LISTED else rules.LISTED
    )
    if filters.state and filters.state not in rules.LISTED:
        rows = rows.none()
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.place:
        rows = rows.filter(place=filters.place)
    if filters.department:
        rows = rows.filter(department__slug=filters.department)
    if filters.category:
        rows = rows.filter(category__slug=filters.category)
    if filters.overdue:
        rows = rows.filter(due_at__lt=clock.now())
    for word in fold(filters.text).split()[:10]:
        rows = rows.filter(folded__contains=word)
    return rows


def to_rows(found: Iterable[tuple[Any, ...]]) -> tuple[QuestionRow, ...]:
    """Rows of `COLUMNS` with their counts, in the given order: two further queries for any number."""
    found = list(found)
    keys = [row[0] for row in found]
    supports = _counted(Support.objects.filter(contribution__in=keys))
    comments = _counted(Comment.objects.filter(contribution__in=keys, state=Visibility.SHOWN))
    now = clock.now()
    return tuple(_row(row, supports.get(row[0], 0), comments.get(row[0], 0), now) for row in found)


def to_row(values: Sequence[Any], supports: int, comments: int) -> QuestionRow:
    """One row of `COLUMNS` whose counts are known."""
    return _row(tuple(values), supports, comments, clock.now())


def _counted(rows: QuerySet[Any]) -> dict[int, int]:
    return dict(rows.order_by().values_list("contribution").annotate(n=Count("pk")))


def _row(values: tuple[Any, ...], supports: int, comments: int, now: datetime) -> QuestionRow:
    (_pk, public_id, short, kind, title, state, asked, since, place, place_name, near) = values[:11]
    (department, due, photo, language, author_label, category, category_name) = values[11:]
    return QuestionRow(
        id=public_id,
        slug=slug_of(title, short),
        kind=Kind(kind),
        title=title,
        state=State(state),
        asked_at=asked,
        state_since=since,
        place=place,
        place_name=place_name,
        near=Near(near),
        department=department or "",
        due_at=due,
        overdue=due is not None and due < now,
        supports=supports,
        comments=comments,
        photo=photo == Visibility.SHOWN,
        language=language,
        author_label=author_label,
        category=category or "",
        category_name=category_name or "",
    )


def _cursor(at: datetime, key: int) -> str:
    return base64.urlsafe_b64encode(f"{at.isoformat()}|{key}".encode()).decode().rstrip("=")


def _after(cursor: str) -> tuple[datetime, int] | None:
    if not cursor:
        return None
    try:
        text = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode(
            "ascii"
        )
        at, key = text.split("|")
        instant = datetime.fromisoformat(at)
        if instant.tzinfo is None or not 0 < int(key) < 2**63:
            raise ValueError
        return instant, int(key)
    except (ValueError, binascii.Error, UnicodeDecodeError, OverflowError):
        raise Refused(
            "cursor", _("Diese Seite der Liste gibt es nicht. Bitte beginnen Sie von vorn.")
        ) from None


def counts() -> Counts:
    """How many public questions, by kind and by state; counted once per content version and day.

    Deadlines end at midnight, so nothing becomes overdue in between.
    """
    return _counts.of(_stamp(), _count)


def _stamp() -> tuple[int, date]:
    return content_version(), clock.local_date(clock.now(), settings.SOESMART["town.time_zone"])


def _count() -> Counts:
    groups = list(
        Contribution.objects.order_by()
        .values_list("kind", "state")
        .annotate(n=Count("pk"), late=Count("pk", filter=Q(due_at__lt=clock.now())))
    )
    groups = [group for group in groups if group[1] in rules.LISTED]
    return Counts(
        total=sum(n for _k, _s, n, _l in groups),
        overdue=sum(late for _k, _s, _n, late in groups),
        by_kind=tuple((kind, sum(n for k, _s, n, _l in groups if k == kind)) for kind in Kind),
        by_state=tuple(
            (state, sum(n for _k, s, n, _l in groups if s == state))
            for state in State
            if state in rules.LISTED
        ),
    )


_counts: Newest[Counts] = Newest()


def open_rows(limit: int = 3) -> tuple[QuestionRow, ...]:
    """The newest questions that wait for the town."""
    rows = Contribution.objects.filter(state__in=rules.OPEN).order_by("-asked_at", "-pk")
    return to_rows(rows.values_list(*COLUMNS)[:limit])


def rows_by_id(keys: Iterable[UUID]) -> tuple[QuestionRow, ...]:
    """Listed questions with these ids, in the given order."""
    wanted = list(keys)
    rows = Contribution.objects.filter(public_id__in=wanted, state__in=rules.LISTED).values_list(*COLUMNS)
    order = {key: position for position, key in enumerate(wanted)}
    return to_rows(sorted(rows, key=lambda row: order[row[1]]))


def departments() -> tuple[DepartmentRow, ...]:
    return tuple(
        DepartmentRow(*row) for row in Department.objects.order_by("name").values_list("slug", "name")
    )
