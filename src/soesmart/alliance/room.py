# SPDX-License-Identifier: EUPL-1.2
"""The other towns: who they are, and how they copy from one another."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from soesmart.kernel.room import (
    Exporter,
    Importer,
    ImportReport,
    Json,
    LogKind,
    Node,
    Panel,
    Permission,
    Room,
)

# Imports inside the functions below: models need the app registry, which does not exist yet here.


def _partners(path: Path) -> ImportReport:
    from soesmart.alliance.imports import import_partners

    return import_partners(path)


def _project(file: str, **given: Any) -> ImportReport:
    from soesmart.alliance.imports import import_project

    return import_project(file, **given)


def _export(path: Path, slug: str) -> int:
    from soesmart.alliance.exports import export_project

    return export_project(path, slug)


def _current(slugs: Sequence[str]) -> Mapping[str, Json]:
    from soesmart.alliance.queries import current_partners

    return current_partners(slugs)


def _panel(key: UUID, language: str, _later: Sequence[Node]) -> str:
    from soesmart.alliance.panels import abschauen

    return abschauen(key, language)


def _urls() -> list[Any]:
    from soesmart.alliance.urls import urlpatterns

    return urlpatterns


_FIELDS = {
    "Partner": "id slug version position name town_id url key people area_hectares as_of sources",
    "Letter": "id digest town town_id key project text at",
}

ROOM = Room(
    name="alliance",
    app="soesmart.alliance",
    urls=_urls,
    panels=(Panel("projects.project", 90, _panel),),
    importers=(
        Importer("partners", "partners.toml", "The towns of the alliance.", _partners),
        Importer(
            "project",
            "",
            "A signed project file of another town; FILE may be a web address.",
            _project,
            takes_address=True,
        ),
    ),
    exporters=(Exporter("project", "One project as a signed file for other towns.", _export, what="SLUG"),),
    log_kinds=(
        LogKind("alliance.partner", "A town of the alliance was entered or changed.", _current),
        LogKind("alliance.letter", "A signed project file of another town was taken in."),
    ),
    permissions=(Permission("alliance.take", "Projekte anderer Städte übernehmen", frozenset({"team"})),),
    impersonal_fields=tuple(f"{model}.{name}" for model, names in _FIELDS.items() for name in names.split()),
)
