# SPDX-License-Identifier: EUPL-1.2
"""Facts for programs: every language, every source."""

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router, Schema

from soesmart.facts.facade import Fact, all_facts, by_slug

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
        "sources": [{"label": s.label, "url": s.url, "as_of": s.as_of} for s in fact.sources],
        "as_of": fact.as_of,
        "open": fact.open,
        "asked_at": point.asked_at.isoformat() if point else None,
        "whom_to_ask": dict(point.whom.texts) if point else None,
        "related": list(fact.related),
        "example": fact.example,
        "url": fact.url,
    }
