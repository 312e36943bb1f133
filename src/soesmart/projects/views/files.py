# SPDX-License-Identifier: EUPL-1.2
"""Projects as files: for spreadsheets, programs and calendars."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from soesmart.projects import exports
from soesmart.projects.engine.calendar import calendar
from soesmart.projects.queries import lists, whole
from soesmart.projects.views.overviews import DAY_WORDS

_FORMS = {
    "projekte.csv": ("csv", "text/csv; charset=utf-8"),
    "projekte.json": ("json", "application/json; charset=utf-8"),
    "oc4ids.json": ("oc4ids", "application/json; charset=utf-8"),
}


def page(request: HttpRequest) -> HttpResponse:
    context = {"columns": exports.COLUMNS, "licence": settings.SOESMART["open_data.licence"], "view": "files"}
    return render(request, "projects/files.html", context)


def data(request: HttpRequest, name: str) -> HttpResponse:
    if name not in _FORMS:
        raise Http404
    form, kind = _FORMS[name]
    text = "".join(exports.pieces(form, request.build_absolute_uri(reverse("projects:data", args=[name]))))
    if not text:
        raise Http404(_("Es gibt noch kein Projekt. Eine Datei nach OC4IDS braucht mindestens eines."))
    response = HttpResponse(text, content_type=kind)
    town = slugify(settings.SOESMART["town.name"])
    response["Content-Disposition"] = f'attachment; filename="{town}-{name}"'
    response["Access-Control-Allow-Origin"] = "*"
    return response


def days(request: HttpRequest, slug: str = "") -> HttpResponse:
    """All days, or those of one project."""
    if slug and lists.by_slug(slug) is None:
        raise Http404
    house = settings.SOESMART
    home = house["public_url"].rstrip("/") or request.build_absolute_uri("/").rstrip("/")
    told = {kind: str(word) for kind, word in DAY_WORDS.items()}
    found = whole.as_days(whole.dated(slug), told, home)
    name = _("Projekte in %(town)s") % {"town": house["town.name"]}
    response = HttpResponse(
        calendar(name, house["product_name"], found), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{slug or "projekte"}.ics"'
    return response
