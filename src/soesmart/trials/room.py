# SPDX-License-Identifier: EUPL-1.2
""" "Hat es geholfen?" Functions import late: they need the app registry."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from soesmart.kernel.room import (
    Algorithm,
    Answerer,
    Card,
    Check,
    Command,
    Desk,
    Face,
    Finding,
    Importer,
    ImportReport,
    Json,
    LogKind,
    Node,
    NodeKind,
    Panel,
    Permission,
    Processing,
    Question,
    Room,
    Schedule,
    Shredder,
)
from soesmart.trials import commands


def _urls() -> list[Any]:
    from soesmart.trials.urls import urlpatterns

    return urlpatterns


def _answer(question: Question) -> Sequence[Card]:
    from soesmart.trials.queries.answers import answer

    return answer(question)


def _face(kind: str) -> Callable[[], Face]:
    def face() -> Face:
        from soesmart.trials.queries.nodes import FACES

        return FACES[kind]

    return face


def _known(keys: Sequence[UUID]) -> frozenset[UUID]:
    from soesmart.trials.queries.nodes import known

    return known(keys)


def _find(name: str) -> UUID | None:
    from soesmart.trials.queries.nodes import find

    return find(name)


def _panel(project: UUID, language: str, later: Sequence[Node]) -> str:
    from soesmart.trials.views.panels import panel

    return panel(project, language, later)


def _import(path: Path) -> ImportReport:
    from soesmart.trials.imports import import_trials

    return import_trials(path)


def _export(participant: UUID) -> Json:
    from soesmart.trials.actions.beliefs import export

    return export(participant)


def _delete(participant: UUID) -> int:
    from soesmart.trials.actions.beliefs import delete

    return delete(participant)


def _look_again() -> None:
    from soesmart.trials.actions.looks import look_again

    look_again()


def _recomputed() -> Sequence[Finding]:
    from soesmart.trials.checks import recomputed

    return tuple(recomputed())


def _current(kind: str) -> Callable[[Sequence[str]], Mapping[str, Json]]:
    def current(subjects: Sequence[str]) -> Mapping[str, Json]:
        from soesmart.trials.queries.rows import current_leaves

        return current_leaves(kind, subjects)

    return current


_KINDS = {
    "trial": "A trial was set up.",
    "registration": "What will be judged was fixed, before the start or late.",
    "data": "Figures were taken in, with their digest.",
    "sums": "Another town's sums of a rollout were taken in.",
    "settled": "Somebody decided, with a reason, about figures that looked faulty.",
    "result": "A result was published.",
    "decision": "The town decided what follows.",
    "lesson": "A lesson was written down.",
    "rollout": "An order was drawn by lot from a published seed.",
}
_IMPERSONAL = {
    "Trial": "id slug title question project goal indicator described example created_at version",
    "Registration": "id trial number at plan begins ends late reason",
    "Data": "id trial source text unit value compare sha256 live at",
    "Settled": "id data code reason at",
    "Analysis": "id trial registration data state step trouble told pinned version at done_at",
    "TownSums": "id trial town content sha256 at",
    "Decision": "id trial number choice reason at",
    "Lesson": "id trial works text version at",
    "Rollout": "id title seed areas periods order at",
    "Forecast": "id",
}

ROOM = Room(
    name="trials",
    app="soesmart.trials",
    urls=_urls,
    answerers=(Answerer("trials", _answer),),
    algorithms=(
        Algorithm(
            "trials.judge",
            "Judges whether a measure helped, by calibrated statistics.",
            "No results: pages say that we do not know.",
        ),
    ),
    node_kinds=(
        NodeKind.shown("trials.trial", "trial", _face("trials.trial"), known=_known, find=_find),
        NodeKind.shown("trials.result", "result", _face("trials.result")),
        NodeKind.shown("trials.lesson", "lesson", _face("trials.lesson")),
    ),
    panels=(Panel("projects.project", 40, _panel),),
    desks=(Desk(60, "Versuche", "/versuche/", ("trials.run",)),),
    importers=(Importer("trials", "trials.toml", "trials with plan, series and lesson", _import),),
    log_kinds=tuple(LogKind(f"trials.{kind}", text, _current(kind)) for kind, text in _KINDS.items()),
    checks=(Check("trials", _recomputed),),
    schedules=(Schedule("trials.look_again", 6 * 3600, _look_again),),
    commands=(
        Command(
            "trials",
            "did it help? analyse a series, plan a trial",
            commands.arguments,
            commands.run,
            needs_town=False,
        ),
    ),
    permissions=(
        Permission(
            "trials.run",
            "Versuche anlegen, festlegen, auswerten und entscheiden",
            frozenset({"team", "department"}),
        ),
    ),
    shredders=(
        Shredder(
            "trials.forecasts",
            ("Forecast.trial", "Forecast.participant", "Forecast.group", "Forecast.percent", "Forecast.at"),
            _export,
            _delete,
        ),
    ),
    processings=(
        Processing(
            name="Vorhersagen zu Versuchen („Was glauben Sie?“)",
            fields=("Forecast.*",),
            people="Menschen, die vor einem Versuch sagen, was sie erwarten",
            purpose="Erwartung und Ergebnis nebeneinander zeigen, nur als Summe.",
            basis="Art. 6 Abs. 1 Buchst. e DSGVO mit § 3 DSG NRW (öffentliche Aufgabe: Beteiligung)",
            kept="Solange der Versuch steht; wer seine Daten löscht, löscht auch die Vorhersage.",
        ),
    ),
    impersonal_fields=tuple(
        f"{model}.{name}" for model, names in _IMPERSONAL.items() for name in names.split()
    ),
)
