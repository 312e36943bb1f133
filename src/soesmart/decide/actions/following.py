# SPDX-License-Identifier: EUPL-1.2
"""After the result: what the council decided, and what became of each project."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from soesmart.accounts.facade import Actor, require
from soesmart.decide.leaves import stage_vote
from soesmart.decide.models import Option, Vote
from soesmart.decide.rules import DECIDE
from soesmart.decide.types import Council, Phase, Refused
from soesmart.thread.facade import NodeRef, moved


@transaction.atomic
def council_decided(
    actor: Actor, key: UUID, decision: Council, at: date, text: Mapping[str, str], url: str = ""
) -> None:
    """The recommendation was adopted, changed or rejected; anything but adopted needs a reason."""
    require(actor, DECIDE)
    vote = Vote.objects.select_for_update().get(pk=key)
    if vote.phase not in (Phase.RESULT, Phase.FOLLOW_UP):
        raise Refused("early", _("Es gibt noch kein Ergebnis."))
    if decision in (Council.CHANGED, Council.REJECTED) and not text.get("de", "").strip():
        raise Refused("reason", _("Bitte nennen Sie den Grund: Er steht auf der Ergebnisseite."), "text")
    vote.council, vote.council_at, vote.council_text = decision, at, dict(text)
    vote.council_url, vote.phase = url, Phase.FOLLOW_UP
    vote.save()
    stage_vote(vote)
    moved(NodeRef("decide.vote", key))


@transaction.atomic
def tell_outcome(actor: Actor, key: UUID, number: str, outcome: str, text: Mapping[str, str]) -> None:
    """What became of one project: "planned", "running", "done" or "stopped"."""
    require(actor, DECIDE)
    if outcome not in ("planned", "running", "done", "stopped"):
        raise Refused("outcome", _("Bitte wählen Sie, wie weit das Projekt ist."), "outcome")
    vote = Vote.objects.select_for_update().get(pk=key)
    Option.objects.filter(vote=vote, number=number).update(outcome=outcome, outcome_text=dict(text))
    stage_vote(vote)
