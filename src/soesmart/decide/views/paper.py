# SPDX-License-Identifier: EUPL-1.2
"""Fast entry of paper ballots, and scans of them."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from soesmart.accounts.facade import actor_of, require
from soesmart.decide.actions.entering import Entered, Sheet, enter, waiting
from soesmart.decide.engine.box.ballots import Form
from soesmart.decide.forms import PREFIX, choices_from
from soesmart.decide.rules import ENTER
from soesmart.decide.scanning import read_scans
from soesmart.decide.types import KeysMissing, Refused
from soesmart.decide.views.public import about
from soesmart.decide.views.team import one


def _told(entered: Entered) -> str:
    return {
        Entered.FIRST: _("Erste Lesung gespeichert. Jetzt liest eine zweite Person denselben Zettel."),
        Entered.AGAIN: _("Ihre erste Lesung ist geändert. Es fehlt noch die zweite Person."),
        Entered.DIFFERENT: _(
            "Die beiden Lesungen sind verschieden. Bitte vergleichen Sie noch einmal mit dem Zettel."
        ),
        Entered.CAST: _("Beide Lesungen sind gleich. Der Zettel liegt in der Urne."),
        Entered.HAS_VOTED: _(
            "Mit diesem Code ist schon abgestimmt. Der Zettel zählt nicht und wird gemeldet."
        ),
    }[entered]


@sensitive_post_parameters()
def desk(request: HttpRequest, key: UUID) -> HttpResponse:
    require(actor_of(request), ENTER)
    vote = one(key)
    told, refused, given = "", None, {}
    if request.method == "POST":
        sheet = Sheet(
            request.POST.get("code", ""), choices_from(request.POST, vote), request.POST.get("batch", "")
        )
        try:
            entered = enter(actor_of(request), key, sheet)
            told = _told(entered)
            given = request.POST if entered == Entered.DIFFERENT else {}
        except Refused as found:
            refused, given = found, request.POST
        except KeysMissing:
            refused, given = (
                Refused("later", _("Die Schlüssel der Urne fehlen auf diesem Server.")),
                request.POST,
            )
    return _page(request, key, told=told, refused=refused, given=given)


def _page(request: HttpRequest, key: UUID, **more: object) -> HttpResponse:
    vote = one(key)
    given, refused = more.get("given") or {}, more.get("refused")
    context = {
        **about(vote),
        "rows": [
            {
                "option": option,
                "value": given.get(f"{PREFIX}{option.number}", ""),  # type: ignore[attr-defined]
                "error": refused.text
                if isinstance(refused, Refused) and refused.field == option.number
                else "",
            }
            for option in vote.options
        ],
        "code": given.get("code", ""),  # type: ignore[attr-defined]
        "batch": request.POST.get("batch", ""),
        "waiting": waiting(key),
        "unit": "" if vote.form == Form.APPROVAL else ("€" if vote.form == Form.MONEY else _("Punkte")),
        **more,
    }
    response = render(request, "decide/team/paper.html", context, status=422 if refused else 200)
    response["Cache-Control"] = "private, no-store"
    return response


def scan(request: HttpRequest, key: UUID) -> HttpResponse:
    """Files are read at once and kept nowhere: each sheet is the first of two readings."""
    require(actor_of(request), ENTER)
    files = request.FILES.getlist("files")
    report = read_scans(actor_of(request), one(key), files, request.POST.get("batch", "")) if files else ()
    return _page(request, key, report=report)
