# SPDX-License-Identifier: EUPL-1.2
"""Under each project: "Abschauen gerne erlaubt". The page knows the project; nothing is looked up here."""

from uuid import UUID

from django.template.loader import render_to_string
from django.utils import translation


def abschauen(key: UUID, language: str) -> str:
    with translation.override(language):
        return render_to_string("alliance/panel.html", {"key": key})
