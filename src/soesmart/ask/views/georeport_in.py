# SPDX-License-Identifier: EUPL-1.2
"""Open311 GeoReport v2: service requests of other programs come in, and the tokens of those that wait."""

from dataclasses import replace
from uuid import UUID

from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from soesmart.accounts.facade import Actor, actor_of, actor_with_key, may
from soesmart.ask import facade, rules
from soesmart.ask.models import TEXT
from soesmart.ask.types import Kind, Near, NewContribution, NotFound, State, Submitted, Where
from soesmart.ask.views import georeport
from soesmart.ask.views.georeport import Failure, answer, endpoint, services_known
from soesmart.ask.words import waits_text
from soesmart.kernel.guard.admission import admit_program, count_knock
from soesmart.places.facade import recognise

_PURPOSE = "ask.new"
_SIGNER = signing.Signer(sep=".", salt="soesmart.ask.georeport")


@csrf_exempt
@endpoint
def requests(request: HttpRequest, form: str) -> HttpResponse:
    if request.method == "POST":
        return _post(request, form)
    if request.method not in {"GET", "HEAD"}:
        raise Failure(405, _("Möglich sind GET und POST."))
    return georeport.requests(request, form)


def _post(request: HttpRequest, form: str) -> HttpResponse:
    """Names, phone numbers and devices of the sender are not kept: we do not need them."""
    actor = _sender(request)
    new = _new(request, actor)
    with transaction.atomic():
        proven = _proven(request, actor)
        done = facade.submit(replace(new, proven=proven))
    told = {"service_notice": _notice(request, done), "account_id": None}
    if done.state == State.WAITING:
        # Nobody may see it yet: the token says later whether and where it can be seen.
        return answer(form, "service_requests", [{"token": _SIGNER.sign(done.id.hex), **told}], status=201)
    document = [{"service_request_id": str(done.id), **told}]
    return answer(form, "service_requests", document, status=201)


def _sender(request: HttpRequest) -> Actor:
    key = request.POST.get("api_key", "")
    actor = actor_with_key(key) if key else actor_of(request)
    if actor is None:
        raise Failure(403, _("api_key: Dieser Schlüssel gilt nicht."))
    if key and not may(actor, "ask.send"):
        raise Failure(403, _("api_key: Dieser Schlüssel ist nicht zum Einliefern gemacht."))
    return actor


def _proven(request: HttpRequest, actor: Actor) -> bool:
    """A key vouches for its program; others solve the puzzle, or a person looks first."""
    if actor.account_id is None and "Proof-Of-Work" in request.headers:
        return admit_program(request, _PURPOSE).proven
    count_knock(request, _PURPOSE if actor.account_id is None else "ask.send")
    return actor.account_id is not None and may(actor, "ask.send")


def _new(request: HttpRequest, actor: Actor) -> NewContribution:
    given = request.POST
    code = given.get("service_code", "").strip()
    if not code:
        raise Failure(400, _("service_code: Bitte einen Dienst nennen."))
    if code not in services_known():
        raise Failure(404, _("service_code: Diesen Dienst gibt es nicht."))
    known = {row.slug: row for row in facade.categories()}
    kind = (known[code].kind or Kind.PROBLEM) if code in known else Kind(code)
    text, where = given.get("description", "").strip(), _where(request)
    address = given.get("address_string", "").strip()
    if address:  # an address says more than the place we recognise in it: nothing gets lost
        text = f"{text}\n\n{address}"
    if len(text) > TEXT:
        raise Failure(400, _("description: Bitte höchstens %(most)s Zeichen.") % {"most": TEXT})
    return NewContribution(
        text=text,
        kind=kind,
        category=code if code in known else "",
        where=where,
        email=given.get("email", ""),
        # Whoever leaves an address is a person of their own, not the program that passes the text on.
        participant=None if given.get("email") else actor.participant,
    )


def _where(request: HttpRequest) -> Where:
    given = request.POST
    lat, lon = given.get("lat", "").strip(), given.get("long", "").strip()
    place = next((ref.slug for ref in recognise(given.get("address_string", ""))), "")
    if lat or lon:
        try:
            return Where(Near.POINT, place, float(lat), float(lon))
        except ValueError:
            raise Failure(
                400, _("lat, long: Bitte zwei Zahlen in Grad, zum Beispiel 51.57 und 8.11.")
            ) from None
    return Where(Near.SOMEWHERE, place) if place else Where()


def _notice(request: HttpRequest, done: Submitted) -> str:
    address = request.build_absolute_uri(f"/k/{done.code}/")
    words = _("Was daraus wird, und wie Sie es zurücknehmen: %(address)s") % {"address": address}
    return f"{waits_text(done.waits)} {words}".strip()


@endpoint
def token(request: HttpRequest, form: str, key: str) -> HttpResponse:
    """The request's id once everybody can see it; before that the token alone."""
    try:
        found = UUID(_SIGNER.unsign(key))
    except (signing.BadSignature, ValueError):
        raise Failure(404, _("token: Diesen Code haben wir nicht ausgegeben.")) from None
    try:
        public = facade.by_id(found).row.state in rules.PUBLIC
    except NotFound:
        public = None
    if public is False:
        raise Failure(404, _("token: Dieser Beitrag ist nicht öffentlich."))
    document = [{"service_request_id": str(found) if public else None, "token": key}]
    return answer(form, "service_requests", document)
