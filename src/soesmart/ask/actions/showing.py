# SPDX-License-Identifier: EUPL-1.2
"""Shows and hides: contributions, comments, photos and answers alike. Permission is the caller's matter."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from soesmart.ask import rules
from soesmart.ask.actions.moving import locked, step
from soesmart.ask.checks import clean_text
from soesmart.ask.leaves import record
from soesmart.ask.models import REASON, Answer, Comment, Contribution, Event, Photo
from soesmart.ask.types import NotFound, Refused, State, Visibility

Part = Comment | Photo | Answer
_MODELS: dict[str, type[Part]] = {"comment": Comment, "photo": Photo, "answer": Answer}


@dataclass(frozen=True, slots=True)
class Change:
    """What was changed, and how it was before."""

    target: str
    key: UUID
    contribution: Contribution
    before: str
    waits: str


def show_waiting(target: str, key: UUID) -> Change:
    if target == "contribution":
        row = locked(key)
        change = Change(target, key, row, row.state, row.waits)
        step(row, State.NEW, rules.MODERATION)
        return change
    return _turn(target, part(target, key), {Visibility.WAITING}, Visibility.SHOWN, "")


def hide_within(target: str, key: UUID, reason: str) -> Change:
    reason = clean_text(reason, "reason", REASON, required=False)
    if target == "contribution":
        row = locked(key)
        change = Change(target, key, row, row.state, row.waits)
        step(row, State.HIDDEN, rules.MODERATION, reason)
        return change
    if not reason:
        raise Refused("reason", _("Bitte schreiben Sie dazu, warum. Die Begründung ist öffentlich."))
    return _turn(target, part(target, key), {Visibility.WAITING, Visibility.SHOWN}, Visibility.HIDDEN, reason)


def show_hidden(target: str, key: UUID, reason: str) -> Change:
    """Again in the state it had before."""
    if target != "contribution":
        return _turn(target, part(target, key), {Visibility.HIDDEN}, Visibility.SHOWN, "")
    row = locked(key)
    hidden = Event.objects.filter(contribution=row, state=State.HIDDEN).order_by("-at", "-pk").first()
    before = State(hidden.before) if hidden else State.NEW
    change = Change(target, key, row, row.state, "")
    step(row, State.NEW if before == State.WAITING else before, rules.MODERATION, reason)
    return change


def part(target: str, key: UUID) -> Part:
    """The locked row; raises NotFound."""
    if target not in _MODELS:
        raise NotFound(target)
    rows = _MODELS[target].objects.select_for_update(of=("self",)).select_related("contribution")
    row = rows.filter(public_id=key).first()
    if row is None:
        raise NotFound(str(key))
    return row


def _turn(target: str, row: Part, before: set[Visibility], after: Visibility, reason: str) -> Change:
    if row.state not in before:
        raise Refused("state", _("Das geht von hier aus nicht. Bitte laden Sie die Seite neu."))
    waits = "photo" if isinstance(row, Photo) else getattr(row, "waits", "")
    change = Change(target, row.public_id, row.contribution, row.state, waits)
    row.state = after
    row.version += 1
    if isinstance(row, Comment):
        row.waits = ""
    if not isinstance(row, Photo):
        row.hidden_reason = reason
    row.save()
    record(f"ask.{target}", row)
    if reason and isinstance(row, Photo):
        Event.objects.create(
            contribution=row.contribution,
            before=row.contribution.state,
            state=row.contribution.state,
            reason=_("Foto ausgeblendet: %(reason)s")[:REASON] % {"reason": reason[: REASON - 30]},
            by=rules.MODERATION,
        )
    return change
