# SPDX-License-Identifier: EUPL-1.2
"""Questions of which something came."""

from soesmart.ask.addresses import slug_of
from soesmart.ask.models import Contribution, Event
from soesmart.ask.queries.details import stops
from soesmart.ask.queries.nodes import NODE, on_thread
from soesmart.ask.queries.search import answered_among
from soesmart.ask.types import Kind, OutcomeRow, State
from soesmart.thread import facade as thread

_OUTCOMES = (State.DONE, State.CONTINUED, State.DROPPED, State.ANSWERED)


def outcome_rows(limit: int = 3) -> tuple[OutcomeRow, ...]:
    """The newest: what was asked, and the town's last reason or answer."""
    rows = list(Contribution.objects.filter(state__in=_OUTCOMES).order_by("-state_since", "-pk")[:limit])
    keys = [row.pk for row in rows]
    events = Event.objects.filter(contribution__in=keys).exclude(reason="").order_by("at", "pk")
    reasons = {
        (key, state): reason for key, state, reason in events.values_list("contribution", "state", "reason")
    }
    answers = answered_among(keys)
    linked = thread.stops_of((thread.NodeRef(NODE, row.public_id) for row in rows), itself=False)
    return tuple(
        OutcomeRow(
            id=row.public_id,
            slug=slug_of(row.title, row.short),
            title=row.title,
            kind=Kind(row.kind),
            state=State(row.state),
            outcome=reasons.get((row.pk, row.state)) or answers.get(row.pk, ("",))[0],
            at=row.state_since,
            stops=on_thread(
                stops(slug_of(row.title, row.short), State(row.state), row.continued_at),
                linked[thread.NodeRef(NODE, row.public_id)],
            ),
        )
        for row in rows
    )
