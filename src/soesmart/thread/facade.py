# SPDX-License-Identifier: EUPL-1.2
"""The links between question, goal, project, money, trial, result and lesson, for the other rooms."""

from soesmart.thread.actions import link, tie, unlink, untie
from soesmart.thread.queries.around import around, describe, stops_of
from soesmart.thread.queries.links import ids_after, ids_before, links_of
from soesmart.thread.types import RELATIONS, Around, LinkRow, NodeRef, Refused, Stop

__all__ = (
    "RELATIONS",
    "Around",
    "LinkRow",
    "NodeRef",
    "Refused",
    "Stop",
    "around",
    "describe",
    "ids_after",
    "ids_before",
    "link",
    "links_of",
    "stops_of",
    "tie",
    "unlink",
    "untie",
)
