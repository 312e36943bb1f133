# SPDX-License-Identifier: EUPL-1.2
"""What crosses the door about following and feeds. No Django here."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from soesmart.ask.types import Filters, QuestionRow


@dataclass(frozen=True, slots=True)
class NewFollow:
    """What somebody wants to hear about: one question, or else the list `filters` makes.

    `address` and `title` are the page and its name as the person saw them.
    """

    address: str
    title: str
    question: UUID | None = None
    filters: Filters = field(default_factory=Filters)
    language: str = "de"


@dataclass(frozen=True, slots=True)
class FollowRow:
    """Something a person follows. `token` ends it; it stands in every mail."""

    token: str
    address: str
    title: str
    since: datetime
    is_list: bool
    by_account: bool


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A line of a list with its words and the newest official answer."""

    row: QuestionRow
    text: str
    answer: str
    answered_by: str
    answered_at: datetime | None
