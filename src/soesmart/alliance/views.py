# SPDX-License-Identifier: EUPL-1.2
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from soesmart.accounts.facade import actor_of, may, require
from soesmart.alliance import keys, queries
from soesmart.alliance.actions.letters import signed, take_in
from soesmart.alliance.engine.letter import LARGEST, fingerprint
from soesmart.alliance.forms import LetterForm
from soesmart.alliance.types import Refused
from soesmart.projects import facade as projects


def page(request: HttpRequest) -> HttpResponse:
    return _page(request, LetterForm())


def _page(request: HttpRequest, form: LetterForm, **more: Any) -> HttpResponse:
    key = keys.own_key()
    context = {
        "partners": queries.partners(),
        "adopted": projects.adopted(),
        "key": key,
        "fingerprint": fingerprint(key),
        "may_take": may(actor_of(request), "alliance.take"),
        "form": form,
        **more,
    }
    return render(request, "alliance/towns.html", context)


def shared(request: HttpRequest) -> JsonResponse:
    """What other towns may copy from here."""
    rows: list[projects.ProjectRow] = []
    cursor = ""
    while True:
        found = projects.projects(cursor=cursor, limit=300)
        rows += found.rows
        cursor = found.next_cursor
        if not cursor:
            break
    listed = [
        {
            "title": dict(row.title.texts),
            "status": row.status.value,
            "page": request.build_absolute_uri(row.url),
            "file": request.build_absolute_uri(reverse("alliance:letter", args=[row.slug])),
        }
        for row in rows
    ]
    answer = {"town": settings.SOESMART["town.name"], "key": keys.own_key(), "projects": listed}
    response = JsonResponse(answer, json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"
    return response


def letter(request: HttpRequest, slug: str) -> HttpResponse:
    """The signed file of a project."""
    text = signed(slug)
    if text is None:
        raise Http404
    return _file(text, f"{slug}.soesmart.txt")


def letter_of(request: HttpRequest, key: UUID) -> HttpResponse:
    """The same by the project's id, which pages know without asking."""
    row = projects.rows_by_id([key]).get(key)
    if row is None:
        raise Http404
    return redirect("alliance:letter", row.slug)


def origin(request: HttpRequest, slug: str) -> HttpResponse:
    """The file an adopted project came from."""
    text = queries.letter_of(slug)
    if text is None:
        raise Http404
    return _file(text, f"{slug}-vorlage.soesmart.txt")


def _file(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_POST
def take(request: HttpRequest) -> HttpResponse:
    require(actor_of(request), "alliance.take")
    form = LetterForm(request.POST, request.FILES)
    if form.is_valid():
        content = form.cleaned_data["file"].read(LARGEST * 4 + 1)
        try:
            taken = take_in(content.decode("utf-8"))
            return _page(request, LetterForm(), taken=taken)
        except UnicodeDecodeError:
            form.add_error("file", _("Das ist keine Projektdatei von soesmart, oder sie ist beschädigt."))
        except Refused as refused:
            form.add_error("file", refused.text)
    return _page(request, form)
