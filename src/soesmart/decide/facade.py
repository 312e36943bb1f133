# SPDX-License-Identifier: EUPL-1.2
"""The room's only door for other rooms."""

from soesmart.decide.queries.votes import any_votes, by_slug, vote, votes, with_origin
from soesmart.decide.types import OptionView, Phase, VoteView

__all__ = ("OptionView", "Phase", "VoteView", "any_votes", "by_slug", "vote", "votes", "with_origin")
