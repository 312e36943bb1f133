# SPDX-License-Identifier: EUPL-1.2
"""Photos before they appear: choose what nobody may recognise. By mouse, by keyboard, without scripts."""

import io
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from PIL import Image, ImageDraw

from soesmart.accounts.facade import actor_of, require
from soesmart.ask import facade, photo_regions
from soesmart.ask.engine.areas import COLUMNS, ROWS, NotAnArea, areas
from soesmart.ask.types import NotFound, Refused


@never_cache
def blur(request: HttpRequest, key: UUID) -> HttpResponse:
    actor = actor_of(request)
    require(actor, "ask.moderate")
    written = " ".join([*request.POST.getlist("proposed"), request.POST.get("areas", "")]).strip()
    error = ""
    try:
        path = facade.photo_file(key, waiting=True)
        if request.method == "POST":
            facade.blur_photo(actor, key, areas(written))
            messages.success(request, _("Die Stellen sind unkenntlich. Das alte Bild ist gelöscht."))
            return redirect("ask:desk-one", "photo", key)
    except NotFound:
        raise Http404 from None
    except NotAnArea as wrong:
        error = _("„%(word)s“ ist keine Stelle. Beispiel: B2 oder B2-D3.") % {"word": wrong}
    except Refused as refused:
        error = refused.text
    names = {"face": _("Gesicht"), "plate": _("Kennzeichen")}
    found = [(names[region.kind], region.area.text) for region in photo_regions.proposed(path)]
    context = {
        "key": key,
        "proposals": found,
        "can_propose": photo_regions.available(),
        "error": error,
        "written": request.POST.get("areas", ""),
    }
    return render(request, "ask/team/blur.html", context)


def raster(request: HttpRequest, key: UUID) -> HttpResponse:
    """The photo with a named grid and the proposed places framed: what a person without a mouse needs."""
    require(actor_of(request), "ask.moderate")
    try:
        path = facade.photo_file(key, waiting=True)
        with Image.open(path) as opened:
            picture = opened.convert("RGB")
    except (NotFound, FileNotFoundError):
        raise Http404 from None
    pen = ImageDraw.Draw(picture, "RGBA")
    width, height = picture.size
    for column in range(COLUMNS):
        x = width * column // COLUMNS
        pen.line((x, 0, x, height), fill=(255, 255, 255, 150), width=1)
        for row in range(ROWS):
            y = height * row // ROWS
            pen.line((0, y, width, y), fill=(255, 255, 255, 150), width=1)
            name = f"{chr(ord('A') + column)}{row + 1}"
            pen.rectangle((x + 1, y + 1, x + 22, y + 14), fill=(0, 0, 0, 150))
            pen.text((x + 4, y + 2), name, fill=(255, 255, 255, 255))
    for region in photo_regions.proposed(path):
        area = region.area
        corner = (area.left * width, area.top * height)
        other = ((area.left + area.width) * width, (area.top + area.height) * height)
        pen.rectangle((*corner, *other), outline=(255, 210, 0, 255), width=3)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=75)
    response = HttpResponse(out.getvalue(), content_type="image/jpeg")
    response["Cache-Control"] = "private, no-store"
    return response
