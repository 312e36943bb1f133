# SPDX-License-Identifier: EUPL-1.2
"""Projects and questions about getting about: found through the registry, whichever room holds them."""

import re
from collections.abc import Sequence
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from soesmart.kernel import registry
from soesmart.kernel.folding import fold
from soesmart.kernel.room import Node, NodeKind, NodeText
from soesmart.mobility.types import ProposalRow
from soesmart.places.facade import Place

_WORDS = "Nachtbus Bus Taxibus Rufbus Fahrplan Haltestelle Nahverkehr Mobilität Shuttle"
_ABOUT = re.compile(
    r"\b(ast|opnv|oepnv|\w*bus|\w*busse[ns]?|\w*fahrplan\w*|\w*haltestelle\w*|\w*nahverkehr\w*|mobilit\w+|\w*shuttle\w*)\b"
)
_STOPS = ("project", "question")
_LOOKED_AT = 60


def related(place: Place | None = None, each: int = 3) -> tuple[Node, ...]:
    """Public projects and questions on buses and the like; those that name the place come first."""
    wanted = NodeText(f"{_WORDS} {place.name if place else ''}", (place.slug,) if place else ())
    found: list[Node] = []
    for stop in _STOPS:
        for kind in registry.node_kinds().values():
            if kind.stop == stop:
                keys = _about(kind, wanted, place)[:each]
                nodes = kind.describe(keys) if keys else {}
                found += [nodes[key] for key in keys if key in nodes]
    return tuple(found)


def _about(kind: NodeKind, wanted: NodeText, place: Place | None) -> list[UUID]:
    if kind.candidates is None or kind.texts is None:
        return []
    keys = list(kind.candidates(wanted))[:_LOOKED_AT]
    texts = kind.texts(keys) if keys else {}
    about = [key for key in keys if key in texts and _ABOUT.search(fold(texts[key].text))]
    return sorted(about, key=lambda key: not _names(texts[key], place))  # stable: candidates' own order


def _names(text: NodeText, place: Place | None) -> bool:
    return place is not None and (place.slug in text.places or fold(place.name) in fold(text.text))


def became(proposal: ProposalRow) -> tuple[Node, ...]:
    """Ideas and projects that carry the proposal's address in their words."""
    found: list[Node] = []
    for kind in registry.node_kinds().values():
        if kind.stop in _STOPS and kind.candidates and kind.texts:
            keys = list(kind.candidates(NodeText(proposal.title)))[:_LOOKED_AT]
            texts = kind.texts(keys) if keys else {}
            own = [key for key in keys if key in texts and str(proposal.id) in texts[key].text]
            nodes = kind.describe(own) if own else {}
            found += [nodes[key] for key in own if key in nodes]
    return tuple(found)


def in_words(request: HttpRequest, proposal: ProposalRow) -> str:
    """The proposal with its figures and its address, for the form of an idea or a project."""
    figures = proposal.figures
    parts = [
        proposal.title + ".",
        _("%(n)s Menschen kämen zu Stunden heim, zu denen sie es jetzt nicht können.")
        % {"n": number_format(figures["people_newly_reached"], force_grouping=True)},
        _("Gewinn: %(n)s Personenstunden in der Woche. Kosten: %(euros)s Euro im Jahr.")
        % {
            "n": number_format(round(figures["person_hours_week"]), force_grouping=True),
            "euros": number_format(figures["cost_year_euros"], force_grouping=True),
        },
        _("Gerechnet ab %(place)s: %(address)s")
        % {"place": figures["from"], "address": request.build_absolute_uri(proposal.url)},
    ]
    return " ".join(parts)


def ways_on(request: HttpRequest, proposal: ProposalRow, ideas: Sequence[Node]) -> dict[str, str]:
    """Addresses of the forms of an idea and of a project; "" where there is no such room."""
    words = in_words(request, proposal)
    idea = {"art": "idee", "text": words}
    project = {"titel": proposal.title, "kurz": words}
    if ideas and ideas[0].kind == "ask.question":
        project["frage"] = ideas[0].url
    return {"idea_url": _address("ask:new", idea), "project_url": _address("projects:team-new", project)}


def _address(name: str, query: dict[str, str]) -> str:
    try:
        return f"{reverse(name)}?{urlencode(query)}"
    except NoReverseMatch:
        return ""
