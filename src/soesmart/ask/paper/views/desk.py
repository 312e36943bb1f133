# SPDX-License-Identifier: EUPL-1.2
"""The desk: hand in stacks, see how far they are, find out what waits."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from soesmart.accounts.facade import actor_of, may, require
from soesmart.ask.paper import files
from soesmart.ask.paper.actions import stacking
from soesmart.ask.paper.needs import missing
from soesmart.ask.paper.pictures import cut_out
from soesmart.ask.paper.queries import queue
from soesmart.ask.paper.types import Refused, StackState, Upload
from soesmart.ask.paper.words import doubt_text

_RUNNING = frozenset({StackState.WAITING, StackState.RUNNING})


def desk(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, stacking.ACTION)
    stacks = queue.stacks()
    unknown = [(scan, [doubt_text(*doubt) for doubt in scan.doubts]) for scan in queue.without_code()[:20]]
    context = {
        "waiting": queue.waiting(actor),
        "stacks": stacks,
        "running": any(stack.state in _RUNNING for stack in stacks),
        "unknown": unknown,
        "missing": missing("cv2", "pypdfium2"),
        "may_print": may(actor, "paper.print"),
    }
    return render(request, "paper/desk.html", context)


@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """All files at once from a form, or one by one from the page's script: the last begins the reading."""
    actor = actor_of(request)
    require(actor, stacking.ACTION)
    by_script = request.headers.get("Accept", "").startswith("application/json")
    uploads = [Upload(file.name or "", file.read()) for file in request.FILES.getlist("files")]
    try:
        if not uploads:
            raise Refused("files", _("Bitte wählen Sie mindestens eine Datei."))
        stack = stacking.take_in(actor, uploads, _uuid(request.POST.get("stack", "")))
        if "more" not in request.POST:
            stacking.begin(actor, stack.public_id)
    except Refused as refused:
        if by_script:
            return JsonResponse({"problem": refused.text}, status=400)
        messages.error(request, refused.text)
        return redirect("paper:desk")
    if by_script:
        return JsonResponse({"stack": str(stack.public_id)})
    messages.success(request, _("Angekommen. Die Karten werden jetzt gelesen."))
    return redirect("paper:desk")


@require_POST
def stop(request: HttpRequest, key: UUID) -> HttpResponse:
    stacking.cancel(actor_of(request), key)
    messages.success(request, _("Angehalten. Was schon gelesen ist, bleibt."))
    return redirect("paper:desk")


@require_POST
def arrive(request: HttpRequest) -> HttpResponse:
    """A code typed from a card: with the picture that shows it, or without any."""
    actor = actor_of(request)
    scan = _uuid(request.POST.get("scan", ""))
    if "aside" in request.POST and scan:
        stacking.put_aside(actor, scan)
        return redirect("paper:desk")
    try:
        card = stacking.arrive(actor, request.POST.get("code", "")[:60], scan)
    except Refused as refused:
        messages.error(request, refused.text)
        return redirect("paper:desk")
    return redirect("paper:card", key=card.public_id)


def picture(request: HttpRequest, key: UUID, field: str = "") -> HttpResponse:
    """A card or one field of it, for those who type."""
    require(actor_of(request), stacking.ACTION)
    scan = queue.scan_of(key)
    try:
        if scan is None:
            raise Http404
        path = files.folder() / scan.name
        if not field:
            response: HttpResponse | FileResponse = FileResponse(path.open("rb"), content_type="image/jpeg")
        else:
            response = HttpResponse(cut_out(path, scan, field), content_type="image/jpeg")
    except (FileNotFoundError, LookupError):
        raise Http404 from None
    response["Cache-Control"] = "private, no-store"
    return response  # type: ignore[return-value]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
