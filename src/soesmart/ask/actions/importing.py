# SPDX-License-Identifier: EUPL-1.2
"""Questions the town brings along: its editors' own, earlier participation, examples."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify

from soesmart.ask import rules
from soesmart.ask.actions.indexing import fold_words, index, index_new
from soesmart.ask.actions.moving import start_clock, stop_clock
from soesmart.ask.addresses import new_short
from soesmart.ask.engine.titles import title_from
from soesmart.ask.leaves import record
from soesmart.ask.models import TITLE, Answer, Comment, Contribution, Department, Event, Support
from soesmart.ask.types import Near, State, Visibility
from soesmart.kernel import clock

HOUSE = "house"
Values = Mapping[str, Any]


@transaction.atomic
def enter_questions(records: Sequence[Values]) -> tuple[int, int]:
    """Enter checked records by their origin id; (created, updated). What moved on here is left alone."""
    known = {row.origin_id: row for row in Contribution.objects.exclude(origin_id=None)}
    created = updated = 0
    for values in sorted(records, key=lambda v: v["asked_at"]):
        row = known.get(values["id"])
        if row is None:
            known[values["id"]] = _create(values)
            created += 1
        else:
            updated += _update(row, values)
    for values in records:
        target = values["merged_into"]
        row = known[values["id"]]
        if target and row.merged_into_id is None and row.state == State.MERGED:
            row.merged_into = known[target]
            _save_and_log(row)
    return created, updated


def _create(values: Values) -> Contribution:
    state = State(values["state"])
    pinned = values["lat"] is not None
    row = Contribution(
        short=new_short(),
        origin_id=values["id"],
        kind=values["kind"],
        state=state,
        state_since=values["state_since"] or values["answered_at"] or values["asked_at"],
        title=values["title"] or title_from(values["text"], TITLE),
        text=values["text"],
        language=values["language"],
        near=Near.POINT if pinned else Near(values["near"]) if values["place"] else Near.NOWHERE,
        place=values["place"],
        place_name=values.get("place_name", ""),
        lat=values["lat"],
        lon=values["lon"],
        author_label=values["author_label"],
        department=department_named(values["department"]),
        category=values.get("category_row"),
        asked_at=values["asked_at"],
        continued_at=values["continued_at"],
        source=values["source"],
        as_of=values["as_of"],
    )
    fold_words(row)
    row.save()
    _clock(row, values)
    _history(row, values["reason"])
    index_new(row)
    record("ask.contribution", row)
    _answer(row, values)
    _company(row, values)
    return row


def department_named(name: str) -> Department | None:
    if not name:
        return None
    return Department.objects.get_or_create(name=name, defaults={"slug": slugify(name)[:60] or new_short()})[
        0
    ]


def _clock(row: Contribution, values: Values) -> None:
    """Only where the file says so: the town promised nobody to answer its own editors."""
    if not values["clock"]:
        return
    start_clock(row, row.asked_at)
    if row.state not in rules.OPEN:
        stop_clock(row, row.state_since, counts=row.state not in {State.MERGED, State.UNKNOWN})
    row.save(update_fields=["due_at"])


def _history(row: Contribution, reason: str) -> None:
    asked = {"contribution": row, "at": row.asked_at, "state": State.NEW, "by": HOUSE}
    if row.state == State.NEW:
        Event.objects.create(**asked, reason=reason)
        return
    if row.state == State.UNKNOWN:
        Event.objects.create(**asked | {"state": row.state}, reason=reason)
        return
    Event.objects.create(**asked)
    Event.objects.create(
        contribution=row,
        at=row.state_since,
        before=State.NEW,
        state=row.state,
        reason=reason,
        by=rules.TOWN,
    )


def _answer(row: Contribution, values: Values) -> None:
    if not values["answer"]:
        return
    given = Answer.objects.create(
        contribution=row,
        at=values["answered_at"] or row.state_since,
        text=values["answer"],
        role=row.department.name if row.department else settings.SOESMART["ask.office"],
        language=row.language,
        source=row.source,
    )
    record("ask.answer", given)


def _company(row: Contribution, values: Values) -> None:
    """Comments and, in an example town, supports."""
    for text in values["comments"]:
        comment = Comment.objects.create(
            contribution=row,
            at=_between(row.asked_at, clock.now()),
            author_label=row.author_label,
            text=text,
            language=row.language,
            state=Visibility.SHOWN,
        )
        record("ask.comment", comment)
    for number in range(values["supports"]):
        at = _between(row.asked_at, clock.now())
        support = Support.objects.create(contribution=row, supporter=uuid4(), verified=number % 3 == 0, at=at)
        record("ask.support", support, version=1)


def _between(start: datetime, end: datetime) -> datetime:
    return start + (end - start) / 2


def _update(row: Contribution, values: Values) -> bool:
    changed = {
        "title": values["title"] or title_from(values["text"], TITLE),
        "text": values["text"],
        "author_label": values["author_label"],
        "source": values["source"],
        "as_of": values["as_of"],
    }
    if row.state == State.DELETED or all(getattr(row, name) == new for name, new in changed.items()):
        return False
    for name, new in changed.items():
        setattr(row, name, new)
    _save_and_log(row)
    index(row)
    return True


def _save_and_log(row: Contribution) -> None:
    row.version += 1
    row.save()
    record("ask.contribution", row)
