# SPDX-License-Identifier: EUPL-1.2
"""`/k/<code>/` of a printed card: where it is; once typed in, the contribution's own page."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from soesmart.accounts.facade import Receipt
from soesmart.ask.paper.actions.forgetting import forget_pictures
from soesmart.ask.paper.queries.cards import card_of
from soesmart.ask.paper.types import CardState
from soesmart.kernel import ids, registry

CONTRIBUTION = "ask.contribution"
_WITHDRAW = "zuruecknehmen"


def card(request: HttpRequest, receipt: Receipt, step: str = "") -> HttpResponse:
    row = card_of(receipt.object_id)
    if row is None:
        raise Http404
    if row.state == CardState.ENTERED and row.contribution:
        page = registry.receipt_pages()[CONTRIBUTION]
        answer: HttpResponse = page.view(
            request, replace(receipt, kind=CONTRIBUTION, object_id=row.contribution), step
        )
        if step == _WITHDRAW and request.method == "POST":
            forget_pictures(row.public_id)
        return answer
    if step:
        raise Http404
    context: dict[str, Any] = {
        "state": row.state,
        "since": row.state_since,
        "code": ids.grouped(receipt.code),
    }
    return render(request, "paper/receipt.html", context)
