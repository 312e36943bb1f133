# SPDX-License-Identifier: EUPL-1.2
"""Posters to put up: "Was fehlt hier?", with a QR code that leads to the form with the place filled in."""

from dataclasses import dataclass
from math import isfinite
from urllib.parse import urlencode

import segno
from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from soesmart.places.types import Place

_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Poster:
    place: str
    spot: str
    address: str
    typed: str
    """The address as somebody may type it."""
    qr: SafeString


@dataclass(frozen=True, slots=True)
class Saying:
    """The poster's question in another language of the town."""

    language: str
    text: str


def poster(request: HttpRequest, place: Place, spot: str = "", lat: str = "", lon: str = "") -> Poster:
    """For a place or, with `spot` and a position, for a bench, a stop, a crossing."""
    query = {"ort": place.slug} | _position(lat, lon)
    home = settings.SOESMART["public_url"] or request.build_absolute_uri("/")
    # The whole path: a town below a path of its own host has it in `public_url`.
    address = f"{home.rstrip('/')}{get_script_prefix()}fragen/neu/?{urlencode(query)}"
    return Poster(place.name, spot.strip()[:_LONGEST], address, address.partition("://")[2], _qr(address))


def sayings() -> tuple[Saying, ...]:
    """None twice: plain and simple German ask alike."""
    seen, found = {gettext("Was fehlt hier?")}, []
    for code in settings.SOESMART["languages"]:
        with translation.override(code):
            text = gettext("Was fehlt hier?")
        if text not in seen:
            seen.add(text)
            found.append(Saying(code, text))
    return tuple(found)


def _position(lat: str, lon: str) -> dict[str, str]:
    try:
        north, east = float(lat), float(lon)
    except ValueError:
        return {}
    if not (isfinite(north) and isfinite(east) and abs(north) <= 90 and abs(east) <= 180):
        return {}
    return {"lat": f"{north:.4f}", "lon": f"{east:.4f}"}


def _qr(address: str) -> SafeString:
    """Level Q: a quarter of it may be scratched, rained on or stuck over."""
    made = segno.make(address, error="q", micro=False)
    picture = made.svg_inline(
        border=2, dark="#000", light="#fff", svgclass="qr", lineclass=None, omitsize=True
    )
    return mark_safe(picture)  # noqa: S308  drawn here, from our own address
