# SPDX-License-Identifier: EUPL-1.2
"""What waits for a moderator."""

from soesmart.accounts.facade import Actor, require
from soesmart.ask.addresses import slug_of
from soesmart.ask.models import Comment, Contribution, Notice, Photo
from soesmart.ask.types import NoticeRow, State, Visibility, WaitingRow

_LIMIT = 200


def waiting(actor: Actor) -> tuple[WaitingRow, ...]:
    """Contributions, comments and photos that are held back, oldest first."""
    require(actor, "ask.moderate", "")
    found = [
        WaitingRow(
            "contribution", c.public_id, c.public_id, slug_of(c.title, c.short), c.asked_at, c.text, c.waits
        )
        for c in Contribution.objects.filter(state=State.WAITING).order_by("asked_at", "pk")[:_LIMIT]
    ]
    comments = Comment.objects.select_related("contribution").filter(state=Visibility.WAITING)
    found += [_part("comment", c, c.text, c.waits) for c in comments.order_by("at", "pk")[:_LIMIT]]
    photos = Photo.objects.select_related("contribution").filter(state=Visibility.WAITING)
    found += [_part("photo", p, p.description, "photo") for p in photos.order_by("at", "pk")[:_LIMIT]]
    return tuple(sorted(found, key=lambda row: row.at))


def _part(target: str, row: Comment | Photo, text: str, waits: str) -> WaitingRow:
    question = row.contribution
    slug = slug_of(question.title, question.short)
    return WaitingRow(target, row.public_id, question.public_id, slug, row.at, text, waits)


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
        for n in rows[:_LIMIT]
    )
