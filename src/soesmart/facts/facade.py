# SPDX-License-Identifier: EUPL-1.2
"""The town's published facts, dates and outcomes, for other rooms."""

from soesmart.facts.answers import answer
from soesmart.facts.queries import (
    all_facts,
    by_slug,
    by_slugs,
    chapters,
    names_elsewhere,
    next_dates,
    outcomes,
    topic_titles,
)
from soesmart.facts.types import Chapter, Fact, Happening, OpenPoint, Outcome, Source, Statement, Stop

__all__ = [
    "Chapter",
    "Fact",
    "Happening",
    "OpenPoint",
    "Outcome",
    "Source",
    "Statement",
    "Stop",
    "all_facts",
    "answer",
    "by_slug",
    "by_slugs",
    "chapters",
    "names_elsewhere",
    "next_dates",
    "outcomes",
    "topic_titles",
]
