# SPDX-License-Identifier: EUPL-1.2
"""Approve, hide, show again: contributions, comments and photos alike; always with a public reason."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from soesmart.accounts.facade import Actor, require
from soesmart.ask import rules
from soesmart.ask.actions.moving import locked, step
from soesmart.ask.checks import clean_text
from soesmart.ask.leaves import record
from soesmart.ask.models import REASON, Comment, Event, Photo
from soesmart.ask.types import NotFound, Refused, State, Visibility

TARGETS = ("contribution", "comment", "photo")


def approve(actor: Actor, target: str, key: UUID) -> None:
    """Let something appear that waited."""
    with transaction.atomic():
        require(actor, "ask.moderate", "")
        if target == "contribution":
            step(locked(key), State.NEW, rules.MODERATION)
        else:
            _turn(_part(target, key), {Visibility.WAITING}, Visibility.SHOWN, "")


def hide(actor: Actor, target: str, key: UUID, reason: str) -> None:
    """Take something out of sight; the reason stands in its place."""
    with transaction.atomic():
        require(actor, "ask.moderate", "")
        hide_within(target, key, reason)


def hide_within(target: str, key: UUID, reason: str) -> None:
    """As `hide`, inside a transaction in which the permission was checked."""
    if target == "contribution":
        step(locked(key), State.HIDDEN, rules.MODERATION, reason)
        return
    reason = clean_text(reason, "reason", REASON, required=False)
    if not reason:
        raise Refused("reason", _("Bitte schreiben Sie dazu, warum. Die Begründung ist öffentlich."))
    _turn(_part(target, key), {Visibility.WAITING, Visibility.SHOWN}, Visibility.HIDDEN, reason)


def restore(actor: Actor, target: str, key: UUID, reason: str) -> None:
    """Show again what was hidden, in the state it had before."""
    with transaction.atomic():
        require(actor, "ask.moderate", "")
        if target != "contribution":
            _turn(_part(target, key), {Visibility.HIDDEN}, Visibility.SHOWN, "")
            return
        row = locked(key)
        hidden = Event.objects.filter(contribution=row, state=State.HIDDEN).order_by("-at", "-pk").first()
        before = State(hidden.before) if hidden else State.NEW
        step(row, State.NEW if before == State.WAITING else before, rules.MODERATION, reason)


def _part(target: str, key: UUID) -> Comment | Photo:
    models: dict[str, type[Comment] | type[Photo]] = {"comment": Comment, "photo": Photo}
    if target not in models:
        raise NotFound(target)
    row = (
        models[target]
        .objects.select_for_update(of=("self",))
        .select_related("contribution")
        .filter(public_id=key)
        .first()
    )
    if row is None:
        raise NotFound(str(key))
    return row


def _turn(row: Comment | Photo, before: set[Visibility], after: Visibility, reason: str) -> None:
    if row.state not in before:
        raise Refused("state", _("Das geht von hier aus nicht. Bitte laden Sie die Seite neu."))
    row.state = after
    row.version += 1
    if isinstance(row, Comment):
        row.hidden_reason, row.waits = reason, ""
    row.save()
    record("ask.comment" if isinstance(row, Comment) else "ask.photo", row)
    if reason and isinstance(row, Photo):
        Event.objects.create(
            contribution=row.contribution,
            before=row.contribution.state,
            state=row.contribution.state,
            reason=_("Foto ausgeblendet: %(reason)s")[:REASON] % {"reason": reason[: REASON - 30]},
            by=rules.MODERATION,
        )
