# SPDX-License-Identifier: EUPL-1.2
"""Errors for programs as `application/problem+json` (RFC 9457): what, where, what to do about it."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

TYPE = "application/problem+json"
_TITLES = {
    400: _("Die Anfrage ist nicht lesbar"),
    401: _("Der Schlüssel fehlt oder gilt nicht"),
    403: _("Das ist hier nicht erlaubt"),
    404: _("Das gibt es hier nicht"),
    405: _("Diese Methode gibt es hier nicht"),
    409: _("Das passt nicht zum jetzigen Stand"),
    413: _("Die Anfrage ist zu groß"),
    415: _("Diese Art von Inhalt nehmen wir hier nicht"),
    422: _("Einige Angaben stimmen nicht"),
    429: _("Zu viele Anfragen"),
    500: _("Bei uns ist etwas schiefgegangen"),
}
_REMEDIES = {
    400: _("Bitte senden Sie gültiges JSON in UTF-8."),
    401: _('Senden Sie "Authorization: Bearer SCHLÜSSEL"; Schlüssel gibt das Team der Stadt aus.'),
    403: _("Ohne Anmeldung oder Schlüssel geht das nicht."),
    404: _("Alle Adressen stehen unter /api/."),
    405: _('Welche Methoden es gibt, steht unter /api/ und im Kopf "Allow".'),
    413: _("Bitte senden Sie weniger auf einmal."),
    415: _("Bitte senden Sie application/json oder, mit Dateien, multipart/form-data."),
    429: _('Bitte warten Sie, wie im Kopf "Retry-After" angegeben.'),
    500: _("Bitte versuchen Sie es später noch einmal. Der Fehler ist bei uns vermerkt."),
}


class ApiProblem(Exception):
    """Raised by a room's `api.py`. `text` names the remedy; `place` the field, as in "body.text"."""

    def __init__(self, status: int, text: str, *, code: str = "", place: str = "") -> None:
        super().__init__(text)
        self.status, self.text, self.code, self.place = status, text, code, place


def language(request: HttpRequest) -> str:
    """Programs say their language in a header; German unless they prefer English."""
    wanted = request.headers.get("Accept-Language", "").strip().lower()
    return "en" if wanted.startswith("en") or translation.get_language() == "en" else "de"


def problem(
    request: HttpRequest,
    status: int,
    detail: str = "",
    *,
    code: str = "",
    errors: Sequence[Mapping[str, Any]] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The answer to a request that failed. Without `detail` the usual remedy for `status`."""
    with translation.override(language(request)):
        known = status if status in _TITLES else (500 if status >= 500 else 400)
        body: dict[str, Any] = {
            "type": "about:blank",
            "title": gettext(_TITLES[known]),
            "status": status,
            "detail": detail or gettext(_REMEDIES.get(known, _REMEDIES[400])),
            "instance": request.path,
        }
        if code:
            body["code"] = code
        if errors:
            body["errors"] = list(errors)
    answer = HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type=TYPE)
    for name, value in (headers or {}).items():
        answer[name] = value
    answer["Cache-Control"] = "no-store"
    return answer
