# SPDX-License-Identifier: EUPL-1.2
"""Projects: from an idea to what remains when the grant has ended."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from soesmart.kernel.room import Door, Importer, ImportReport, Json, LogKind, Node, NodeKind, Room

# Imports inside the functions below: models need the app registry, which does not exist yet here.


def _import(path: Path) -> ImportReport:
    from soesmart.projects.imports import import_projects

    return import_projects(path)


def _current(subjects: Sequence[str]) -> Mapping[str, Json]:
    from soesmart.projects.queries.leaves import current_projects

    return current_projects(subjects)


def _current_yardsticks(subjects: Sequence[str]) -> Mapping[str, Json]:
    from soesmart.projects.queries.leaves import current_yardsticks

    return current_yardsticks(subjects)


def _describe(keys: Sequence[UUID]) -> Mapping[UUID, Node]:
    from soesmart.projects.facade import describe

    return describe(keys)


def _urls() -> list[Any]:
    from soesmart.projects.urls import urlpatterns

    return urlpatterns


def _fields(table: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(f"{model}.{name}" for model, names in table.items() for name in names.split())


_IMPERSONAL = {
    "Project": (
        "id public_id slug version published status status_since phase field sponsor starts ends light gap "
        "sort folded document origin merged_into changed_at"
    ),
    "Village": "id project place",
    "BenefitRow": "id project place situation position",
    "Step": "id project at before after phase reason",
    "Yardstick": "id slug version kind title position",
}

ROOM = Room(
    name="projects",
    app="soesmart.projects",
    urls=_urls,
    doors=(Door(20, "Projekte", "/projekte/", lambda: True),),
    node_kinds=(NodeKind("projects.project", "project", _describe),),
    importers=(Importer("projects", "projects.toml", "The town's projects from a TOML file.", _import),),
    log_kinds=(
        LogKind("projects.project", "A project was published or changed.", _current),
        LogKind("projects.yardstick", "A value, Charta line or duty was entered.", _current_yardsticks),
    ),
    impersonal_fields=_fields(_IMPERSONAL),
)
