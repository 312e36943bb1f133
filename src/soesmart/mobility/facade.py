# SPDX-License-Identifier: EUPL-1.2
"""The room's only door for other rooms."""

from soesmart.mobility.queries import active, proposal, proposals
from soesmart.mobility.types import FeedRow, ProposalRow, Refused

__all__ = ["FeedRow", "ProposalRow", "Refused", "active", "proposal", "proposals"]
