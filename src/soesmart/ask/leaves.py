# SPDX-License-Identifier: EUPL-1.2
"""What the transparency log keeps of this room: a public part without people, and the personal part."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from soesmart.ask.models import Answer, Appeal, Category, Comment, Contribution, Event, Notice, Photo, Support
from soesmart.ask.types import Visibility
from soesmart.kernel.log.actions import stage

Part = dict[str, Any]


def contribution_parts(row: Contribution, last: Event | None = None) -> tuple[Part, Part]:
    """`last` spares the query for the newest line of the history."""
    public = {
        "kind": row.kind,
        "state": row.state,
        "asked_at": row.asked_at.isoformat(),
        "state_since": row.state_since.isoformat(),
        "due_at": row.due_at.isoformat() if row.due_at else "",
        "place": row.place,
        "department": row.department.slug if row.department else "",
        "language": row.language,
        "merged_into": str(row.merged_into.public_id) if row.merged_into else "",
        "continued_at": row.continued_at,
    }
    if row.category:
        public["category"] = row.category.slug
    point = [repr(row.lat), repr(row.lon)] if row.lat is not None else []
    personal = {"title": row.title, "text": row.text, "point": point}
    last = last or max(row.events.all(), key=lambda event: (event.at, event.pk), default=None)
    if last:  # the asker's own words can be deleted, the town's reasons stand
        (personal if last.by == "asker" else public)["reason"] = last.reason
    return public, personal


def comment_parts(row: Comment) -> tuple[Part, Part]:
    public = {
        "contribution": str(row.contribution.public_id),
        "at": row.at.isoformat(),
        "state": row.state,
        "hidden_reason": row.hidden_reason,
    }
    return public, {"text": row.text}


def answer_parts(row: Answer) -> tuple[Part, Part]:
    public = {
        "contribution": str(row.contribution.public_id),
        "at": row.at.isoformat(),
        "role": row.role,
        "text": row.text,
        "source": row.source,
    }
    if row.state != Visibility.SHOWN:
        public |= {"state": row.state, "hidden_reason": row.hidden_reason}
    return public, {}


def support_parts(row: Support) -> tuple[Part, Part]:
    public = {
        "contribution": str(row.contribution.public_id),
        "at": row.at.isoformat(),
        "verified": row.verified,
    }
    return public, {"supporter": str(row.supporter)}


def photo_parts(row: Photo) -> tuple[Part, Part]:
    public = {"contribution": str(row.contribution.public_id), "at": row.at.isoformat(), "state": row.state}
    return public, {"name": row.name, "description": row.description}


def notice_parts(row: Notice) -> tuple[Part, Part]:
    public = {
        "contribution": str(row.contribution.public_id),
        "target": row.target,
        "target_id": str(row.target_id),
        "at": row.at.isoformat(),
        "reason": row.reason,
        "decided_at": row.decided_at.isoformat() if row.decided_at else "",
        "decision": row.decision,
    }
    return public, {"text": row.text}


def appeal_parts(row: Appeal) -> tuple[Part, Part]:
    public = {
        "contribution": str(row.decision.contribution.public_id),
        "target": row.decision.target,
        "target_id": str(row.decision.target_id),
        "at": row.at.isoformat(),
        "due_at": row.due_at.isoformat(),
        "decided_at": row.decided_at.isoformat() if row.decided_at else "",
        "upheld": row.upheld,
        "answer": row.answer,
    }
    return public, {"text": row.text}


PARTS: Mapping[str, tuple[Any, Any]] = {
    "ask.contribution": (Contribution, contribution_parts),
    "ask.comment": (Comment, comment_parts),
    "ask.answer": (Answer, answer_parts),
    "ask.support": (Support, support_parts),
    "ask.photo": (Photo, photo_parts),
    "ask.notice": (Notice, notice_parts),
    "ask.appeal": (Appeal, appeal_parts),
}


def record(kind: str, row: Any, version: int | None = None) -> None:
    """Stage what `row` says now, with the log kind's own parts."""
    public, personal = PARTS[kind][1](row)
    stage(kind, str(row.public_id), row.version if version is None else version, public, personal or None)


def category_part(row: Category) -> Part:
    return {
        "name": row.name,
        "description": row.description,
        "department": row.department.slug if row.department else "",
        "kind": row.kind,
        "active": row.active,
    }


def categories_now(slugs: Sequence[str]) -> dict[str, Part]:
    rows = Category.objects.select_related("department").filter(slug__in=slugs)
    return {row.slug: category_part(row) for row in rows}


def public_now(kind: str, subjects: Sequence[str]) -> dict[str, Part]:
    """What the newest leaf about each subject must still say in public; missing ones no longer exist."""
    model, parts = PARTS[kind]
    related = {
        "ask.contribution": ("department", "merged_into", "category"),
        "ask.appeal": ("decision__contribution",),
    }.get(kind, ("contribution",))
    rows = model.objects.select_related(*related).filter(public_id__in=[UUID(s) for s in subjects])
    if kind == "ask.contribution":
        rows = rows.prefetch_related("events")
    return {str(row.public_id): parts(row)[0] for row in rows}
