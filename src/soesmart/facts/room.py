# SPDX-License-Identifier: EUPL-1.2
"""The town's published facts, dates and outcomes. Functions import late: they need the app registry."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from soesmart.kernel.room import (
    Algorithm,
    Answerer,
    Card,
    Importer,
    ImportReport,
    Json,
    LogKind,
    Question,
    Room,
)

if TYPE_CHECKING:
    from ninja import Router


def _answer(question: Question) -> Sequence[Card]:
    from soesmart.facts.facade import answer

    return answer(question)


def _current(kind: str, slugs: Sequence[str]) -> Mapping[str, Json]:
    from soesmart.facts.queries import published

    return published(kind, slugs)


def _import(kind: str, path: Path) -> ImportReport:
    from soesmart.facts import imports

    return imports.run(kind, path)


def _urls() -> list[Any]:
    from soesmart.facts.urls import urlpatterns

    return urlpatterns


def _api() -> "Router":
    from soesmart.facts.api import router

    return router


ROOM = Room(
    name="facts",
    app="soesmart.facts",
    answerers=(Answerer("facts", _answer),),
    algorithms=(
        Algorithm(
            "facts.match",
            "Finds the published facts that answer a typed question.",
            "Plain word search: facts whose title or text holds every word of the question.",
        ),
    ),
    log_kinds=(
        LogKind("facts.fact", "A fact was published, changed or withdrawn", lambda s: _current("fact", s)),
        LogKind("facts.date", "A date was published, changed or withdrawn", lambda s: _current("date", s)),
        LogKind("facts.outcome", "A told outcome was published or changed", lambda s: _current("outcome", s)),
        LogKind("facts.chapter", "A chapter of the background changed", lambda s: _current("chapter", s)),
        LogKind("facts.words", "The town's own search words changed", lambda s: _current("words", s)),
        LogKind("facts.topic", "The names of a topic changed", lambda s: _current("topic", s)),
    ),
    importers=(
        Importer(
            "facts", "facts.toml", "published facts, each with source and age", lambda p: _import("fact", p)
        ),
        Importer("dates", "dates.toml", "dates of the town", lambda p: _import("date", p)),
        Importer(
            "outcomes",
            "outcomes.toml",
            "what became of questions and projects",
            lambda p: _import("outcome", p),
        ),
        Importer(
            "background",
            "background.toml",
            "the background of the programme, with sources that disagree side by side",
            lambda p: _import("chapter", p),
        ),
    ),
    urls=_urls,
    api=_api,
    impersonal_fields=tuple(
        f"{model}.{name}"
        for model, own in {
            "Fact": ("topic", "as_of", "asked_at", "whom_to_ask", "related", "match"),
            "Happening": ("starts", "ends", "place"),
            "Outcome": ("as_of", "stops", "fact"),
            "Chapter": ("statements",),
        }.items()
        for name in ("id", "slug", "position", "title", "text", "sources", "example", "version", *own)
    )
    + tuple(f"Lexicon.{name}" for name in ("id", "name", "words", "elsewhere", "version"))
    + tuple(f"Topic.{name}" for name in ("id", "name", "title", "version")),
)
