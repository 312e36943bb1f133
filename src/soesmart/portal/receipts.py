# SPDX-License-Identifier: EUPL-1.2
"""The pages behind printed codes: `/k/` to type one, `/k/<code>/` to open one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext

from soesmart.accounts.facade import open_receipt
from soesmart.kernel import registry
from soesmart.kernel.guard.admission import count_knock
from soesmart.kernel.guard.errors import TooMany
from soesmart.kernel.ids import BadCode, read_code
from soesmart.kernel.personal import keep_out

LONGEST_CODE = 60


def code(request: HttpRequest) -> HttpResponse:
    typed = request.GET.get("code", "").strip()[:LONGEST_CODE]
    if not typed:
        return render(request, "portal/code.html")
    try:
        return redirect("receipt", code=read_code(typed))
    except BadCode:
        return _mistyped(request, typed)


def receipt(request: HttpRequest, code: str, step: str = "") -> HttpResponse:
    """Hand over to the room that gave the code out."""
    keep_out(request)
    response = _opened(request, code, step)
    # The address is a secret: no cache keeps it, no other site and no search engine learns it.
    add_never_cache_headers(response)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def _opened(request: HttpRequest, code: str, step: str) -> HttpResponse:
    try:
        read_code(code[:LONGEST_CODE])
    except BadCode:
        return _mistyped(request, code[:LONGEST_CODE])
    found = open_receipt(code)
    page = registry.receipt_pages().get(found.kind) if found else None
    if found is None or page is None:
        return _unknown(request, code)
    answer: HttpResponse = page.view(request, found, step)
    return answer


def _unknown(request: HttpRequest, code: str) -> HttpResponse:
    """Nobody got this code. Whoever tries many of them has to wait."""
    try:
        count_knock(request, "portal.code")
    except TooMany as error:
        response = render(request, "portal/code.html", {"problem": error.text}, status=429)
        response["Retry-After"] = str(error.wait)
        return response
    problem = gettext(
        "Diesen Code kennen wir nicht. Vielleicht gehört er zu einer anderen Stadt, "
        "oder der Beitrag wurde gelöscht."
    )
    return render(request, "portal/code.html", {"typed": code, "problem": problem}, status=404)


def _mistyped(request: HttpRequest, typed: str) -> HttpResponse:
    problem = gettext(
        "In diesem Code stimmt ein Zeichen nicht. Bitte vergleichen Sie ihn noch einmal mit dem Papier."
    )
    context = {"typed": typed, "problem": problem, "mistyped": True}
    return render(request, "portal/code.html", context, status=404)
