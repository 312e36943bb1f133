# SPDX-License-Identifier: EUPL-1.2
"""The moderation's desk: one case after the other, by keyboard or by mouse, with or without scripts."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from soesmart.accounts.facade import Actor, actor_of, require
from soesmart.ask import facade
from soesmart.ask.reasons import PREPARED, prepared
from soesmart.ask.types import NotFound, Refused
from soesmart.ask.types_moderation import Case, Ground, Waiting
from soesmart.ask.words import kind_name, mark_name, waits_reason

_NEXT = 6


def _moderator(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    require(actor, "ask.moderate")
    return actor


@never_cache
def desk(request: HttpRequest) -> HttpResponse:
    """The oldest case that nobody else looks at; `nach` skips those up to one."""
    actor = _moderator(request)
    rows = facade.waiting(actor)
    for row in _from(rows, request.GET.get("nach", "")):
        if not row.taken and facade.claim(actor, row.target, row.id):
            try:
                return _page(request, actor, facade.case(actor, row.target, row.id), rows)
            except NotFound:  # decided since the list was read
                continue
    return _page(request, actor, None, rows)


def _from(rows: tuple[Waiting, ...], after: str) -> tuple[Waiting, ...]:
    """The rows in their order, beginning behind `after`, and from the front again."""
    at = next((place for place, row in enumerate(rows, start=1) if str(row.id) == after), 0)
    return rows[at:] + rows[:at]


@never_cache
def one(request: HttpRequest, target: str, key: UUID) -> HttpResponse:
    """A certain case; taking it away from somebody else needs a button."""
    actor = _moderator(request)
    try:
        if request.method == "POST":
            facade.claim(actor, target, key, by_force=True)
        case = facade.case(actor, target, key)
    except NotFound:
        messages.info(request, _("Das ist schon entschieden."))
        return redirect("ask:desk")
    if case.taken is None:
        facade.claim(actor, target, key)
    return _page(request, actor, case, facade.waiting(actor))


def _page(request: HttpRequest, actor: Actor, case: Case | None, rows: tuple[Waiting, ...]) -> HttpResponse:
    others = [row for row in _from(rows, str(case.id) if case else "") if case is None or row.id != case.id]
    names = {"contribution": _("Frage"), "comment": _("Kommentar"), "photo": _("Foto")}
    return render(
        request,
        "ask/team/desk.html",
        {
            "case": case,
            "kind": _kind(case, names),
            "why": waits_reason(case.waits) if case else "",
            "segments": segments(case) if case else (),
            "marks": [(mark_name(mark.kind), case.text[mark.start : mark.end]) for mark in case.marks]
            if case
            else (),
            "personal": bool(case and removable(case)),
            "reasons": PREPARED,
            "following": [(row, names[row.target], waits_reason(row.waits)) for row in others[:_NEXT]],
            "total": len(rows),
            "taken": sum(row.taken for row in rows),
            "notices": len(facade.notices(actor)),
            "appeals": facade.open_appeals(actor),
        },
    )


def _kind(case: Case | None, names: dict[str, str]) -> str:
    if case is None:
        return ""
    return kind_name(case.kind) if case.target == "contribution" else names[case.target]


def segments(case: Case) -> list[tuple[str, str]]:
    """The text in pieces: (words, what is marked about them)."""
    pieces, at = [], 0
    for mark in case.marks:
        pieces += [(case.text[at : mark.start], ""), (case.text[mark.start : mark.end], mark_name(mark.kind))]
        at = mark.end
    return [piece for piece in [*pieces, (case.text[at:], "")] if piece[0]]


def removable(case: Case) -> tuple[tuple[str, str], ...]:
    """The pieces of personal data that one key blacks out."""
    return tuple(
        (mark.kind, case.text[mark.start : mark.end])
        for mark in case.marks
        if mark.kind not in {"word", "link"} and case.target != "photo"
    )


@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Carries out one decision and goes on to the next case. A second click finds it done."""
    actor = _moderator(request)
    target, key = request.POST.get("target", ""), _uuid(request.POST.get("key", ""))
    after = ""
    try:
        if "skip" in request.POST:
            after = f"?nach={key}"
        else:
            messages.success(request, _carry_out(request, actor, target, key))
    except Refused as refused:
        (messages.info if refused.field == "state" else messages.error)(request, refused.text)
        if refused.field != "state":
            return redirect("ask:desk-one", target, key)
    except NotFound:
        messages.info(request, _("Das ist schon entschieden."))
    return redirect(reverse("ask:desk") + after)


def _carry_out(request: HttpRequest, actor: Actor, target: str, key: UUID) -> str:
    data = request.POST
    if "show" in data:
        facade.approve(actor, target, key)
        return _("Freigegeben. Es ist jetzt zu sehen.")
    if "redact" in data:
        case = facade.case(actor, target, key)
        reason = data.get("reason", "").strip() or _(
            "Persönliche Angaben gehören nicht an die Öffentlichkeit."
        )
        facade.redact(actor, target, key, removable(case), reason)
        return _("Geschwärzt und freigegeben.")
    given = prepared(data.get("why", ""))
    reason = data.get("reason", "").strip() or (str(given.text) if given else "")
    ground = Ground.LAW if "law" in data else given.ground if given else Ground.RULES
    facade.hide(actor, target, key, reason, ground)
    return _("Nicht veröffentlicht. Die Begründung ist gespeichert.")


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    actor = _moderator(request)
    try:
        facade.undo(actor)
        messages.success(request, _("Zurückgenommen."))
    except Refused as refused:
        messages.info(request, refused.text)
    except NotFound:
        messages.info(request, _("Es gibt nichts zurückzunehmen."))
    return redirect("ask:desk")


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
