# SPDX-License-Identifier: EUPL-1.2
"""Every decision of the moderation is noted: for undo, for appeals, for the yearly figures."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from soesmart.accounts.facade import Actor, require
from soesmart.ask.actions.moving import locked
from soesmart.ask.actions.redacting import put_back
from soesmart.ask.actions.showing import Change, part
from soesmart.ask.leaves import record
from soesmart.ask.models import Answer, Claim, Comment, Contribution, Decision, Event, Photo
from soesmart.ask.types import Refused, State, Visibility
from soesmart.ask.types_moderation import Ground, What
from soesmart.kernel import clock

UNDO = timedelta(minutes=30)


def note(
    actor: Actor,
    change: Change,
    what: What,
    reason: str = "",
    ground: Ground | None = None,
    found_by: str = "",
) -> Decision:
    """Inside the transaction of the decision."""
    Claim.objects.filter(target=change.target, target_id=change.key).delete()
    return Decision.objects.create(
        contribution=change.contribution,
        target=change.target,
        target_id=change.key,
        moderator_id=actor.account_id,
        what=what,
        reason=reason,
        ground=ground or "",
        found_by=found_by or change.waits,
        before=change.before,
    )


def undo(actor: Actor) -> UUID:
    """Take back the own last decision while nothing else has happened since; returns what it was about."""
    with transaction.atomic():
        require(actor, "ask.moderate", "")
        row = (
            Decision.objects.select_for_update()
            .filter(moderator_id=actor.account_id, undone_at=None, at__gt=clock.now() - UNDO)
            .exclude(what=What.KEPT)
            .order_by("-at", "-pk")
            .first()
        )
        if row is None:
            raise Refused("state", _("Es gibt nichts zurückzunehmen."))
        if row.what == What.REDACTED:
            put_back(row)
        elif row.target == "contribution":
            _turn_back(locked(row.target_id), row)
        else:
            _turn_part_back(part(row.target, row.target_id), row)
        row.undone_at = clock.now()
        row.save()
        return row.target_id


def _turn_back(row: Contribution, decision: Decision) -> None:
    """The event of a slip was never the question's history: it goes, the log keeps what happened."""
    last = Event.objects.filter(contribution=row).order_by("-at", "-pk").first()
    left = {What.SHOWN: State.NEW, What.HIDDEN: State.HIDDEN}.get(What(decision.what))
    if last is None or row.state != last.state or (left and row.state != left) or last.at > decision.at:
        raise Refused(
            "state", _("Seitdem ist mehr geschehen. Das lässt sich nicht mehr einfach zurücknehmen.")
        )
    last.delete()
    row.state, row.state_since = decision.before, clock.now()
    row.waits = decision.found_by if decision.before == State.WAITING else ""
    row.version += 1
    row.save()
    record("ask.contribution", row)


def _turn_part_back(row: Comment | Photo | Answer, decision: Decision) -> None:
    left = Visibility.HIDDEN if decision.what == What.HIDDEN else Visibility.SHOWN
    if row.state != left:
        raise Refused(
            "state", _("Seitdem ist mehr geschehen. Das lässt sich nicht mehr einfach zurücknehmen.")
        )
    row.state = decision.before
    row.version += 1
    if isinstance(row, Comment):
        row.waits = decision.found_by if row.state == Visibility.WAITING else ""
    if not isinstance(row, Photo):
        row.hidden_reason = ""
    row.save()
    record(f"ask.{decision.target}", row)
    if isinstance(row, Photo):
        Event.objects.filter(contribution=row.contribution, at__gte=decision.at, by="moderation").delete()
