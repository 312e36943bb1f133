# SPDX-License-Identifier: EUPL-1.2
"""Writing without a network, and what other apps share."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt

from soesmart.ask.forms import AskForm
from soesmart.ask.views.asking import form_page, keep_photo


def offline(request: HttpRequest) -> HttpResponse:
    """The form for places without a network: the same for everybody, browsers keep it."""
    return form_page(request, AskForm(), {"mode": "offline", "photo_first": True})


# The device's own sharing knows no CSRF token. Nothing is written in anybody's name here: the form opens.
@csrf_exempt
def share(request: HttpRequest) -> HttpResponse:
    """A photo or a text from another app. Normally the worker keeps it on the device before it gets here."""
    if request.method != "POST":
        return redirect("ask:new")
    words = [request.POST.get(name, "").strip() for name in ("title", "text", "url")]
    form = AskForm(initial={"text": "\n".join(filter(None, words))[:5000]})
    upload = request.FILES.get("photo")
    kept = keep_photo(request, upload.read() if upload else None, "")
    return form_page(request, form, {"photo_first": True, **kept})
