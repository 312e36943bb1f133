# SPDX-License-Identifier: EUPL-1.2
"""The pages behind `/k/<code>/`: what becomes of my question, my comment, my report; and what I can do.

Whoever holds the code is the author. The pages are never cached and leak no address to others.
"""

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from uuid import UUID

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import get_script_prefix
from django.utils.safestring import SafeString, mark_safe

from soesmart.accounts.facade import Receipt, export, keep_contact
from soesmart.ask import facade, rules
from soesmart.ask.forms import ContactForm, ReasonForm
from soesmart.ask.types import Mine, NotFound, Refused, State
from soesmart.ask.views.detail import facts
from soesmart.ask.words import waits_text
from soesmart.kernel import ids

_DONE = frozenset({"kontakt", "erledigt", "offen", "foto"})


def contribution(request: HttpRequest, receipt: Receipt, step: str = "") -> HttpResponse:
    try:
        mine = facade.mine(receipt.participant, receipt.object_id)
    except NotFound:
        return _gone(request)
    if step == "":
        return _contribution_page(request, receipt, mine)
    action = _STEPS.get(step)
    if action is None:
        raise Http404
    return action(request, receipt, mine)


def _contribution_page(request: HttpRequest, receipt: Receipt, mine: Mine, **more: Any) -> HttpResponse:
    row = mine.detail.row
    done = request.GET.get("danke", "")
    return _render(
        request,
        "ask/receipt.html",
        receipt,
        {
            **facts(mine.detail),
            "mine": mine,
            "waits": waits_text(mine.waits),
            "is_public": row.state not in {State.WAITING, State.HIDDEN, State.DELETED},
            "is_settled": row.state in rules.SETTLED | {State.ANSWERED},
            "done": done if done in _DONE else "",
            "reason_form": ReasonForm(),
            "contact_form": ContactForm(),
            "decisions": facade.decisions_about(facade.parts_of(receipt.object_id)),
            **more,
        },
    )


def _withdraw(request: HttpRequest, receipt: Receipt, mine: Mine) -> HttpResponse:
    """Asks once before it deletes."""
    if request.method != "POST":
        context = {"title": mine.title, "text": mine.text, "may_stay": mine.detail.row.state in rules.PUBLIC}
        return _render(request, "ask/withdraw.html", receipt, context)
    if "nameless" in request.POST:
        facade.leave_nameless(receipt.participant, receipt.object_id)
        url = f"{get_script_prefix()}fragen/{mine.detail.row.slug}/"
        return _private(render(request, "ask/nameless.html", {"url": url}))
    facade.withdraw(receipt.participant, receipt.object_id)
    return _gone(request)


def _data(request: HttpRequest, receipt: Receipt, mine: Mine | None = None) -> HttpResponse:
    """Everything every room keeps of this person, to read and to keep."""
    text = json.dumps(export(receipt.participant), ensure_ascii=False, indent=2, default=str)
    response = _private(HttpResponse(text, content_type="application/json; charset=utf-8"))
    response["Content-Disposition"] = 'attachment; filename="meine-daten.json"'
    return response


def _withdraw_photo(request: HttpRequest, receipt: Receipt, mine: Mine) -> HttpResponse:
    if request.method == "POST":
        facade.withdraw_photo(receipt.participant, receipt.object_id)
    return redirect(f"{_own(receipt)}?danke=foto")


def _confirm(request: HttpRequest, receipt: Receipt, mine: Mine) -> HttpResponse:
    if request.method == "POST" and mine.asks_back:
        facade.confirm_done(receipt.participant, receipt.object_id)
    return redirect(f"{_own(receipt)}?danke=erledigt")


def _reopen(request: HttpRequest, receipt: Receipt, mine: Mine) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            facade.reopen(receipt.participant, receipt.object_id, form.cleaned_data["reason"])
            return redirect(f"{_own(receipt)}?danke=offen")
        except Refused as refused:
            form.add_error("reason", refused.text)
    return _contribution_page(request, receipt, mine, reason_form=form)


def _contact(request: HttpRequest, receipt: Receipt, mine: Mine) -> HttpResponse:
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        keep_contact(receipt.participant, form.cleaned_data["email"])
        return redirect(f"{_own(receipt)}?danke=kontakt")
    return _contribution_page(request, receipt, mine, contact_form=form)


def _appeal(request: HttpRequest, receipt: Receipt, mine: Mine) -> HttpResponse:
    return _appealed(request, receipt)


def _appealed(request: HttpRequest, receipt: Receipt) -> HttpResponse:
    """Against a decision of the moderation; the page then shows it beside the decision."""
    if request.method == "POST":
        with suppress(Refused):  # empty or too long, past the browser's own checks: the field is still there
            try:
                decision = UUID(request.POST.get("decision", ""))
                facade.appeal(receipt.participant, decision, request.POST.get("text", ""))
            except (NotFound, ValueError):
                raise Http404 from None
    return redirect(_own(receipt))


_STEPS: dict[str, Callable[[HttpRequest, Receipt, Mine], HttpResponse]] = {
    "zuruecknehmen": _withdraw,
    "foto-loeschen": _withdraw_photo,
    "erledigt": _confirm,
    "wieder-oeffnen": _reopen,
    "kontakt": _contact,
    "widerspruch": _appeal,
    "daten": _data,
}


def comment(request: HttpRequest, receipt: Receipt, step: str = "") -> HttpResponse:
    try:
        mine = facade.my_comment(receipt.participant, receipt.object_id)
    except NotFound:
        return _gone(request)
    if step == "zuruecknehmen":
        if request.method == "POST":
            facade.withdraw_comment(receipt.participant, receipt.object_id)
            return _gone(request)
        return _render(request, "ask/withdraw.html", receipt, {"title": "", "text": mine.text})
    if step == "widerspruch":
        return _appealed(request, receipt)
    if step == "daten":
        return _data(request, receipt)
    if step:
        raise Http404
    return _render(
        request,
        "ask/receipt_comment.html",
        receipt,
        {
            "mine": mine,
            "waits": waits_text(mine.waits),
            "decisions": facade.decisions_about((receipt.object_id,)),
            "question_url": f"{get_script_prefix()}fragen/{mine.question.slug}/",
        },
    )


def notice(request: HttpRequest, receipt: Receipt, step: str = "") -> HttpResponse:
    if step:
        raise Http404
    try:
        mine = facade.my_notice(receipt.participant, receipt.object_id)
    except NotFound:
        return _gone(request)
    url = f"{get_script_prefix()}fragen/{mine.question.slug}/"
    return _render(request, "ask/receipt_notice.html", receipt, {"mine": mine, "question_url": url})


def _gone(request: HttpRequest) -> HttpResponse:
    return _private(render(request, "ask/gone.html"))


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response


def _own(receipt: Receipt) -> str:
    return f"{get_script_prefix()}k/{receipt.code}/"


def _render(request: HttpRequest, template: str, receipt: Receipt, context: dict[str, Any]) -> HttpResponse:
    house = settings.SOESMART
    own = _own(receipt)
    # Printed, the address must work at home: never through a language prefix.
    base = house["public_url"] or request.build_absolute_uri("/")
    address = f"{base.rstrip('/')}/k/{receipt.code}/"
    code = {"code": ids.grouped(receipt.code), "own": own, "address": address, "qr": _qr(address)}
    response = render(request, template, {**context, **code})
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def _qr(address: str) -> SafeString:
    """Black on white whatever the theme: cameras want it so."""
    made = segno.make(address, error="m", micro=False)
    picture = made.svg_inline(
        border=3, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=True
    )
    return mark_safe(picture)  # noqa: S308  drawn here, from our own address
