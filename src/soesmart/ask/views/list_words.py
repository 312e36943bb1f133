# SPDX-License-Identifier: EUPL-1.2
"""A list with its filters, as an address writes it."""

from urllib.parse import urlencode

from soesmart.ask.types import Filters
from soesmart.ask.views import shown


def query_of(filters: Filters) -> str:
    """The filters as an address writes them; "" for the whole list."""
    return urlencode([(name, value) for name, value in _pairs(filters) if value])


def _pairs(filters: Filters) -> list[tuple[str, str]]:
    return [
        ("art", shown.KIND_SLUGS[filters.kind] if filters.kind else ""),
        ("stand", shown.STATE_SLUGS.get(filters.state, "") if filters.state else ""),
        ("kategorie", filters.category),
        ("ort", filters.place),
        ("amt", filters.department),
        ("ueberfaellig", "ja" if filters.overdue else ""),
        ("suche", filters.text),
    ]
