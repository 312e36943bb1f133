# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext, gettext_lazy

from soesmart.kernel import registry
from soesmart.thread.facade import NodeRef, around
from soesmart.thread.types import Around, Neighbour, Side, Stop

register = template.Library()

STOP_TITLES = {
    "question": gettext_lazy("Frage"),
    "goal": gettext_lazy("Ziel"),
    "project": gettext_lazy("Projekt"),
    "money": gettext_lazy("Geld"),
    "trial": gettext_lazy("Versuch"),
    "result": gettext_lazy("Ergebnis"),
    "lesson": gettext_lazy("Lehre"),
}


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
        "bare": not found.earlier.shown and not found.later.shown,
        "panels": _panels(kind, id),
        "heading": _heading(found),
    }


def with_own(stops: Iterable[Stop], own: Iterable[Any]) -> list[Any]:
    """Where the thread has a gap, what the page knows itself."""
    known = {stop.name: stop for stop in own if stop.state != "gap"}
    return [known.get(stop.name, stop) if stop.state == "gap" else stop for stop in stops]


def _heading(found: Around) -> str:
    return gettext("Der Weg") if found.stop == "question" else gettext("Warum gibt es das?")


def _rows(side: Side) -> dict[str, Any]:
    rows = [
        {"stop": STOP_TITLES[near.stop], "near": near, "direct": near.depth == 1}
        for near in _in_order(side.shown)
    ]
    return {"rows": rows, "more": side.more}


def _in_order(found: Iterable[Neighbour]) -> list[Neighbour]:
    return sorted(found, key=lambda near: (list(STOP_TITLES).index(near.stop), near.depth))


def _panels(kind: str, id: UUID) -> list[Any]:
    """Rooms give HTML that is safe as it is; that is their side of the contract (`kernel.room.Panel`)."""
    language = get_language() or "de"
    drawn = (panel.render(id, language) for panel in registry.panels(kind))
    return [mark_safe(html) for html in drawn if html]  # noqa: S308
