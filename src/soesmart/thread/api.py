# SPDX-License-Identifier: EUPL-1.2
"""The thread for programs: what stands before and after a node, and the whole of it."""

from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema

from soesmart.thread.facade import NodeRef, around, whole
from soesmart.thread.types import Neighbour, Side, Stop

router = Router(tags=["thread"])


class NodeOut(Schema):
    kind: str
    id: UUID
    stop: str
    title: dict[str, str]
    url: str
    state: str
    since: str | None


class NearOut(NodeOut):
    depth: int
    relation: str
    link: UUID
    reason: str


class StopOut(Schema):
    name: str
    exists: bool
    url: str


class SideOut(Schema):
    nodes: list[NearOut]
    more: int


class AroundOut(Schema):
    node: NodeOut
    stops: list[StopOut]
    earlier: SideOut
    later: SideOut


class ChainOut(Schema):
    node: NodeOut
    stops: list[StopOut]


class WholeOut(Schema):
    chains: list[ChainOut]
    total: int
    complete: int
    links: int
    next: int | None


@router.get("/thread", response=WholeOut, summary="The whole thread, most complete chains first")
def the_whole(request: HttpRequest, start: Annotated[int, Query(ge=0, le=1_000_000)] = 0) -> dict[str, Any]:
    page = whole(start)
    return {
        "chains": [
            {"node": _node(row.node, row.stop), "stops": [_stop(stop) for stop in row.stops]}
            for row in page.rows
        ],
        "total": page.total,
        "complete": page.complete,
        "links": page.links,
        "next": page.after or None,
    }


@router.get("/thread/{kind}/{key}", response=AroundOut, summary="Why does this exist, and what came of it?")
def of_node(request: HttpRequest, kind: str, key: UUID) -> dict[str, Any]:
    found = around(NodeRef(kind, key))
    if found.node is None:
        raise Http404("Nothing public has this kind and id.")
    return {
        "node": _node(found.node, found.stop),
        "stops": [_stop(stop) for stop in found.stops],
        "earlier": _side(found.earlier),
        "later": _side(found.later),
    }


def _stop(stop: Stop) -> dict[str, Any]:
    return {"name": stop.name, "exists": stop.state != "gap", "url": stop.url}


def _side(side: Side) -> dict[str, Any]:
    return {"nodes": [_near(near) for near in side.shown], "more": side.more}


def _near(near: Neighbour) -> dict[str, Any]:
    return _node(near.node, near.stop) | {
        "depth": near.depth,
        "relation": near.relation,
        "link": near.link,
        "reason": near.reason,
    }


def _node(node: Any, stop: str) -> dict[str, Any]:
    return {
        "kind": node.kind,
        "id": node.id,
        "stop": stop,
        "title": dict(node.title.texts),
        "url": node.url,
        "state": node.state,
        "since": node.since.isoformat() if node.since else None,
    }
