# SPDX-License-Identifier: EUPL-1.2
"""Under each project: "Abschauen gerne erlaubt"."""

from uuid import UUID

from django.template.loader import render_to_string
from django.utils import translation

from soesmart.alliance import queries
from soesmart.projects import facade as projects


def abschauen(key: UUID, language: str) -> str:
    row = projects.rows_by_id([key]).get(key)
    if row is None:
        return ""
    with translation.override(language):
        context = {"row": row, "from_elsewhere": queries.letter_of(row.slug) is not None}
        return render_to_string("alliance/panel.html", context)
