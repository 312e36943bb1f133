# SPDX-License-Identifier: EUPL-1.2
"""The fields of a project as people call them, for comparing versions."""

from collections.abc import Mapping
from typing import Final

REVISED: Final[Mapping[str, str]] = {
    "title": "Name",
    "summary": "In zwei Sätzen",
    "note": "Anmerkung zum Stand",
    "as_of": "Stand",
    "field": "Handlungsfeld",
    "sponsor": "Wer führt es durch?",
    "villages": "Orte",
    "starts": "Beginn",
    "ends": "Ende",
    "gate": "Wozu?",
    "continuation": "Nach der Förderung",
    "benefits": "Was habe ich davon?",
    "milestones": "Schritte",
    "risks": "Risiken",
    "decisions": "Entscheidungen",
    "plan": "Kostenplan",
    "contracts": "Aufträge",
    "values": "Werte",
    "charta": "Leitlinien",
    "duties": "Pflichten",
    "repository": "Quelltext",
    "licence": "Lizenz",
    "contacts": "Ansprechstellen",
    "lessons": "Was wir gelernt haben",
    "links": "Mehr dazu",
    "sources": "Quellen",
    "lat": "Breite",
    "lon": "Länge",
    "status": "Stand des Projekts",
    "phase": "Phase",
    "example": "Beispiel",
}
