# SPDX-License-Identifier: EUPL-1.2
"""One card after the other: the picture beside the fields, the keyboard alone is enough."""

from difflib import SequenceMatcher
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from soesmart.accounts.facade import Actor, actor_of, require
from soesmart.ask.paper.actions import entering
from soesmart.ask.paper.actions.stacking import ACTION
from soesmart.ask.paper.forms import TypeForm
from soesmart.ask.paper.models import Card, Entry
from soesmart.ask.paper.pictures import fields_of
from soesmart.ask.paper.queries.cards import card_of
from soesmart.ask.paper.queries.queue import next_card, waiting
from soesmart.ask.paper.types import After, CardState, Refused
from soesmart.ask.paper.words import doubt_text
from soesmart.ask.words import kind_name
from soesmart.places.facade import by_slug, local_places


def following(request: HttpRequest) -> HttpResponse:
    """On to the next card that waits for this person."""
    actor = actor_of(request)
    require(actor, ACTION)
    key = next_card(actor)
    if key is None:
        messages.success(request, _("Alles abgetippt. Danke!"))
        return redirect("paper:desk")
    return redirect("paper:card", key=key)


def card(request: HttpRequest, key: UUID) -> HttpResponse:
    actor = actor_of(request)
    require(actor, ACTION)
    row = card_of(key)
    if row is None:
        raise Http404
    if row.state != CardState.RETURNED:
        messages.success(request, _("Diese Karte ist schon abgetippt."))
        return redirect("paper:desk")
    entering.claim(actor, key)
    entries = list(row.entries.order_by("number"))
    if request.method != "POST":
        return _page(request, actor, row, entries, TypeForm(initial=_initial(row, entries)))
    form = TypeForm(request.POST)
    if form.is_valid():
        try:
            act = entering.resolve if len(entries) > 1 else entering.enter
            _tell(request, act(actor, key, form.typed()))
            return redirect("paper:next")
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.text)
    return _page(request, actor, row, entries, form)


def _tell(request: HttpRequest, after: After) -> None:
    texts = {
        After.PUBLISHED: _("Gespeichert. Der Beitrag ist eingetragen."),
        After.SECOND: _("Gespeichert. Jemand anderes tippt die Karte noch einmal."),
        After.DIFFERENT: _("Gespeichert. Die beiden Texte sind verschieden, jemand entscheidet."),
    }
    messages.success(request, texts[after])


def _initial(row: Card, entries: list[Entry]) -> dict[str, str]:
    """What was read surely. A second person never sees the first one's text."""
    if len(entries) > 1:
        one = entries[0]
        return {"kind": one.kind, "place": one.place, "text": one.text, "language": one.language}
    chosen: dict[str, str] = {}
    for scan in row.scans.all():
        chosen |= scan.chosen
    place = by_slug(chosen.get("place", ""))
    return {
        "kind": chosen.get("kind", ""),
        "place": place.name if place else "",
        "language": row.batch.language,
    }


def _page(
    request: HttpRequest, actor: Actor, row: Card, entries: list[Entry], form: TypeForm
) -> HttpResponse:
    scans = list(row.scans.select_related("card__batch").order_by("pk"))
    context: dict[str, Any] = {
        "form": form,
        "card": row,
        "scans": [(scan, fields_of(scan)) for scan in scans],
        "doubts": [doubt_text(*doubt) for scan in scans for doubt in scan.doubts],
        "second": len(entries) == 1,
        "blocked": len(entries) == 1 and not entering.may_be_second(actor, entries[0]),
        "differences": _differences(*entries[:2]) if len(entries) > 1 else (),
        "places": local_places(),
        "waiting": waiting(actor),
    }
    return render(request, "paper/card.html", context)


def _differences(first: Entry, second: Entry) -> list[dict[str, Any]]:
    """Both readings side by side, word for word; what differs is marked."""
    rows = []
    read = (
        ("kind", kind_name(first.kind), kind_name(second.kind)),
        ("place", first.place, second.place),
        ("text", first.text, second.text),
    )
    for name, *texts in read:
        words = [text.split() for text in texts]
        if words[0] == words[1]:
            continue
        one: list[tuple[str, bool]] = []
        other: list[tuple[str, bool]] = []
        for tag, a, b, c, d in SequenceMatcher(None, words[0], words[1], autojunk=False).get_opcodes():
            one.append((" ".join(words[0][a:b]), tag != "equal"))
            other.append((" ".join(words[1][c:d]), tag != "equal"))
        rows.append({"field": name, "one": one, "other": other})
    return rows
