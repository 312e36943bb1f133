# SPDX-License-Identifier: EUPL-1.2
"""When what is allowed, and how a refusal is told."""

from datetime import datetime

from django.utils.translation import gettext as _

from soesmart.decide.engine.box.ballots import BadBallot, Fault, Form
from soesmart.decide.models import Vote
from soesmart.decide.types import Phase, Refused
from soesmart.kernel.cents import Cents, format_euros

PREPARE, ENTER, DECIDE = "decide.prepare", "decide.enter", "decide.follow"
FEWEST = 20
"""No batch, and no result of a village, says something about fewer ballots than this."""


def is_open(vote: Vote, now: datetime) -> bool:
    """One instant for everybody and every way: the last moment before the end counts, the end does not."""
    return vote.phase == Phase.VOTE and vote.opens_at <= now < vote.closes_at


def takes_late(vote: Vote, now: datetime, cast_at: datetime | None) -> bool:
    """Paper and tablets bring later what was cast in time."""
    cast_in_time = cast_at is None or vote.opens_at <= cast_at < vote.closes_at
    return vote.phase in (Phase.VOTE, Phase.COUNT) and vote.opens_at <= now < vote.late_until and cast_in_time


def may_change(vote: Vote) -> bool:
    """Form, rule, projects and eligibility stand still from the opening on, so before the first ballot."""
    return vote.phase in (Phase.COLLECT, Phase.CHECK)


def told(bad: BadBallot, form: str) -> Refused:
    """Why the ballot is not valid, for the person who filled it in."""
    amount = format_euros(Cents(bad.by)).removesuffix(",00\N{NO-BREAK SPACE}€") + "\N{NO-BREAK SPACE}€"
    by = amount if form == Form.MONEY else str(bad.by)
    texts = {
        Fault.EMPTY: _("Auf Ihrem Stimmzettel steht noch nichts. Bitte wählen Sie mindestens ein Projekt."),
        Fault.UNKNOWN: _("Dieses Projekt steht nicht zur Wahl."),
        Fault.NEGATIVE: _("Bitte eine Zahl ab 0."),
        Fault.NO_NUMBER: _("Bitte eine ganze Zahl."),
        Fault.TOO_MANY: _("Das sind %(by)s Projekte zu viel. Bitte nehmen Sie welche weg."),
        Fault.TOO_MUCH: _("Für ein Projekt ist das um %(by)s zu viel."),
        Fault.OVER_BUDGET: _("Sie haben %(by)s mehr verteilt, als da ist. Bitte nehmen Sie etwas weg."),
    }
    return Refused(str(bad.fault), texts[bad.fault] % {"by": by}, bad.project)
