# SPDX-License-Identifier: EUPL-1.2
"""How one gets from here to there, and who cannot. Functions import late: they need the app registry."""

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from soesmart.kernel.room import (
    Algorithm,
    Answerer,
    Card,
    Command,
    Desk,
    Door,
    Importer,
    ImportReport,
    Json,
    LogKind,
    Permission,
    Question,
    Room,
)
from soesmart.kernel.settings import Setting

if TYPE_CHECKING:
    from ninja import Router


def _(text: str) -> str:
    """Marks words for the catalogues; pages translate them. Django's own mark needs settings."""
    return text


def _answer(question: Question) -> Sequence[Card]:
    from soesmart.mobility.answers import answer

    return answer(question)


def _urls() -> list[Any]:
    from soesmart.mobility.urls import urlpatterns

    return urlpatterns


def _api() -> "Router":
    from soesmart.mobility.api import router

    return router


def _current(kind: str, subjects: Sequence[str]) -> Mapping[str, Json]:
    from soesmart.mobility.queries import current_leaves

    return current_leaves(kind, subjects)


def _import_example(path: Path) -> ImportReport:
    from soesmart.mobility.imports import import_example

    return import_example(path)


def _import_grid(path: Path) -> ImportReport:
    from soesmart.mobility.imports import import_grid

    return import_grid(path)


def _arguments(parser: ArgumentParser) -> None:
    from soesmart.mobility.command import arguments

    arguments(parser)


def _run(words: Namespace) -> int:
    from soesmart.mobility.command import run

    return run(words)


_FEED = "id name artefact state example since until streets summary problems imported_at decided_at"
_RULE = (
    "id kind lines trips phone minutes_before until zones note since last stop lat lon version"
    " changed_at ended_at"
)
_PROPOSAL = "id title text origin monday feed cost_cents figures example question made_at"
_JOB = "id kind state step given told result trouble at done_at"

ROOM = Room(
    name="mobility",
    app="soesmart.mobility",
    answerers=(Answerer("mobility", _answer),),
    urls=_urls,
    api=_api,
    doors=(Door(40, _("Im Alltag"), "/unterwegs/", lambda: True),),
    desks=(
        Desk(45, _("Fahrplan"), "/unterwegs/fahrplan/", ("mobility.feed", "mobility.truth", "mobility.plan")),
    ),
    commands=(
        Command(
            "mobility",
            "timetables: import, route, reach, matrix, whatif",
            _arguments,
            _run,
        ),
    ),
    importers=(
        Importer(
            "timetable",
            "timetable.csv",
            "Example timetable of the sandbox from a short table.",
            _import_example,
        ),
        Importer(
            "population", "population.csv", "Population grid: lon, lat and people of each cell.", _import_grid
        ),
    ),
    log_kinds=(
        LogKind(
            "mobility.feed", "A timetable was imported, accepted or rejected.", lambda s: _current("feed", s)
        ),
        LogKind(
            "mobility.rule",
            "A correction of the timetable was entered or ended.",
            lambda s: _current("rule", s),
        ),
        LogKind(
            "mobility.proposal", "A what-if was kept with its figures.", lambda s: _current("proposal", s)
        ),
    ),
    algorithms=(
        Algorithm(
            "mobility.route",
            "Computes connections from the timetable, on foot and by ride.",
            "No connections: the published facts and whom to ask.",
        ),
        Algorithm(
            "mobility.whatif",
            "Estimates who gains how many minutes by added rides.",
            "Proposals are kept without figures.",
        ),
    ),
    permissions=(
        Permission("mobility.feed", "Fahrpläne laden, annehmen und ablehnen", frozenset({"team"})),
        Permission(
            "mobility.truth",
            "Den Fahrplan berichtigen: Anruf nötig, Ausnahmen, verlegte Halte",
            frozenset({"team"}),
        ),
        Permission(
            "mobility.plan",
            "Was-wäre-wenn rechnen und als Vorschlag behalten",
            frozenset({"team", "department"}),
        ),
    ),
    settings=(
        Setting("mobility.change_minutes", "number", 2, "Minutes a change needs at least."),
        Setting("mobility.walk_metres_per_hour", "number", 4500, "Walking speed in metres an hour.", least=1),
        Setting(
            "mobility.detour_percent",
            "number",
            130,
            "Way on foot over the straight line where no streets are known, in percent.",
            least=100,
        ),
        Setting("mobility.change_walk_minutes", "number", 10, "Longest walk between two rides, in minutes."),
        Setting(
            "mobility.access_walk_minutes",
            "number",
            25,
            "Longest walk to the first stop and from the last, in minutes.",
        ),
        Setting(
            "mobility.centre",
            "text",
            "",
            "Slug of the place where ways home begin; empty: the old town or the town itself.",
        ),
        Setting(
            "mobility.bus_kmh",
            "number",
            30,
            "Average speed of an added bus with its stops, in km/h, to propose travel times in what-if.",
            least=1,
        ),
        Setting(
            "mobility.bus_detour_percent",
            "number",
            130,
            "Way of an added bus over the straight line between its stops, in percent.",
            least=100,
        ),
        Setting(
            "mobility.euros_per_km",
            "number",
            4,
            "Cost of one kilometre of an added bus ride, in euros, for what-if.",
        ),
    ),
    impersonal_fields=(
        *(f"FeedVersion.{name}" for name in _FEED.split()),
        *(f"TruthRule.{name}" for name in _RULE.split()),
        *(f"Proposal.{name}" for name in _PROPOSAL.split()),
        *(f"Job.{name}" for name in _JOB.split()),
        *(f"PopulationCell.{name}" for name in ["id", "lat", "lon", "people", "source"]),
    ),
)
