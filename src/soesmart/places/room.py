# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from soesmart.kernel.room import (
    Algorithm,
    Answerer,
    Card,
    Exporter,
    Importer,
    ImportReport,
    Json,
    LogKind,
    Question,
    Room,
)
from soesmart.kernel.settings import Setting

if TYPE_CHECKING:
    from ninja import Router

_FIELDS = (
    "id public_id slug name kind lat lon coordinate_quality people people_year aliases belongs_to not_meant "
    "also_words source version changed_at"
)


# The functions below import inside: what lies behind them needs the app registry.
def _import(path: Path) -> ImportReport:
    from soesmart.places.imports import import_places

    return import_places(path)


def _export(path: Path) -> int:
    from soesmart.places.exports import export_places

    return export_places(path)


def _answer(question: Question) -> Sequence[Card]:
    from soesmart.places.answers import answer

    return answer(question)


def _current(slugs: Sequence[str]) -> Mapping[str, Json]:
    from soesmart.places.queries import current_leaves

    return current_leaves(slugs)


def _urls() -> list[Any]:
    from soesmart.places.urls import urlpatterns

    return urlpatterns


def _api() -> "Router":
    from soesmart.places.api import router

    return router


ROOM = Room(
    name="places",
    app="soesmart.places",
    urls=_urls,
    api=_api,
    answerers=(Answerer("places", _answer),),
    settings=(
        Setting(
            "places.results_threshold",
            "number",
            50,
            "Results are shown for one place alone only if at least this many people live there.",
        ),
        Setting("places.most", "number", 10_000, "Most places a gazetteer file may hold.", least=1),
    ),
    log_kinds=(LogKind("places.place", "A place of the gazetteer was entered or changed.", _current),),
    algorithms=(
        Algorithm(
            "places.recognise",
            "Finds places in what people type, misspelt names too.",
            "Only names typed exactly as in the list are found.",
        ),
    ),
    importers=(Importer("places", "places.csv", "Gazetteer: the town's places from a CSV file.", _import),),
    exporters=(Exporter("places", "The gazetteer as a CSV file.", _export),),
    impersonal_fields=tuple(f"Place.{name}" for name in _FIELDS.split()),
)
