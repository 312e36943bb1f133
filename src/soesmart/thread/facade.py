# SPDX-License-Identifier: EUPL-1.2
"""The links between question, goal, project, money, trial, result and lesson, for the other rooms."""

from soesmart.thread.actions import link, moved, tie, unlink, untie
from soesmart.thread.queries.around import around, around_all, describe, stops_of
from soesmart.thread.queries.links import ids_after, ids_before, is_known, links_of, still_set
from soesmart.thread.queries.suggestions import by_name, in_order, suggestions
from soesmart.thread.queries.whole import gaps, whole
from soesmart.thread.types import RELATIONS, Around, LinkRow, NodeRef, Refused, Stop

__all__ = (
    "RELATIONS",
    "Around",
    "LinkRow",
    "NodeRef",
    "Refused",
    "Stop",
    "around",
    "around_all",
    "by_name",
    "describe",
    "gaps",
    "ids_after",
    "ids_before",
    "in_order",
    "is_known",
    "link",
    "links_of",
    "moved",
    "still_set",
    "stops_of",
    "suggestions",
    "tie",
    "unlink",
    "untie",
    "whole",
)
