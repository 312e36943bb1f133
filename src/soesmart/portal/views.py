# SPDX-License-Identifier: EUPL-1.2
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import get_script_prefix
from django.utils.translation import get_language

from soesmart.accounts.facade import actor_of
from soesmart.kernel.personal import keep_out
from soesmart.portal import papers, queries, style
from soesmart.portal.accessibility import statement
from soesmart.portal.privacy import kept
from soesmart.portal.signs import shelf

YEAR = 31_536_000


def home(request: HttpRequest) -> HttpResponse:
    context_ = {
        "home": queries.home(),
        "questions_url": questions_url(),
        "example": settings.SOESMART["question_box.example"],
    }
    return render(request, "portal/home.html", context_)


def answers(request: HttpRequest) -> HttpResponse:
    """The question box. htmx asks for the part alone, while people type; without it the whole page comes."""
    found = queries.answer(request.GET.get("q", ""), get_language() or "de", actor_of(request))
    if not found.may_be_kept:
        keep_out(request)
    part = request.headers.get("HX-Request") == "true"
    template = "portal/part/answers_live.html" if part else "portal/answers.html"
    ask_url = f"{questions_url()}neu/?{urlencode({'text': found.text})}"
    return render(request, template, {"found": found, "longest": queries.LONGEST, "ask_url": ask_url})


def questions_url() -> str:
    return f"{get_script_prefix()}fragen/"


def paper(request: HttpRequest) -> HttpResponse:
    """A card to print, fill in by hand and hand in."""
    return render(request, "portal/paper.html", {"lines": range(9)})


def accessibility(request: HttpRequest) -> HttpResponse:
    filmed = [str(shelf.PAGES[page]) for page in shelf.pages_with_film()]
    context_ = {"statement": statement(), "filmed": filmed, "all_filmed": len(filmed) == len(shelf.PAGES)}
    return render(request, "portal/accessibility.html", context_)


def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/privacy.html", {"kept": kept()})


def privacy_papers(request: HttpRequest) -> HttpResponse:
    context_ = {"record": papers.record(), "measures": papers.measures(), "algorithms": papers.algorithms()}
    return render(request, "portal/papers.html", context_)


def imprint(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/imprint.html")


def style_sheet(request: HttpRequest) -> HttpResponse:
    sheet = style.sheet()
    packs = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(sheet.packed if packs else sheet.content, content_type="text/css; charset=utf-8")
    if packs:
        response["Content-Encoding"] = "gzip"
    response["Vary"] = "Accept-Encoding"
    current = request.GET.get("v", "") == sheet.version
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable" if current else "public, max-age=60"
    return response
