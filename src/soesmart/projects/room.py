# SPDX-License-Identifier: EUPL-1.2
"""Projects: from an idea to what remains when the grant has ended."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from soesmart.kernel.room import (
    Algorithm,
    Answerer,
    Card,
    Desk,
    Door,
    Exporter,
    Face,
    Gap,
    GapFinder,
    Importer,
    ImportReport,
    Json,
    LogKind,
    NodeKind,
    NodeText,
    Permission,
    Question,
    ReceiptPage,
    Revisable,
    Room,
    Schedule,
    Shredder,
)
from soesmart.kernel.settings import Setting
from soesmart.kernel.words import LocalText
from soesmart.projects.processing import PROCESSINGS
from soesmart.projects.revised import REVISED

if TYPE_CHECKING:
    from ninja import Router

# Imports inside the functions below: models need the app registry, which does not exist yet here.


def _(text: str) -> str:
    """Marks words for the catalogues; Django's own marks want settings, which do not exist yet here."""
    return text


def _import(path: Path) -> ImportReport:
    from soesmart.projects.imports import import_projects

    return import_projects(path)


def _current(subjects: Sequence[str]) -> Mapping[str, Json]:
    from soesmart.projects.queries.leaves import current_projects

    return current_projects(subjects)


def _current_yardsticks(subjects: Sequence[str]) -> Mapping[str, Json]:
    from soesmart.projects.queries.leaves import current_yardsticks

    return current_yardsticks(subjects)


def _api() -> "Router":
    from soesmart.projects.api import router

    return router


def _face() -> Face:
    from soesmart.projects.queries.lists import FACE

    return FACE


def _known(keys: Sequence[UUID]) -> frozenset[UUID]:
    from soesmart.projects.queries.lists import known

    return known(keys)


def _texts(keys: Sequence[UUID]) -> Mapping[UUID, NodeText]:
    from soesmart.projects.queries.lists import texts

    return texts(keys)


def _candidates(wanted: NodeText) -> Sequence[UUID]:
    from soesmart.projects.queries.lists import candidates

    return candidates(wanted)


def _find(name: str) -> UUID | None:
    from soesmart.projects.queries.lists import find

    return find(name)


def _export(path: Path) -> int:
    from soesmart.projects.exports import export_projects

    return export_projects(path)


def _gaps(name: str) -> Callable[[], Iterable[Gap]]:
    def find() -> Iterable[Gap]:
        from soesmart.projects.queries import gaps

        return gaps.FINDERS[name]()

    return find


def _answer(question: Question) -> Sequence[Card]:
    from soesmart.projects.answers import answer

    return answer(question)


def _publish_revision(key: UUID, snapshot: Json) -> None:
    from soesmart.projects.actions.editing import publish_revision

    publish_revision(key, snapshot)


def _complaints(snapshot: Json) -> Sequence[tuple[str, str]]:
    from soesmart.projects.engine.document import complaints

    return tuple(complaints(snapshot))


def _title(snapshot: Json) -> LocalText:
    return LocalText(snapshot["title"])


def _address(key: UUID) -> str:
    from soesmart.projects.queries.lists import rows_by_id

    row = rows_by_id([key]).get(key)
    return row.url if row else ""


def _calls(subjects: Sequence[str]) -> Mapping[str, Json]:
    from soesmart.projects.queries.joined import current_calls

    return current_calls(subjects)


def _export_person(participant: UUID) -> Json:
    from soesmart.projects.queries.joined import export_of

    return export_of(participant)


def _forget(participant: UUID) -> int:
    from soesmart.projects.actions.leaving import forget

    return forget(participant)


def _receipt(request: Any, receipt: Any, step: str = "") -> Any:
    from soesmart.projects.views.joining import receipt as page

    return page(request, receipt, step)


def _refresh_lights() -> None:
    from soesmart.projects.actions.refreshing import refresh_lights

    refresh_lights()


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
    "Call": "id public_id slug version title text most_cents until opened_at closed_at example",
    "Application": "id public_id version call state agreed_on agreed_cents project at decided_at",
    "Report": "id public_id project at spent_cents",
}
_PERSONAL = {
    "Application": (
        "participant title problem whom without_digital why_not technology cost place name reason form_token"
    ),
    "Report": "participant done next form_token",
}

ROOM = Room(
    name="projects",
    app="soesmart.projects",
    urls=_urls,
    api=_api,
    doors=(Door(20, "Projekte", "/projekte/", lambda: True),),
    node_kinds=(
        NodeKind.shown(
            "projects.project",
            "project",
            _face,
            known=_known,
            texts=_texts,
            candidates=_candidates,
            find=_find,
        ),
    ),
    importers=(Importer("projects", "projects.toml", "The town's projects from a TOML file.", _import),),
    revisables=(
        Revisable(
            kind="projects.project",
            label="Projekt",
            propose="projects.edit",
            approve="projects.edit",
            publish=_publish_revision,
            complaints=_complaints,
            title=_title,
            url=_address,
            fields=REVISED,
        ),
    ),
    exporters=(
        Exporter(
            "projects",
            "Public projects: .csv, .json, or OC4IDS where the name holds “oc4ids”.",
            _export,
        ),
    ),
    gap_finders=(
        GapFinder("projects.alone", _("Projekte ohne Frage und ohne Ziel"), _gaps("alone")),
        GapFinder("projects.late", _("Projekte, deren Ende vorbei ist"), _gaps("late")),
        GapFinder(
            "projects.after",
            _("Projekte, bei denen offen ist, was nach der Förderung bleibt"),
            _gaps("after"),
        ),
    ),
    answerers=(Answerer("projects", _answer),),
    processings=PROCESSINGS,
    shredders=(Shredder("projects", _fields(_PERSONAL), _export_person, _forget),),
    receipt_pages=(ReceiptPage("projects.application", _receipt),),
    desks=(Desk(20, "Projekte", "/team/projekte/", ("projects.edit",)),),
    permissions=(
        Permission(
            "projects.edit",
            "Projekte anlegen, ändern und veröffentlichen, über Bewerbungen entscheiden",
            frozenset({"team"}),
        ),
    ),
    algorithms=(
        Algorithm(
            "projects.answer",
            "Finds the project a typed question names.",
            "Projects are found by the search of their list only.",
        ),
    ),
    schedules=(Schedule("projects.lights", 6 * 3600, _refresh_lights),),
    settings=(
        Setting(
            "projects.oc4ids_prefix",
            "text",
            "",
            "Registered OC4IDS prefix of the town (oc4ids-xxxxxx); empty uses soesmart and the town's key.",
        ),
    ),
    log_kinds=(
        LogKind("projects.project", "A project was published or changed.", _current),
        LogKind("projects.call", "The town looks for projects of residents, or stopped looking.", _calls),
        LogKind("projects.application", "Somebody applied with a project, or the town decided on it."),
        LogKind("projects.report", "The sponsor of a project reported."),
        LogKind("projects.yardstick", "A value, Charta line or duty was entered.", _current_yardsticks),
    ),
    impersonal_fields=_fields(_IMPERSONAL),
)
