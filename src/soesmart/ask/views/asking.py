# SPDX-License-Identifier: EUPL-1.2
from dataclasses import replace
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import get_script_prefix
from django.views.decorators.http import require_POST

from soesmart.accounts.facade import actor_of
from soesmart.ask import facade, kept
from soesmart.ask.engine.closeness import Spot
from soesmart.ask.forms import AskFields, AskForm
from soesmart.ask.types import Kind, Refused, SimilarRow, Submitted
from soesmart.ask.views import personal, shown
from soesmart.ask.words import found_by, state_name
from soesmart.kernel.guard import errors as guard
from soesmart.kernel.guard import token as form_token
from soesmart.kernel.guard.admission import count_knock, is_spent
from soesmart.kernel.guard.forms import TOKEN
from soesmart.places.facade import by_slug, find, local_places

_LIKELY = 0.6
_SHORTEST = 12
_FIELDS = {
    "text": "text",
    "title": "text",
    "where": "place",
    "photo": "photo",
    "email": "email",
    "category": "category",
}


def new(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        if "aus_uebung" in request.POST:  # the exercise is over, its text comes along
            return form_page(request, AskForm(initial=request.POST.dict()), {})
        return _sent(request)
    place = by_slug(request.GET.get("ort", ""))
    kinds = {slug: kind.value for kind, slug in shown.KIND_SLUGS.items()}
    initial = {
        "text": request.GET.get("text", "")[:5000],
        "place": place.name if place else "",
        "kind": kinds.get(request.GET.get("art", ""), Kind.QUESTION.value),
        "lat": request.GET.get("lat", "")[:12],
        "lon": request.GET.get("lon", "")[:12],
    }
    return form_page(request, AskForm(initial=initial), {})


def _sent(request: HttpRequest) -> HttpResponse:
    form = AskForm(request.POST, request.FILES)
    photo, kept_key = _photo(request)
    valid = form.is_valid()
    offers = offers_for(form) if valid and not _answered_offers(request) else ()
    told = personal.to_ask(request, form.cleaned_data["text"]) if valid else None
    if told and is_spent(request.POST.get(TOKEN, ""), AskForm.purpose):
        told = None  # a second click: stored already
    if not valid or offers or told:
        return form_page(
            request, form, {"offers": offers, "told": told, **keep_photo(request, photo, kept_key)}
        )
    try:
        submitted = _submit(request, form, photo)
    except Refused as refused:
        form.add_error(_FIELDS.get(refused.field), refused.text)
        kept_photo = {} if refused.field == "photo" else keep_photo(request, photo, kept_key)
        return form_page(request, form, kept_photo)
    except guard.Refused as refused:
        form.add_error(None, refused.text)
        return form_page(request, form, keep_photo(request, photo, kept_key), status=refused.status)
    if kept_key:
        kept.drop(kept_key)
    draft = _draft(request)
    # Tells the device that its draft has arrived and may go.
    arrived = f"?gesendet={draft}" if draft else ""
    return redirect(f"{get_script_prefix()}k/{submitted.code}/{arrived}")


def _submit(request: HttpRequest, form: AskForm, photo: bytes | None) -> Submitted:
    actor = actor_of(request)
    token = write_token(request, form.purpose)
    new = replace(form.contribution(photo), token=token, participant=actor.participant)
    try:
        with transaction.atomic():
            admission = form.admit(request)
            return facade.submit(replace(new, proven=admission.proven or actor.account_id is not None))
    except guard.TokenSpent:
        # A second click: the action finds what the first one stored and gives a receipt for it.
        return facade.submit(new)


def write_token(request: HttpRequest, purpose: str) -> UUID:
    """The same for every sending of one form, and of one draft, however many forms carry it."""
    draft = _draft(request)
    if draft:
        return uuid5(NAMESPACE_OID, f"draft {draft}")
    return uuid5(NAMESPACE_OID, form_token.read(request.POST.get(TOKEN, ""), purpose).nonce)


def _draft(request: HttpRequest) -> UUID | None:
    """The number a device gave to what was written on it."""
    try:
        return UUID(request.POST.get("entwurf", ""))
    except ValueError:
        return None


def _photo(request: HttpRequest) -> tuple[bytes | None, str]:
    """The picture just chosen, or the one kept from the sending before."""
    upload = request.FILES.get("photo")
    if upload is not None and upload.size:
        return upload.read(), ""
    key = request.POST.get("kept_photo", "")
    if not key or "without_photo" in request.POST:
        return None, ""
    return kept.recall(key), key


def keep_photo(request: HttpRequest, photo: bytes | None, key: str) -> dict[str, Any]:
    """Keep the picture for the next try; a flood of broken forms fills no disk."""
    if photo and not key:
        try:
            count_knock(request, "ask.keep")
        except guard.TooMany:
            return {}
        key = kept.keep(photo)
    return {"kept_photo": key} if key else {}


def _answered_offers(request: HttpRequest) -> bool:
    """Whoever saw what others asked, or sends a second time, is not asked again."""
    return "gesehen" in request.POST or is_spent(request.POST.get(TOKEN, ""), AskForm.purpose)


def offers_for(form: AskFields) -> tuple[SimilarRow, ...]:
    data = form.cleaned_data
    where = data["where"]
    spot = Spot(where.place, where.lat, where.lon, data.get("category", ""))
    found = facade.similar(data["text"], where.place, Kind(data["kind"]), spot=spot)
    return tuple(row for row in found if row.score >= _LIKELY)


def form_page(request: HttpRequest, form: AskFields, more: dict[str, Any], status: int = 200) -> HttpResponse:
    offers, told = more.pop("offers", ()), more.pop("told", None)
    context = {
        "form": form,
        "places": local_places(),
        "promises": facade.reply_promises(),
        "offers": _offer_rows(offers),
        "with_categories": "category" in form.fields,
        "seen": bool(offers) or "gesehen" in request.POST,
        **personal.context(told),
        "mode": "ask",
        "photo_first": "foto" in request.GET,
        "draft": _draft(request) or "",
        **more,
    }
    return render(request, "ask/new.html", context, status=status)


def _offer_rows(offers: tuple[SimilarRow, ...]) -> list[dict[str, Any]]:
    prefix = get_script_prefix()
    return [
        {
            "url": f"{prefix}fragen/{row.slug}/",
            "title": row.title,
            "place": row.place_name,
            "supports": row.supports,
            "state": state_name(row.state),
            "badge": shown.badge(row.state),
            "found_by": found_by(row.found_by),
        }
        for row in offers
    ]


def _typed_spot(request: HttpRequest) -> Spot:
    """Where, as far as the form is filled in yet; what cannot be read counts as empty."""
    typed = request.POST.get("place", "").strip()[:100]
    lat, lon = (_degrees(request.POST.get(name, "")) for name in ("lat", "lon"))
    if lat is None or lon is None:
        lat = lon = None
    place = next(iter(find(typed, limit=1)), None) if typed else None
    return Spot(place.slug if place else "", lat, lon, request.POST.get("category", "")[:60])


def _degrees(typed: str) -> float | None:
    try:
        number = float(typed)
    except ValueError:
        return None
    return number if -180 <= number <= 180 else None  # also false for "nan"


@require_POST
def similar(request: HttpRequest) -> HttpResponse:
    """What others asked already, while somebody types. A POST: half-written texts belong into no log."""
    text = request.POST.get("text", "").strip()[:2000]
    kind = request.POST.get("kind", "")
    found = (
        facade.similar(text, kind=Kind(kind) if kind in set(Kind) else None, spot=_typed_spot(request))
        if len(text) >= _SHORTEST
        else ()
    )
    told = personal.told_of(text)
    context = {"offers": _offer_rows(found), "typing": True, **personal.context(told)}
    response = render(request, "ask/typing.html", context)
    response["Cache-Control"] = "no-store"
    return response
