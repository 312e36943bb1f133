# SPDX-License-Identifier: EUPL-1.2
"""What a phone needs to know to put the town on its home screen."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language, gettext

from soesmart.portal import context


def manifest(request: HttpRequest) -> HttpResponse:
    house = context.house(request)
    language = get_language() or "de"
    content = {
        # The same for every language: changing the language is no second app.
        "id": "/",
        "name": f"{house['product']} {house['town'].name}",
        "short_name": house["product"],
        "description": house["town"].tagline,
        "lang": "de" if language == "de-simple" else language,
        "dir": house["direction"],
        "start_url": reverse("home"),
        "scope": "/",
        "display": "standalone",
        "background_color": house["style"].light,
        "theme_color": house["style"].light,
        "categories": ["government", "social"],
        "prefer_related_applications": False,
        "icons": _icons(),
        "shortcuts": _shortcuts(),
        **_share(),
    }
    response = JsonResponse(content, content_type="application/manifest+json")
    response["Cache-Control"] = "public, max-age=3600"
    return response


def _icons() -> list[dict[str, str]]:
    icons = [
        {"src": static(f"portal/icons/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (192, 512)
    ]
    maskable = {"src": static("portal/icons/icon-maskable-512.png"), "sizes": "512x512", "type": "image/png"}
    return [*icons, {**maskable, "purpose": "maskable"}]


def _shortcuts() -> list[dict[str, Any]]:
    """What a long press on the icon offers. Rooms above this storey are named by their addresses."""
    questions = f"{get_script_prefix()}fragen/"
    entries = (
        (gettext("Etwas fragen"), f"{questions}neu/"),
        (gettext("Mit einem Foto beginnen"), f"{questions}neu/?foto=1"),
        (gettext("Ich habe einen Code"), reverse("code")),
        (gettext("Alle Fragen"), questions),
    )
    return [{"name": name, "url": url} for name, url in entries]


def _share() -> dict[str, Any]:
    """Photos and texts from other apps lead to the asking form; the worker keeps them on the device."""
    if not settings.SOESMART["offline"]:
        return {}
    target = {
        "action": f"{get_script_prefix()}fragen/teilen/",
        "method": "POST",
        "enctype": "multipart/form-data",
        "params": {
            "title": "title",
            "text": "text",
            "url": "url",
            "files": [{"name": "photo", "accept": ["image/jpeg", "image/png", "image/webp"]}],
        },
    }
    return {"share_target": target}
