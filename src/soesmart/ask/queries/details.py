# SPDX-License-Identifier: EUPL-1.2
"""One question with everything on its page; the asker's own view; the photo's file."""

from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery

from soesmart.ask import rules
from soesmart.ask.actions.photographing import folder
from soesmart.ask.addresses import photo_url, question_url, short_of, slug_of
from soesmart.ask.models import Comment, Contribution, Event, Notice, Photo, Support
from soesmart.ask.queries.lists import COLUMNS, to_row
from soesmart.ask.types import (
    AnswerRow,
    CommentRow,
    HistoryEntry,
    Mine,
    MyComment,
    MyNotice,
    Near,
    NotFound,
    PhotoRow,
    QuestionDetail,
    QuestionRow,
    RelatedRow,
    State,
    Visibility,
    Where,
)
from soesmart.thread.types import STOPS, Stop

COMMENTS = 500
"""The newest so many are shown on the page; the API has them all."""


def by_slug(slug: str) -> QuestionDetail:
    """What everybody may see of a question; waiting ones do not exist. Raises NotFound.

    Compare `row.slug` with the address: a differing one is an old title, redirect to the new.
    """
    short = short_of(slug)
    if not short:
        raise NotFound(slug)
    return _detail(Contribution.objects.filter(short=short), slug)


def by_id(key: UUID) -> QuestionDetail:
    return _detail(Contribution.objects.filter(public_id=key), str(key))


def _detail(found: QuerySet[Contribution], name: str) -> QuestionDetail:
    row = whole(found.exclude(state=State.WAITING)).first()
    if row is None:
        raise NotFound(name)
    return detail_of(row)


def whole(rows: QuerySet[Contribution]) -> QuerySet[Contribution]:
    """With all that `detail_of` reads of a row: one query instead of five."""
    said = Support.objects.filter(contribution=OuterRef("pk")).order_by().values("contribution")
    shown = Comment.objects.filter(contribution=OuterRef("pk"), state=Visibility.SHOWN).order_by()
    return rows.select_related("merged_into", "photo", "department", "category").annotate(
        said=Subquery(said.annotate(n=Count("pk")).values("n")),
        unproven=Subquery(said.filter(verified=False).annotate(n=Count("pk")).values("n")),
        talk=Subquery(shown.values("contribution").annotate(n=Count("pk")).values("n")),
        took_in=Exists(Contribution.objects.filter(merged_into=OuterRef("pk"))),
    )


def detail_of(row: Any) -> QuestionDetail:
    """Of a row of `whole`. Also for rows that only their asker sees: texts of hidden ones stay out."""
    line = to_row([_column(row, name) for name in COLUMNS], row.said or 0, row.talk or 0)
    readable = row.state not in {State.HIDDEN, State.DELETED}
    history = _history(row)
    photo = getattr(row, "photo", None)
    return QuestionDetail(
        row=line if readable else _without_title(line, row.short),
        text=row.text if readable else "",
        where=Where(Near(row.near), row.place, row.lat, row.lon) if readable else Where(),
        history=history,
        comments=_comments(row),
        answers=tuple(
            AnswerRow(a.public_id, a.at, a.text, a.role, a.language, a.source)
            if a.state == Visibility.SHOWN
            else AnswerRow(a.public_id, a.at, "", a.role, a.language, "", a.hidden_reason)
            for a in row.answers.order_by("at", "pk")
        ),
        photo=_photo(photo) if readable and photo and photo.state == Visibility.SHOWN else None,
        stops=stops(line.slug if readable else row.short, State(row.state), row.continued_at),
        merged_into=_related(row.merged_into) if row.merged_into else None,
        merged_from=tuple(_related(child) for child in row.merged_from.order_by("asked_at", "pk"))
        if row.took_in
        else (),
        continued_at=row.continued_at,
        unverified_supports=row.unproven or 0,
        hidden_reason=next((h.reason for h in reversed(history) if h.state == State.HIDDEN), "")
        if row.state == State.HIDDEN
        else "",
        source=row.source,
        as_of=row.as_of,
        version=row.version,
    )


def _column(row: Contribution, name: str) -> Any:
    """What `values_list(name)` would give."""
    value: Any = row
    for part in name.split("__"):
        value = None if value is None else getattr(value, part, None)
    return value


def _without_title(line: QuestionRow, short: str) -> QuestionRow:
    return replace(line, title="", slug=short)


def _related(row: Contribution) -> RelatedRow:
    shown = row.state in rules.PUBLIC
    title = row.title if shown else ""
    return RelatedRow(row.public_id, slug_of(title, row.short), title, State(row.state))


def _history(row: Contribution) -> tuple[HistoryEntry, ...]:
    events = Event.objects.filter(contribution=row).order_by("at", "pk")
    return tuple(
        HistoryEntry(at, State(state), reason, by)
        for at, state, reason, by in events.values_list("at", "state", "reason", "by")
    )


def _comments(row: Contribution) -> tuple[CommentRow, ...]:
    rows = Comment.objects.filter(contribution=row).exclude(state=Visibility.WAITING).order_by("-at", "-pk")
    return tuple(reversed([_comment(c, row.participant) for c in rows[:COMMENTS]]))


def _comment(row: Comment, asker: UUID | None) -> CommentRow:
    return CommentRow(
        id=row.public_id,
        at=row.at,
        text=row.text if row.state == Visibility.SHOWN else "",
        state=Visibility(row.state),
        hidden_reason=row.hidden_reason,
        language=row.language,
        by_asker=asker is not None and row.participant == asker,
        author_label=row.author_label,
    )


def _photo(row: Photo) -> PhotoRow:
    return PhotoRow(
        row.public_id, photo_url(row.public_id), row.width, row.height, row.description, Visibility(row.state)
    )


def stops(slug: str, state: State, continued_at: str) -> tuple[Stop, ...]:
    """The question's line map. Where it goes on at another stop, that one is filled."""
    reached = {"question": "current"}
    for name, marks in _ADDRESSES:
        if state == State.CONTINUED and any(mark in continued_at for mark in marks):
            reached[name] = "filled"
    urls = {name: continued_at for name in reached if name != "question"}
    return tuple(
        Stop(
            name,
            reached.get(name, "gap"),
            url=question_url(slug) if name == "question" else urls.get(name, ""),
        )
        for name in STOPS
    )


_ADDRESSES = (("project", ("/projekte/",)), ("goal", ("/ziele/",)))


def mine(asker: UUID, key: UUID) -> Mine:
    """What the receipt page shows: the question as its asker sees it, and what is possible now."""
    row = whole(Contribution.objects.filter(public_id=key, participant=asker)).first()
    if row is None:
        raise NotFound(str(key))
    photo = getattr(row, "photo", None)
    return Mine(
        detail=detail_of(row),
        text=row.text,
        title=row.title,
        waits=row.waits,
        photo_state=Visibility(photo.state) if photo else None,
        asks_back=row.state == State.DONE and row.confirmed_at is None,
        confirmed_at=row.confirmed_at,
        can_reopen=row.state == State.DONE,
    )


def my_comment(author: UUID, key: UUID) -> MyComment:
    row = Comment.objects.select_related("contribution").filter(public_id=key, participant=author).first()
    if row is None:
        raise NotFound(str(key))
    related = _related(row.contribution)
    return MyComment(_comment(row, None), row.text, row.waits, related)


def my_notice(author: UUID, key: UUID) -> MyNotice:
    row = Notice.objects.select_related("contribution").filter(public_id=key, participant=author).first()
    if row is None:
        raise NotFound(str(key))
    return MyNotice(row.at, row.reason, row.text, row.decided_at, row.decision, _related(row.contribution))


def photo_file(key: UUID, *, waiting: bool = False) -> Path:
    """The file of a shown photo; with `waiting` also of one that a moderator has to look at."""
    states = [Visibility.SHOWN, Visibility.WAITING] if waiting else [Visibility.SHOWN]
    photos = Photo.objects.filter(public_id=key, state__in=states)
    if not waiting:
        photos = photos.filter(contribution__state__in=rules.PUBLIC)
    name = photos.values_list("name", flat=True).first()
    if name is None:
        raise NotFound(str(key))
    return folder() / name
