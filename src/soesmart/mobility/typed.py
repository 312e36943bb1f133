# SPDX-License-Identifier: EUPL-1.2
"""What somebody types as a start or an end becomes a point. Nothing of it is kept or logged.

Order of trust: coordinates; a stop or place named exactly; an address; a place, a stop or a street like it.
"""

import re

import numpy as np
from django.conf import settings
from django.utils.translation import gettext as _

from soesmart.kernel.folding import fold
from soesmart.mobility import queries
from soesmart.mobility.engine.addresses import Address, Match, Nearby
from soesmart.mobility.engine.footpaths import Floats, metres
from soesmart.mobility.engine.town import Point, Town
from soesmart.mobility.types import Ambiguous, Refused
from soesmart.places.facade import Place, by_slug, find

_PLACED = re.compile(r"(?:(.*?)\s*\()?\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*\)?")
NAMED = 2500
"""Metres: so far a place of the town, or a stop, gives its name to a street."""


def point(text: str, asked: Town | None, *, addresses: bool = True) -> Point:
    """Raises Refused, or Ambiguous with what may be meant.

    `addresses`: no, where what is typed will be kept and shown.
    """
    given = _coordinates(text)
    if given:
        return given
    stop = _stop(text, asked) if asked else None
    if stop is not None and fold(stop.name) == fold(text):
        return stop
    stop_named = stop is not None and fold(text) in map(fold, stop.name.split(","))  # "Soest, Markt"
    place = by_slug(text) or next(iter(find(text, limit=1)), None)
    book = asked.addresses if asked and addresses else None
    named = place is not None and _is_named(place, text)
    if book and asked and not named and not stop_named:
        numbered = any(character.isdigit() for character in text)
        found = book.find(text, _nearby(asked), settings.SOESMART["town.name"], fuzzy=False)
        if found is None and (numbered or (place is None and stop is None)):
            found = book.find(text, _nearby(asked), settings.SOESMART["town.name"])
        if found is not None and (numbered or not found.elsewhere or (place is None and stop is None)):
            return _told(found, text)
    if place is not None and place.lat is not None and place.lon is not None:
        return Point(place.lat, place.lon, place.name, "place")
    if stop is not None:
        return stop
    if place is not None:
        raise Refused(_("Von „%(place)s“ wissen wir nicht, wo es liegt.") % {"place": place.name})
    raise Refused(_unknown(asked, addresses) % {"text": text})


def _unknown(asked: Town | None, addresses: bool) -> str:
    if not addresses:
        return _("„%(text)s“ ist weder ein Ort noch eine Haltestelle. Auch möglich: Länge,Breite.")
    if asked and asked.addresses:
        return _("„%(text)s“ ist weder Ort noch Haltestelle noch Adresse. Auch möglich: Länge,Breite.")
    return _(
        "„%(text)s“ ist weder ein Ort noch eine Haltestelle. Adressen kennen wir hier nicht: "
        "Der Fahrplan wurde ohne Adressen geladen. Auch möglich: Länge,Breite."
    )


def _coordinates(text: str) -> Point | None:
    """ "lon,lat" or "Name (lon, lat)"."""
    found = _PLACED.fullmatch(text.strip())
    if not found:
        return None
    lon, lat = float(found[2]), float(found[3])
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise Refused(
            _("„%(text)s“: erst die Länge (−180 bis 180), dann die Breite (−90 bis 90).") % {"text": text}
        )
    return Point(lat, lon, found[1] or f"{lat:.5f}, {lon:.5f}", "coordinates")


def _is_named(place: Place, text: str) -> bool:
    names = {fold(place.slug), fold(place.name), *map(fold, place.aliases)}
    town = f" {fold(settings.SOESMART['town.name'])}"
    return fold(text) in names or fold(text) in {name.removesuffix(town) for name in names}


def _nearby(asked: Town) -> Nearby:
    """What people know near a point: the place of the town it lies in, and the nearest stop."""
    homes = queries.villages()
    spots = np.array([(place.lat, place.lon) for place in homes], np.float64).reshape(-1, 2)
    stops = asked.feed.stops

    def nearby(lat: float, lon: float) -> tuple[str, str]:
        place = _nearest(spots[:, 0], spots[:, 1], lat, lon)
        stop = _nearest(stops.lat, stops.lon, lat, lon)
        return (
            "" if place is None else homes[place].name,
            "" if stop is None else _("Haltestelle %(stop)s") % {"stop": stops.names[stop]},
        )

    return nearby


def _nearest(lats: Floats, lons: Floats, lat: float, lon: float) -> int | None:
    """None where nothing lies so near that people would name it."""
    away = np.nan_to_num(metres(lats, lons, lat, lon), nan=np.inf)
    best = int(away.argmin()) if len(away) else -1
    return best if best >= 0 and away[best] <= NAMED else None


def _told(found: Match, text: str) -> Point:
    """The address with how it was understood; raises Ambiguous."""
    one = found.choices[0]
    name = f"{one.street} {found.asked}".strip()
    if found.elsewhere:
        question = _("„%(text)s“ kennen wir nicht. „%(name)s“ gibt es hier:") % {"text": text, "name": name}
    elif len(found.choices) > 1:
        question = _("„%(name)s“ gibt es mehrmals. Welche Adresse ist gemeint?") % {"name": name}
    else:
        return Point(
            one.lat, one.lon, one.label, "street" if one.how == "street" else "address", _note(one, found)
        )
    raise Ambiguous(question, tuple((choice.label, choice.label) for choice in found.choices))


def _note(one: Address, found: Match) -> str:
    words = {"asked": found.asked, "number": one.number, "street": one.street, "label": one.label}
    parts = [] if found.exact else [_("Gemeint ist wohl „%(street)s“.") % words]
    if one.how == "nearest":
        parts.append(_("Hausnummer %(asked)s ist nicht bekannt; gerechnet mit Nummer %(number)s.") % words)
    elif one.how == "street" and found.asked:
        parts.append(
            _("In „%(street)s“ kennen wir keine Hausnummer; gerechnet mit einem Punkt auf der Straße.")
            % words
        )
    elif one.how == "street":
        parts.append(_("Ohne Hausnummer gerechnet mit einem Punkt auf der Straße: %(label)s.") % words)
    else:
        parts.append(_("Gerechnet mit der Adresse %(label)s.") % words)
    return " ".join(parts)


def _stop(text: str, asked: Town) -> Point | None:
    """The stop with that name, or the one most like it."""
    from rapidfuzz import fuzz, process

    wanted = fold(text)
    names = {
        fold(name): at for at, name in reversed(list(enumerate(asked.feed.stops.names))) if _known(asked, at)
    }
    if not wanted or not names:
        return None
    key = wanted if wanted in names else None
    if key is None:
        hit = process.extractOne(wanted, names.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=82)
        inside = [name for name in names if wanted in name]
        key = hit[0] if hit else min(inside, key=len) if inside and len(wanted) > 3 else None
    if key is None:
        return None
    stops, at = asked.feed.stops, names[key]
    return Point(float(stops.lat[at]), float(stops.lon[at]), stops.names[at], "stop")


def _known(asked: Town, at: int) -> bool:
    return bool(asked.feed.stops.lat[at] == asked.feed.stops.lat[at])
