# SPDX-License-Identifier: EUPL-1.2
"""Decisions as those see them whom they concern, and appeals as the team sees them."""

from collections.abc import Sequence
from uuid import UUID

from soesmart.accounts.facade import Actor, require
from soesmart.ask.actions.appealing import AGAINST
from soesmart.ask.addresses import slug_of
from soesmart.ask.models import Appeal, Comment, Contribution, Decision, Photo
from soesmart.ask.types_moderation import AppealRow, Ground, MyAppeal, MyDecision, What
from soesmart.kernel import clock


def parts_of(question: UUID) -> tuple[UUID, ...]:
    """The question itself and its photo: both are its asker's."""
    return question, *Photo.objects.filter(contribution__public_id=question).values_list(
        "public_id", flat=True
    )


def decisions_about(targets: Sequence[UUID]) -> tuple[MyDecision, ...]:
    """What the moderation decided against these, oldest first: for their author, who holds the receipt."""
    rows = (
        Decision.objects.filter(target_id__in=targets, what__in=AGAINST, undone_at=None)
        .select_related("appeal")
        .prefetch_related("redactions")
        .order_by("at", "pk")
    )
    return tuple(_mine(row) for row in rows)


def _mine(row: Decision) -> MyDecision:
    removed = [one for one in row.redactions.all() if one.words]
    appeal = getattr(row, "appeal", None)
    return MyDecision(
        id=row.public_id,
        target=row.target,
        at=row.at,
        what=What(row.what),
        ground=Ground(row.ground or Ground.RULES),
        reason=row.reason,
        found_by=row.found_by,
        removed=tuple(one.words for one in removed),
        kept_until=removed[0].forget_at if removed else None,
        appeal=MyAppeal(
            appeal.at,
            appeal.due_at,
            appeal.text,
            appeal.decided_at,
            appeal.upheld,
            appeal.answer,
            appeal.same_person,
        )
        if appeal
        else None,
    )


def appeals(actor: Actor) -> tuple[AppealRow, ...]:
    """Appeals without a decision, the most urgent first."""
    require(actor, "ask.moderate", "")
    now = clock.now()
    rows = Appeal.objects.filter(decided_at=None).select_related("decision__contribution")
    found = list(rows.order_by("due_at", "pk")[:100])
    contents = _contents(found)
    return tuple(
        AppealRow(
            id=row.public_id,
            at=row.at,
            due_at=row.due_at,
            overdue=row.due_at < now,
            slug=slug_of(row.decision.contribution.title, row.decision.contribution.short),
            target=row.decision.target,
            what=What(row.decision.what),
            reason=row.decision.reason,
            title=row.decision.contribution.title,
            content=contents.get(row.decision.target_id, ""),
            text=row.text,
            own=actor.account_id is not None and row.decision.moderator_id == actor.account_id,
        )
        for row in found
    )


def _contents(rows: Sequence[Appeal]) -> dict[UUID, str]:
    keys = [row.decision.target_id for row in rows]
    return {
        key: text
        for model, field in ((Contribution, "text"), (Comment, "text"), (Photo, "description"))
        for key, text in model.objects.filter(public_id__in=keys).values_list("public_id", field)
    }
