# SPDX-License-Identifier: EUPL-1.2
"""What one ballot achieved: where its money went."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.utils.translation import get_language

from soesmart.decide.actions.counting import election_of, rule_of
from soesmart.decide.engine.types import Count, Election
from soesmart.decide.models import Counted, Vote
from soesmart.decide.types import VoteView


@dataclass(frozen=True, slots=True)
class Gone:
    """Money of a ballot that went to a project; `paid` in cents, 0 where the rule has no payments."""

    title: str
    paid: int


def ballot_achieved(vote: VoteView, receipt: str) -> Sequence[Gone]:
    """The funded projects this ballot wanted, and what it paid for each."""
    from soesmart.decide.engine.explaining import achieved  # inline: compiles kernels when first used

    if "winners" not in vote.result:
        return ()
    election, result = _counted(vote.id)
    language = get_language() or "de"
    titles = {option.number: option.title.in_language(language)[0] for option in vote.options}
    try:
        at = election.ballots.ids.index(receipt)
    except ValueError:
        return ()
    return [
        Gone(titles[election.projects[one.project].id], round((one.paid or 0) * 100))
        for one in achieved(result, at)
    ]


@lru_cache(maxsize=2)
def _counted(vote: UUID) -> tuple[Election, Count]:
    """Counted again from the public ballots, which no longer change."""
    from soesmart.decide.engine.counting import count

    row = Vote.objects.get(pk=vote)
    election = election_of(row, Counted.objects.filter(vote=row).order_by("receipt"))
    return election, count(election, rule_of(row))
