# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from soesmart.kernel.room import (
    Algorithm,
    Answerer,
    Card,
    Check,
    Desk,
    Finding,
    Importer,
    ImportReport,
    Json,
    LogKind,
    Permission,
    Question,
    Room,
)

if TYPE_CHECKING:
    from ninja import Router

# Imports inside the functions below: models need the app registry, which does not exist yet here.


def _current(subjects: Sequence[str]) -> Mapping[str, Json]:
    from soesmart.thread.actions import leaves_now

    return leaves_now(subjects)


def _urls() -> list[Any]:
    from soesmart.thread.urls import urlpatterns

    return urlpatterns


def _api() -> "Router":
    from soesmart.thread.api import router

    return router


def _check() -> Iterable[Finding]:
    from soesmart.thread.queries.whole import check

    return check()


def _import(path: Path) -> ImportReport:
    from soesmart.thread.imports import import_links

    return import_links(path)


def _answer(question: Question) -> Sequence[Card]:
    from soesmart.thread.answers import answer

    return answer(question)


_FIELDS = ["id", "origin_kind", "origin_id", "relation", "target_kind", "target_id", "reason", "set_at"]

ROOM = Room(
    name="thread",
    app="soesmart.thread",
    urls=_urls,
    api=_api,
    answerers=(Answerer("thread", _answer),),
    checks=(Check("thread", _check),),
    desks=(Desk(30, "Faden: Lücken und Verbindungen", "/team/faden/", ("thread.link",)),),
    importers=(Importer("links", "links.toml", "What led to what, by slugs and keys.", _import, last=True),),
    algorithms=(
        Algorithm(
            "thread.suggest",
            "Suggests to the team what may belong together (question, goal, project …) where text and place "
            "agree; a person sets the link.",
            "Nothing is suggested; the team looks for it by words or address.",
        ),
        Algorithm(
            "thread.outcome",
            "Says in the question box where something stands on the thread, where a question asks what "
            "became of it and a title holds all words of the topic.",
            "The box says nothing about it; the thread's page lists everything.",
        ),
    ),
    log_kinds=(
        LogKind("thread.link", "Two stops of the thread were linked, or a link was taken away.", _current),
    ),
    permissions=(
        Permission("thread.link", "Fragen, Ziele, Projekte und Ergebnisse verbinden", frozenset({"team"})),
    ),
    impersonal_fields=tuple(f"Link.{name}" for name in _FIELDS),
)
