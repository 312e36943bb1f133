# SPDX-License-Identifier: EUPL-1.2
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import get_script_prefix
from django.utils.translation import gettext as _

from soesmart.facts.facade import Fact, all_facts, by_slug, by_slugs, chapters, topic_titles
from soesmart.kernel.words import LocalText


def facts(request: HttpRequest) -> HttpResponse:
    topics: dict[str, list[Fact]] = {}
    for known in all_facts():
        topics.setdefault(known.topic, []).append(known)
    titles = topic_titles()
    shown = [(titles.get(name, LocalText({"de": name})), listed) for name, listed in topics.items()]
    return render(request, "facts/list.html", {"topics": shown, "ask_url": _ask()})


def fact(request: HttpRequest, slug: str) -> HttpResponse:
    found = by_slug(slug)
    if found is None:
        raise Http404(_("Diese Auskunft gibt es nicht. Alle Auskünfte stehen unter „Wissen“."))
    language = getattr(request, "LANGUAGE_CODE", "de")
    shown = {
        "fact": found,
        "related": by_slugs(found.related),
        "ask_url": f"{_ask()}?bezug={slug}",
        "in_german": found.text.in_language(language)[1] != language,
    }
    return render(request, "facts/fact.html", shown)


def background(request: HttpRequest) -> HttpResponse:
    return render(request, "facts/background.html", {"chapters": chapters(), "ask_url": _ask()})


def _ask() -> str:
    """Address of the room "ask", which stands above this one and may not be named here."""
    return f"{get_script_prefix()}fragen/neu/"
