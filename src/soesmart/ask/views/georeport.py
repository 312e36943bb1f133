# SPDX-License-Identifier: EUPL-1.2
"""Open311 GeoReport v2: what other programs may read. Writing is in `georeport_in.py`."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from soesmart.ask import facade, rules
from soesmart.ask.addresses import photo_url, question_url
from soesmart.ask.engine.georeport import Document, as_json, as_xml, instant
from soesmart.ask.types import Kind, Refused
from soesmart.ask.types_georeport import Report, ReportQuery
from soesmart.ask.words import kind_name, state_name
from soesmart.kernel import clock
from soesmart.kernel.guard import errors as guard

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
MOST = 1_000
DAYS = 90
_FORMATS: dict[str, tuple[str, Callable[[str, Document], bytes]]] = {
    "json": ("application/json; charset=utf-8", as_json),
    "xml": ("text/xml; charset=utf-8", as_xml),
}
View = Callable[..., HttpResponse]


class Failure(Exception):
    """Leaves as an error document of the specification."""

    def __init__(self, code: int, text: str) -> None:
        super().__init__(text)
        self.code, self.text = code, text


def answer(form: str, root: str, document: Document, status: int = 200) -> HttpResponse:
    kind, write = _FORMATS[form]
    response = HttpResponse(write(root, document), status=status, content_type=kind)
    # Public data: pages of other sites may read it too. They send no cookies of ours with it.
    response["Access-Control-Allow-Origin"] = "*"
    return response


def endpoint(view: View) -> View:
    """Errors in the form of the specification, and the jurisdiction checked."""

    @wraps(view)
    def wrapped(request: HttpRequest, form: str = "xml", **more: Any) -> HttpResponse:
        form = form if form in _FORMATS else "xml"
        try:
            _check_jurisdiction(request)
            return view(request, form, **more)
        except Failure as failure:
            return _failed(form, failure.code, failure.text)
        except Refused as refused:
            return _failed(form, 400, f"{refused.field}: {refused.text}")
        except guard.Refused as refused:
            return _failed(form, refused.status, refused.text)
        except Http404:
            return _failed(form, 404, _("Das gibt es hier nicht."))

    return wrapped


def _failed(form: str, code: int, text: str) -> HttpResponse:
    return answer(form, "errors", [{"code": code, "description": text}], status=code)


def _check_jurisdiction(request: HttpRequest) -> None:
    own = settings.SOESMART["open311.jurisdiction"]
    named = request.GET.get("jurisdiction_id") or request.POST.get("jurisdiction_id") or own
    if own and named != own:
        raise Failure(404, _("jurisdiction_id: Diese Stadt heißt hier %(own)s.") % {"own": own})


@endpoint
def missing(request: HttpRequest, form: str, path: str = "") -> HttpResponse:
    raise Http404


@endpoint
def discovery(request: HttpRequest, form: str) -> HttpResponse:
    changed = w3(facade.categories_changed_at())
    house = settings.SOESMART
    entry = {
        "specification": SPECIFICATION,
        "url": request.build_absolute_uri("/open311/v2"),
        "changeset": changed,
        "type": "test" if house["town.example"] else "production",
        "formats": ["text/xml", "application/json"],
    }
    contact = ", ".join(house[f"town.{name}"] for name in ("name", "email", "phone") if house[f"town.{name}"])
    keys = request.build_absolute_uri("/api/")
    document = {"changeset": changed, "contact": contact, "key_service": keys, "endpoints": [entry]}
    return answer(form, "discovery", document)


def w3(moment: datetime | None) -> str:
    """With the offset of the town's own time."""
    return localtime(moment).isoformat(timespec="seconds") if moment else ""


def services_known(*, closed: bool = False) -> dict[str, dict[str, Any]]:
    """The town's categories, and the three kinds for all that has none."""
    found = {
        row.slug: _service(row.slug, row.name, row.description, kind_name(row.kind) if row.kind else "")
        for row in facade.categories(closed=closed)
    }
    for kind in Kind:
        found.setdefault(kind.value, _service(kind.value, kind_name(kind), "", ""))
    return found


def _service(code: str, name: str, description: str, group: str) -> dict[str, Any]:
    return {
        "service_code": code,
        "service_name": name,
        "description": description,
        "metadata": False,
        "type": "realtime",
        "keywords": "",
        "group": group,
    }


@endpoint
def services(request: HttpRequest, form: str) -> HttpResponse:
    return answer(form, "services", list(services_known().values()))


@endpoint
def service(request: HttpRequest, form: str, code: str) -> HttpResponse:
    if code not in services_known(closed=True):
        raise Failure(404, _("service_code: Diesen Dienst gibt es nicht."))
    return answer(form, "service_definition", {"service_code": code, "attributes": []})


def requests(request: HttpRequest, form: str) -> HttpResponse:
    wanted = _wanted(request)
    page = facade.reports(wanted)
    response = answer(form, "service_requests", [_shown(request, row) for row in page.rows])
    if page.more:
        query = request.GET.copy()
        query["page"] = str(wanted.page + 1)
        response["Link"] = f'<{request.build_absolute_uri(request.path)}?{query.urlencode()}>; rel="next"'
    return response


@endpoint
def one(request: HttpRequest, form: str, key: str) -> HttpResponse:
    page = facade.reports(ReportQuery(ids=_ids([key])))
    if not page.rows:
        raise Failure(
            404, _("service_request_id: Diesen Beitrag gibt es nicht, oder er ist nicht öffentlich.")
        )
    return answer(form, "service_requests", [_shown(request, row) for row in page.rows])


def _wanted(request: HttpRequest) -> ReportQuery:
    """The specification's filters; without dates the last ninety days."""
    given = request.GET
    if given.get("service_request_id"):
        return ReportQuery(ids=_ids(_split(given["service_request_id"])))
    start, end = _date(request, "start_date"), _date(request, "end_date")
    if start is None and end is None:
        start = clock.now() - timedelta(days=DAYS)
    states = set(_split(given.get("status", "")))
    if states - {"open", "closed"}:
        raise Failure(400, _("status: Möglich sind open und closed."))
    return ReportQuery(
        services=tuple(_split(given.get("service_code", ""))[:100]),
        start=start,
        end=end,
        is_open=None if len(states) != 1 else states == {"open"},
        page=_number(request, "page", 1, 100_000),
        size=_number(request, "page_size", MOST, MOST),
    )


def _split(text: str) -> list[str]:
    return [part for part in (one.strip() for one in text.split(",")) if part]


def _ids(keys: Sequence[str]) -> tuple[UUID, ...]:
    if len(keys) > MOST:
        raise Failure(400, _("service_request_id: Bitte höchstens %(most)s auf einmal.") % {"most": MOST})
    try:
        return tuple(UUID(key) for key in keys)
    except ValueError:
        raise Failure(404, _("service_request_id: Diesen Beitrag gibt es nicht.")) from None


def _date(request: HttpRequest, name: str) -> datetime | None:
    text = request.GET.get(name, "")
    if not text:
        return None
    try:
        return instant(text)
    except (ValueError, OverflowError):
        raise Failure(
            400, _("%(name)s: Bitte so, mit Zeitzone: 2026-05-04T08:00:00+02:00") % {"name": name}
        ) from None


def _number(request: HttpRequest, name: str, default: int, most: int) -> int:
    text = request.GET.get(name, "") or str(default)
    if not (text.isascii() and text.isdigit() and len(text) < 8 and int(text)):
        raise Failure(400, _("%(name)s: Bitte eine Zahl ab 1.") % {"name": name})
    return min(int(text), most)


def _shown(request: HttpRequest, row: Report) -> dict[str, Any]:
    state = state_name(row.state)
    return {
        "service_request_id": str(row.id),
        "status": "open" if row.state in rules.OPEN else "closed",
        "status_notes": f"{state}: {row.note}" if row.note else state,
        "service_name": row.service_name or kind_name(row.kind),
        "service_code": row.service,
        "description": row.text,
        "agency_responsible": row.department,
        "service_notice": request.build_absolute_uri(question_url(row.slug)),
        "requested_datetime": w3(row.asked_at),
        "updated_datetime": w3(row.updated_at),
        "expected_datetime": w3(row.due_at),
        "address": row.place,
        "address_id": "",
        "zipcode": "",
        "lat": row.lat,
        "long": row.lon,
        "media_url": request.build_absolute_uri(photo_url(row.photo)) if row.photo else "",
    }
