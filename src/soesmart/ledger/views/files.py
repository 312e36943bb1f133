# SPDX-License-Identifier: EUPL-1.2
"""Reports and books as files."""

import tempfile
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from soesmart.accounts.facade import actor_of, require
from soesmart.kernel.log.queries import latest_head
from soesmart.ledger.engine import beancount, profile
from soesmart.ledger.exports import bundle, reports
from soesmart.ledger.exports.documents import FORMATS
from soesmart.ledger.queries import grants, public
from soesmart.ledger.rules import AUDIT
from soesmart.ledger.views.team import day, grant_or_404, private


def report(request: HttpRequest, slug: str, name: str, form: str) -> HttpResponse:
    """One click: claim, interim report, proof of use. With payees, so not for everybody."""
    require(actor_of(request), AUDIT)
    grant = grant_or_404(slug)
    start, end = profile.half_year(public.today())
    until = day(request.GET.get("bis", ""), min(end, public.today()))
    if name == "abruf":
        document = reports.claim_document(grant, day(request.GET.get("von", ""), start), until)
    elif name in ("zwischenbericht", "verwendungsnachweis"):
        document = reports.proof_document(grant, until, interim=name == "zwischenbericht")
    else:
        raise Http404
    if form not in FORMATS:
        raise Http404
    kind, write = FORMATS[form]
    response = private(HttpResponse(write(document), content_type=kind))
    response["Content-Disposition"] = f'attachment; filename="{name}-{slug}-{until}.{form}"'
    return response


def books(request: HttpRequest, slug: str) -> HttpResponse:
    """All entries as plain text in the syntax of beancount."""
    require(actor_of(request), AUDIT)
    grant = grant_or_404(slug)
    text = beancount.text(grant.title.in_language("de")[0], grants.entries(grant.id))
    response = private(HttpResponse(text, content_type="text/plain; charset=utf-8"))
    response["Content-Disposition"] = f'attachment; filename="{slug}.beancount"'
    return response


def audit(request: HttpRequest) -> HttpResponse:
    """For auditors: the published file with the contents of hidden entries."""
    require(actor_of(request), AUDIT)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pruefung.zip"
        bundle.write_as_is(path, auditor=True)
        response = private(HttpResponse(path.read_bytes(), content_type="application/zip"))
    response["Content-Disposition"] = 'attachment; filename="pruefung.zip"'
    return response


def published(request: HttpRequest) -> HttpResponseBase:
    """The file for `soesmart verify`, made once for every new head."""
    head = latest_head()
    if head is None:
        raise Http404
    folder = Path(settings.DATA) / "ledger"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"geld-{head.origin}-{head.size}.zip"
    if not path.exists():
        with tempfile.TemporaryDirectory(dir=folder) as own:
            made = Path(own) / "neu.zip"
            bundle.write_as_is(made)
            made.replace(path)
        for old in folder.glob("geld-*.zip"):
            if old != path:
                old.unlink(missing_ok=True)
    return FileResponse(path.open("rb"), as_attachment=True, filename="geld.zip")
