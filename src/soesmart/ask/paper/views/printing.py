# SPDX-License-Identifier: EUPL-1.2
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from soesmart.accounts.facade import actor_of, may, require
from soesmart.ask.paper.exports import printed
from soesmart.ask.paper.forms import PrintForm
from soesmart.ask.paper.needs import missing
from soesmart.ask.paper.queries.cards import batches
from soesmart.ask.paper.types import Format, Refused
from soesmart.kernel import clock


def order(request: HttpRequest) -> HttpResponse:
    """The PDF comes back at once and is stored nowhere: its codes are secrets."""
    actor = actor_of(request)
    require(actor, "paper.print")
    lacking = missing("typst")
    first = settings.SOESMART["languages"][0]
    form = PrintForm(request.POST or None, initial={"format": Format.CARD, "number": 40, "language": first})
    if request.method == "POST" and not lacking and form.is_valid():
        try:
            base = settings.SOESMART["public_url"] or request.build_absolute_uri("/")
            return _download(printed(form.order(), base))
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.text)
    context = {
        "form": form,
        "missing": lacking,
        "batches": batches(),
        "address": settings.SOESMART["public_url"],
        "may_enter": may(actor, "paper.enter"),
    }
    return render(request, "paper/print.html", context)


def _download(content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    cards = _("Fragekarten")
    name = f"{cards}-{clock.now():%Y-%m-%d-%H%M}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
