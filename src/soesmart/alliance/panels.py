# SPDX-License-Identifier: EUPL-1.2
"""Under each project: "Abschauen gerne erlaubt"."""

from uuid import UUID

from django.template.loader import render_to_string
from django.utils import translation

from soesmart.projects import facade as projects


def abschauen(key: UUID, language: str) -> str:
    found = projects.copied(key)
    if found is None:
        return ""
    with translation.override(language):
        return render_to_string("alliance/panel.html", {"slug": found[0], "from_elsewhere": found[1]})
