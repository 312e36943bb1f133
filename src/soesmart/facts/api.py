# SPDX-License-Identifier: EUPL-1.2
"""Facts for programs: every language, every source."""

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router, Schema

from soesmart.facts.facade import Chapter, Fact, Source, Statement, all_facts, by_slug, chapters

router = Router(tags=["facts"])


class SourceOut(Schema):
    label: str
    url: str
    as_of: str


class FactOut(Schema):
    slug: str
    topic: str
    title: dict[str, str]
    text: dict[str, str]
    status: str
    sources: list[SourceOut]
    as_of: str
    open: bool
    asked_at: str | None
    whom_to_ask: dict[str, str] | None
    related: list[str]
    example: bool
    url: str


class FactsOut(Schema):
    facts: list[FactOut]


class VersionOut(Schema):
    text: dict[str, str]
    source: SourceOut


class StatementOut(Schema):
    text: dict[str, str]
    when: str
    sources: list[SourceOut]
    versions: list[VersionOut]
    open: bool
    asked_at: str | None
    whom_to_ask: dict[str, str] | None


class ChapterOut(Schema):
    slug: str
    title: dict[str, str]
    text: dict[str, str]
    sources: list[SourceOut]
    statements: list[StatementOut]
    example: bool


class BackgroundOut(Schema):
    chapters: list[ChapterOut]


@router.get("/background", response=BackgroundOut, summary="The background of the town's programme")
def background(request: HttpRequest) -> dict[str, Any]:
    return {"chapters": [_chapter(chapter) for chapter in chapters()]}


@router.get("/facts", response=FactsOut, summary="All published facts")
def facts(request: HttpRequest, topic: str = "") -> dict[str, Any]:
    return {"facts": [_out(fact) for fact in all_facts() if topic in ("", fact.topic)]}


@router.get("/facts/{slug}", response=FactOut, summary="One published fact")
def fact(request: HttpRequest, slug: str) -> dict[str, Any]:
    found = by_slug(slug)
    if found is None:
        raise Http404("There is no such fact. GET /api/v1/facts lists all.")
    return _out(found)


def _out(fact: Fact) -> dict[str, Any]:
    point = fact.open_point
    return {
        "slug": fact.slug,
        "topic": fact.topic,
        "title": dict(fact.title.texts),
        "text": dict(fact.text.texts),
        "status": fact.text.status,
        "sources": list(map(_source, fact.sources)),
        "as_of": fact.as_of,
        "open": fact.open,
        "asked_at": point.asked_at.isoformat() if point else None,
        "whom_to_ask": dict(point.whom.texts) if point else None,
        "related": list(fact.related),
        "example": fact.example,
        "url": fact.url,
    }


def _chapter(chapter: Chapter) -> dict[str, Any]:
    return {
        "slug": chapter.slug,
        "title": dict(chapter.title.texts),
        "text": dict(chapter.text.texts),
        "sources": list(map(_source, chapter.sources)),
        "statements": list(map(_statement, chapter.statements)),
        "example": chapter.example,
    }


def _statement(statement: Statement) -> dict[str, Any]:
    point = statement.open_point
    return {
        "text": dict(statement.text.texts),
        "when": statement.when,
        "sources": list(map(_source, statement.sources)),
        "versions": [
            {"text": dict(version.text.texts), "source": _source(version.source)}
            for version in statement.versions
        ],
        "open": point is not None,
        "asked_at": point.asked_at.isoformat() if point else None,
        "whom_to_ask": dict(point.whom.texts) if point else None,
    }


def _source(source: Source) -> dict[str, str]:
    return {"label": source.label, "url": source.url, "as_of": source.as_of}
