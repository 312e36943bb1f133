# SPDX-License-Identifier: EUPL-1.2
from django.db.models import Count

from soesmart.ask.queries.lists import narrowed
from soesmart.ask.types import Filters


def place_counts(filters: Filters | None = None) -> tuple[tuple[str, int], ...]:
    """How many listed questions each place has; "" counts those without one."""
    rows = narrowed(filters or Filters()).order_by()
    return tuple(rows.values_list("place").annotate(n=Count("pk")).order_by("place"))
