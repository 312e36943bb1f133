# SPDX-License-Identifier: EUPL-1.2
"""Addresses for other logs and for everybody who wants to compare (C2SP tlog-witness)."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from soesmart.kernel.witness import actions, keys, queries
from soesmart.kernel.witness.engine import cosignature

_MOST = 20_000
_PLAIN = "text/plain; charset=utf-8"


@csrf_exempt
@require_POST
def add_checkpoint(request: HttpRequest) -> HttpResponse:
    """Programs only: what counts is the signature in the body, not who sends it."""
    if len(request.body) > _MOST:
        return HttpResponse("too long\n", status=413, content_type=_PLAIN)
    try:
        body = request.body.decode("utf-8")
    except UnicodeDecodeError:
        return HttpResponse("not UTF-8\n", status=400, content_type=_PLAIN)
    answer = actions.see(body)
    if answer.status == 409:
        return HttpResponse(f"{answer.size}\n", status=409, content_type="text/x.tlog.size")
    return HttpResponse(answer.text, status=answer.status, content_type=_PLAIN)


def key(request: HttpRequest) -> HttpResponse:
    """With this key the town co-signs."""
    return HttpResponse(f"{cosignature.public_key(keys.read())}\n", content_type=_PLAIN)


def cosigned(request: HttpRequest) -> HttpResponse:
    """The town's own heads that others co-signed."""
    return HttpResponse("\n".join(queries.cosigned_notes()), content_type=_PLAIN)
