# SPDX-License-Identifier: EUPL-1.2
"""What waits for a moderator."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.conf import settings

from soesmart.accounts.facade import Actor, require
from soesmart.ask.actions.claiming import LEASE
from soesmart.ask.addresses import slug_of
from soesmart.ask.engine.hate import WORDS
from soesmart.ask.engine.hold_back import spans
from soesmart.ask.holding import links_in, personal_in
from soesmart.ask.models import Appeal, Claim, Comment, Contribution, Notice, Photo
from soesmart.ask.types import Kind, NotFound, NoticeRow, State, Visibility
from soesmart.ask.types_moderation import Case, Mark, Waiting
from soesmart.kernel import clock

LIMIT = 200
"""So many of each kind are looked through; who has more waiting begins with the oldest."""


def waiting(actor: Actor) -> tuple[Waiting, ...]:
    """Contributions, comments and photos that are held back, oldest first."""
    require(actor, "ask.moderate", "")
    found: list[tuple[str, UUID, datetime, str, str]] = [
        ("contribution", *values)
        for values in Contribution.objects.filter(state=State.WAITING)
        .order_by("asked_at", "pk")
        .values_list("public_id", "asked_at", "text", "waits")[:LIMIT]
    ]
    found += [
        ("comment", *values)
        for values in Comment.objects.filter(state=Visibility.WAITING)
        .order_by("at", "pk")
        .values_list("public_id", "at", "text", "waits")[:LIMIT]
    ]
    found += [
        ("photo", *values, "photo")
        for values in Photo.objects.filter(state=Visibility.WAITING)
        .order_by("at", "pk")
        .values_list("public_id", "at", "description")[:LIMIT]
    ]
    others = _taken_by_others(actor)
    rows = [Waiting(t, key, at, text, waits, (t, key) in others) for t, key, at, text, waits in found]
    return tuple(sorted(rows, key=lambda row: row.at))


def _taken_by_others(actor: Actor) -> dict[tuple[str, UUID], datetime]:
    running = Claim.objects.filter(at__gte=clock.now() - LEASE).exclude(moderator_id=actor.account_id)
    return {(target, key): at for target, key, at in running.values_list("target", "target_id", "at")}


def case(actor: Actor, target: str, key: UUID) -> Case:
    """A thing that waits, in full; raises NotFound when it waits no longer."""
    require(actor, "ask.moderate", "")
    row = _waiting_row(target, key)
    if row is None:
        raise NotFound(str(key))
    question = row if isinstance(row, Contribution) else row.contribution
    own = isinstance(row, Contribution)
    text = row.description if isinstance(row, Photo) else row.text
    since = _taken_by_others(actor).get((target, key))
    return Case(
        target=target,
        id=key,
        question=question.public_id,
        slug=slug_of(question.title, question.short),
        kind=Kind(question.kind),
        at=row.asked_at if isinstance(row, Contribution) else row.at,
        title=row.title
        if isinstance(row, Contribution) and not text.startswith(row.title.rstrip("…"))
        else "",
        text=text,
        waits="photo" if isinstance(row, Photo) else row.waits,
        place_name=question.place_name,
        language=question.language if isinstance(row, Photo) else row.language,
        marks=_marks(text),
        taken=None if since is None else int((clock.now() - since).total_seconds() // 60),
        photo=own and Photo.objects.filter(contribution=question, state=Visibility.WAITING).exists(),
        context="" if own else question.title,
    )


def _waiting_row(target: str, key: UUID) -> Contribution | Comment | Photo | None:
    here = {"public_id": key, "state": "waiting"}
    if target == "contribution":
        return Contribution.objects.filter(**here).first()
    if target == "comment":
        return Comment.objects.select_related("contribution").filter(**here).first()
    if target == "photo":
        return Photo.objects.select_related("contribution").filter(**here).first()
    raise NotFound(target)


def _marks(text: str) -> tuple[Mark, ...]:
    """Why somebody should look, word by word; of overlapping ones the first stays."""
    words = (*WORDS, *settings.SOESMART["ask.hold_back_words"])
    found: Iterable[Mark] = [
        *(Mark(one.start, one.end, one.kind) for one in personal_in(text)),
        *(Mark(start, end, "word") for start, end in spans(text, words)),
        *(Mark(start, end, "link") for start, end in links_in(text)),
    ]
    kept: list[Mark] = []
    for mark in sorted(found, key=lambda m: (m.start, -m.end)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return tuple(kept)


def notices(actor: Actor) -> tuple[NoticeRow, ...]:
    """Notices without a decision, oldest first."""
    require(actor, "ask.moderate", "")
    rows = Notice.objects.select_related("contribution").filter(decided_at=None).order_by("at", "pk")
    return tuple(
        NoticeRow(
            n.public_id,
            n.at,
            n.contribution.public_id,
            slug_of(n.contribution.title, n.contribution.short),
            n.target,
            n.target_id,
            n.reason,
            n.text,
        )
        for n in rows[:LIMIT]
    )


def open_appeals(actor: Actor) -> int:
    require(actor, "ask.moderate", "")
    return Appeal.objects.filter(decided_at=None).count()
