# SPDX-License-Identifier: EUPL-1.2
"""The log for other programs: everything needed to watch it and to verify what it says."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext
from ninja import Field, Query, Router, Schema

from soesmart.kernel.log import queries
from soesmart.kernel.log.engine.leaf import read_leaf
from soesmart.kernel.log.types import LogEntry

router = Router(tags=["Protokoll"])
MAX_ROWS = 500


class EntriesQuery(Schema):
    start: int = Field(0, alias="from", ge=0, le=2**62, description="Nummer des ersten Eintrags")
    limit: int = Field(100, ge=1, le=MAX_ROWS)


class ProofQuery(Schema):
    kind: str = Field(max_length=64)
    subject: str = Field(max_length=200)
    version: int = Field(ge=0, le=2**53 - 1)


class ConsistencyQuery(Schema):
    origin: str = Field(max_length=100)
    old: int = Field(ge=0, le=2**62)
    new: int = Field(ge=0, le=2**62)


class HeadOut(Schema):
    origin: str
    size: int
    root: str
    at: datetime
    note: str
    key: str


class EntryOut(Schema):
    number: int
    origin: str
    index: int
    leaf: dict[str, Any]


class EntriesOut(Schema):
    entries: list[EntryOut]
    next: int | None


class ProofOut(Schema):
    entry: EntryOut
    path: list[str]
    head: HeadOut


class ConsistencyOut(Schema):
    origin: str
    old: int
    new: int
    path: list[str]


class OriginOut(Schema):
    name: str
    key: str
    started: datetime
    first: int
    size: int


@router.get("/log/head", response=HeadOut, summary="Der neueste unterschriebene Kopf (C2SP tlog-checkpoint)")
def head(request: HttpRequest) -> Any:
    return queries.latest_head() or _missing(
        gettext("Es gibt noch keinen unterschriebenen Kopf. Jede Stunde entsteht einer.")
    )


@router.get("/log/origins", response=list[OriginOut], summary="Alle Bäume des Protokolls und ihre Schlüssel")
def origins(request: HttpRequest) -> Any:
    return queries.origins()


@router.get(
    "/log/entries", response=EntriesOut, summary="Einträge der Reihe nach; Persönliches nur als Prüfwert"
)
def entries(request: HttpRequest, page: Query[EntriesQuery]) -> Any:
    found = queries.entries(page.start, page.limit + 1)
    return {
        "entries": [_entry(entry) for entry in found[: page.limit]],
        "next": found[page.limit].number if len(found) > page.limit else None,
    }


@router.get("/log/proof", response=ProofOut, summary="Beweis, dass ein Eintrag unter einem Kopf steht")
def proof(request: HttpRequest, wanted: Query[ProofQuery]) -> Any:
    found = queries.inclusion(wanted.kind, wanted.subject, wanted.version)
    if found is None:
        return _missing(
            gettext("Kein Kopf deckt so einen Eintrag. Neue Einträge sind nach einer Stunde gedeckt.")
        )
    return {"entry": _entry(found.entry), "path": found.path, "head": found.head}


@router.get(
    "/log/consistency", response=ConsistencyOut, summary="Beweis, dass ein älterer Baum der Anfang ist"
)
def consistency(request: HttpRequest, wanted: Query[ConsistencyQuery]) -> Any:
    path = queries.consistency(wanted.origin, wanted.old, wanted.new)
    if path is None:
        return _missing(gettext("So einen Baum gibt es nicht. Alle Bäume: /api/v1/log/origins"))
    return {**wanted.dict(), "path": path}


def _entry(entry: LogEntry) -> dict[str, Any]:
    leaf = read_leaf(entry.leaf)
    return {"number": entry.number, "origin": entry.origin, "index": entry.index, "leaf": leaf}


def _missing(message: str) -> Any:
    raise Http404(message)
