# SPDX-License-Identifier: EUPL-1.2
"""What every page shows: the town, the doors, the language."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.translation import get_language, gettext

from soesmart.kernel import registry
from soesmart.portal import languages, style


@dataclass(frozen=True, slots=True)
class Town:
    """The settings `town.…` in a shape templates can read."""

    name: str
    tagline: str
    phone: str
    email: str
    address: str
    imprint: str
    example: bool

    @property
    def phone_link(self) -> str:
        return "tel:" + "".join(c for c in self.phone if c in "+0123456789")


def town() -> Town:
    return Town(**{name: settings.SOESMART[f"town.{name}"] for name in Town.__slots__})


def house(request: HttpRequest) -> dict[str, Any]:
    language = get_language() or settings.SOESMART["languages"][0]
    sheet = style.sheet()
    return {
        "town": town(),
        "product": settings.SOESMART["product_name"],
        "doors": _doors(request),
        "direction": "rtl" if language in languages.RIGHT_TO_LEFT else "ltr",
        "languages": _languages(request, language),
        "language_name": languages.name_of(language),
        "simple_url": "" if language == "de-simple" else _simple_url(request),
        "login_url": _login_url(),
        "signed_in": _is_signed_in(request),
        "style_url": sheet.url,
        "theme_light": sheet.light,
        "theme_dark": sheet.dark,
    }


def _doors(request: HttpRequest) -> list[dict[str, Any]]:
    prefix = get_script_prefix()
    return [
        {
            "label": gettext(door.label),
            "url": prefix + door.path.lstrip("/"),
            "current": request.path_info.startswith(door.path),
            "exact": request.path_info == door.path,
        }
        for door in registry.doors()
    ]


def _languages(request: HttpRequest, present: str) -> list[dict[str, Any]]:
    """The same page in the town's other languages."""
    query = request.META.get("QUERY_STRING", "")
    rest = request.path_info.lstrip("/") + (f"?{query}" if query else "")
    codes = settings.SOESMART["languages"]
    return [
        {
            "code": code,
            "name": languages.name_of(code),
            "url": languages.prefix_of(code) + rest,
            "current": code == present,
        }
        for code in codes
        if code == codes[0] or code in languages.PREFIXES
    ]


def _simple_url(request: HttpRequest) -> str:
    return next((item["url"] for item in _languages(request, "") if item["code"] == "de-simple"), "")


def _is_signed_in(request: HttpRequest) -> bool:
    """Without a session cookie the session is not touched: the page stays the same for everybody."""
    user = getattr(request, "user", None)  # an error page may come before anybody looked who asks
    return settings.SESSION_COOKIE_NAME in request.COOKIES and bool(user and user.is_authenticated)


def _login_url() -> str:
    try:
        return reverse("account_login")
    except NoReverseMatch:
        return ""
