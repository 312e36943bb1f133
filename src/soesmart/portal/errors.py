# SPDX-License-Identifier: EUPL-1.2
"""Pages for what goes wrong: each says what to do next."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

Words = tuple[str, str, str]


def _page(status: int, words: Callable[[], Words]) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, *_: object, **__: object) -> HttpResponse:
        title, text, remedy = words()
        context = {"status": status, "title": title, "text": text, "remedy": remedy}
        context["sign_video"] = None  # that of the page people did not get
        return render(request, "portal/error.html", context, status=status)

    return view


bad_request = _page(
    400,
    lambda: (
        gettext("Das haben wir nicht verstanden"),
        gettext("Die Adresse oder das Formular enthält etwas, das hier nicht passt."),
        gettext("Gehen Sie einen Schritt zurück und versuchen Sie es noch einmal."),
    ),
)
forbidden = _page(
    403,
    lambda: (
        gettext("Das geht hier nicht"),
        gettext("Ihr Browser hat uns etwas geschickt, das nicht von dieser Seite kam."),
        gettext(
            "Öffnen Sie die Seite neu und senden Sie das Formular noch einmal ab. "
            "Hilft das nicht, melden Sie sich bitte an."
        ),
    ),
)
not_found = _page(
    404,
    lambda: (
        gettext("Diese Seite gibt es nicht"),
        gettext("Vielleicht ist sie umgezogen, oder in der Adresse fehlt ein Zeichen."),
        gettext("Fragen Sie hier, was Sie suchen:"),
    ),
)

not_this_way = _page(
    405,
    lambda: (
        gettext("Hier kommt man nur mit einem Knopf hin"),
        gettext("Diese Adresse gehört zu einem Formular. Von allein zeigt sie nichts."),
        gettext("Gehen Sie einen Schritt zurück und benutzen Sie den Knopf auf der Seite."),
    ),
)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return forbidden(request)


def server_error(request: HttpRequest) -> HttpResponse:
    """Without database and without context: either may be what broke."""
    from django.template.loader import get_template  # inline: only here a template may be what is missing

    return HttpResponse(get_template("portal/broken.html").render(), status=500)
