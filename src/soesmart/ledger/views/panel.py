# SPDX-License-Identifier: EUPL-1.2
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.translation import override

from soesmart.ledger.queries.public import money_of


def render(project: UUID, language: str) -> str:
    """The money of a project, for its page; "" where nothing was entered."""
    found = money_of(project)
    if found is None:
        return ""
    sums = [(name, getattr(found, name)) for name in ("planned", "ordered", "spent", "called", "received")]
    shown = [(name, one) for name, one in sums if one.on]
    with override(language):
        return render_to_string("ledger/panel.html", {"money": found, "sums": shown})
