# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import template
from django.http import HttpRequest
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext

from soesmart.accounts.facade import actor_of, may
from soesmart.kernel import registry
from soesmart.kernel.room import Node
from soesmart.thread.facade import NodeRef, around
from soesmart.thread.types import STOPS, Around, Neighbour, Side, Stop
from soesmart.thread.words import stop_title

register = template.Library()


@register.inclusion_tag("thread/part/why.html", takes_context=True)
def why(context: dict[str, Any], kind: str, id: UUID, stops: Iterable[Any] = ()) -> dict[str, Any]:
    """ "Warum gibt es das?": `{% why "projects.project" project.id %}`.

    `stops`: what the page itself knows of its line map, for stops without a link.
    """
    found = around(NodeRef(kind, id), itself=False)
    return {
        "around": found,
        "stops": with_own(found.stops, stops),
        "earlier": _rows(found.earlier),
        "later": _rows(found.later),
        "ref": found.ref,
        "links": _may_link(context.get("request")),
        "panels": _panels(kind, id, [near.node for near in found.later.shown]),
        "heading": _heading(found),
    }


def with_own(stops: Iterable[Stop], own: Iterable[Any]) -> list[Any]:
    """Where the thread has a gap, what the page knows itself."""
    known = {stop.name: stop for stop in own if stop.state != "gap"}
    return [known.get(stop.name, stop) if stop.state == "gap" else stop for stop in stops]


def _may_link(request: HttpRequest | None) -> bool:
    """Pages for everybody come from a shared cache: only who is signed in is asked."""
    if request is None or actor_of(request).account_id is None:
        return False
    return may(actor_of(request), "thread.link")


def _heading(found: Around) -> str:
    return gettext("Der Weg") if found.stop == "question" else gettext("Warum gibt es das?")


def _rows(side: Side) -> dict[str, Any]:
    rows = [
        {"stop": stop_title(near.stop), "near": near, "direct": near.depth == 1}
        for near in _in_order(side.shown)
    ]
    return {"rows": rows, "more": side.more}


def _in_order(found: Iterable[Neighbour]) -> list[Neighbour]:
    return sorted(found, key=lambda near: (STOPS.index(near.stop), near.depth))


def _panels(kind: str, id: UUID, later: Sequence[Node]) -> list[Any]:
    """Rooms give HTML that is safe as it is; that is their side of the contract (`kernel.room.Panel`)."""
    language = get_language() or "de"
    drawn = (panel.render(id, language, later) for panel in registry.panels(kind))
    return [mark_safe(html) for html in drawn if html]  # noqa: S308
