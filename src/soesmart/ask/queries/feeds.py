# SPDX-License-Identifier: EUPL-1.2
from soesmart.ask.models import Answer, Contribution
from soesmart.ask.queries.lists import COLUMNS, narrowed, to_rows
from soesmart.ask.types import Filters, Visibility
from soesmart.ask.types_following import FeedRow

LENGTH = 50


def feed(filters: Filters) -> tuple[FeedRow, ...]:
    """The newest of a list with their words: five queries, however many there are."""
    newest = narrowed(filters).order_by("-asked_at", "-pk")
    found = list(newest.values_list(*COLUMNS)[:LENGTH])
    keys = [values[0] for values in found]
    texts = dict(Contribution.objects.filter(pk__in=keys).values_list("pk", "text"))
    given = Answer.objects.filter(contribution__in=keys, state=Visibility.SHOWN).order_by("at", "pk")
    answers = {key: rest for key, *rest in given.values_list("contribution", "text", "role", "at")}
    return tuple(
        FeedRow(row, texts[key], *answers.get(key, ("", "", None)))
        for key, row in zip(keys, to_rows(found), strict=True)
    )
