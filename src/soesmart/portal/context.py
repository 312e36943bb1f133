# SPDX-License-Identifier: EUPL-1.2
"""What every page shows: the town, the doors, the language."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils import translation
from django.utils.translation import get_language, gettext

from soesmart.kernel import registry
from soesmart.portal import languages, style
from soesmart.portal.signs import shelf


def _(text: str) -> str:
    """Marks words for the catalogues."""
    return text


_DOORS = (_("Fragen"), _("Projekte"), _("Mitentscheiden"), _("Im Alltag"), _("Grenzen & Daten"))
"""Rooms name their doors; here the names stand on the ways of residents, which have all languages."""


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


@dataclass(frozen=True, slots=True)
class Style:
    url: str
    light: str
    dark: str


@dataclass(frozen=True, slots=True)
class DoorLink:
    """`current`: the page lies behind this door; `exact`: it is the door's own page."""

    label: str
    url: str
    current: bool
    exact: bool


@dataclass(frozen=True, slots=True)
class Foot:
    product: str
    town: str
    signed_in: bool
    login_url: str


def town() -> Town:
    return Town(**{name: settings.SOESMART[f"town.{name}"] for name in Town.__slots__})


def house(request: HttpRequest) -> dict[str, Any]:
    spoken = get_language() or settings.SOESMART["languages"][0]
    language = getattr(request, "LANGUAGE_CODE", spoken)
    sheet = style.sheet()
    product, login_url = settings.SOESMART["product_name"], _login_url()
    languages_here = _languages(request, language)
    return {
        "town": town(),
        "product": product,
        "doors": _doors(request),
        "speaks_first": spoken == settings.SOESMART["languages"][0],
        "direction": languages.direction_of(spoken),
        "languages": languages_here,
        "language_name": languages.name_of(language),
        "language_notices": _notices(request, languages_here, language, spoken),
        "simple_url": next(
            (item["url"] for item in languages_here if item["code"] == "de-simple" != language), ""
        ),
        "login_url": login_url,
        "style": Style(sheet.url, sheet.light, sheet.dark),
        "foot": Foot(product, settings.SOESMART["town.name"], _is_signed_in(request), login_url),
        "sign_video": shelf.film_for(request),
        "works_offline": settings.SOESMART["offline"],
    }


def _doors(request: HttpRequest) -> tuple[DoorLink, ...]:
    prefix, path = get_script_prefix(), request.path_info
    return tuple(
        DoorLink(
            label=gettext(door.label),
            url=prefix + door.path.lstrip("/"),
            current=path.startswith(door.path),
            exact=path == door.path,
        )
        for door in registry.doors()
    )


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


def _notices(
    request: HttpRequest, here: list[dict[str, Any]], chosen: str, spoken: str
) -> list[dict[str, str]]:
    """What to say about languages on top of the page, each in its own one."""
    notices = []
    if spoken != chosen:
        with translation.override(chosen):
            text = gettext("Diese Seite gibt es nur auf Deutsch.")
        notices.append({"code": chosen, "text": text, "url": ""})
    offer = getattr(request, "offered_language", "")
    for item in here:
        if item["code"] == offer:
            with translation.override(offer):
                text = gettext("Diese Seite auf Deutsch weiterlesen:")
            notices.append({"code": offer, "text": text, "url": item["url"]})
    return [
        {**notice, "direction": languages.direction_of(code), "name": languages.name_of(code)}
        for notice in notices
        for code in [notice["code"]]
    ]


def _is_signed_in(request: HttpRequest) -> bool:
    """Without a session cookie the session is not touched: the page stays the same for everybody."""
    user = getattr(request, "user", None)  # an error page may come before anybody looked who asks
    return settings.SESSION_COOKIE_NAME in request.COOKIES and bool(user and user.is_authenticated)


def _login_url() -> str:
    try:
        return reverse("account_login")
    except NoReverseMatch:
        return ""
