# SPDX-License-Identifier: EUPL-1.2
"""Answers about places themselves: where they lie, how many live there, which villages there are."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from soesmart.kernel.room import Card, Question
from soesmart.places import queries
from soesmart.places.engine.asked import Asked, asked
from soesmart.places.types import Place


def answer(question: Question) -> Sequence[Card]:
    mentioned = queries.mentions(question.folded)
    named = frozenset(at for _place, start, end in mentioned for at in range(start, end))
    wish = asked(question.folded.split(), named)
    if wish is None:
        return ()
    if wish.wish == "villages":
        return _villages(wish, [place for place, _start, _end in mentioned])
    write = {"where": _where, "people": _people, "about": _about}[wish.wish]
    places = [place for place, _start, _end in mentioned]
    # "Wo liegt Ampen in Soest?": the town is only the frame.
    inner = [place for place in places if place.kind != "town"] or places
    return [write(place, wish.confidence if len(inner) == 1 else 0.5) for place in inner[:3]]


def describe(place: Place) -> str:
    """One sentence on what and where a place is."""
    town = settings.SOESMART["town.name"]
    return {
        "town": _("%(name)s ist die Stadt, von der diese Seiten handeln."),
        "quarter": _("%(name)s ist ein Teil der Stadt %(town)s."),
        "landmark": _("%(name)s liegt in der Stadt %(town)s."),
        "village": _("%(name)s ist ein Ortsteil von %(town)s."),
        "partner town": _("%(name)s ist eine Partnerstadt von %(town)s in diesem Programm."),
        "elsewhere": _("%(name)s gehört nicht zu %(town)s, sondern zu %(other)s.")
        if place.belongs_to
        else _("%(name)s gehört nicht zu %(town)s."),
    }[place.kind] % {"name": place.name, "town": town, "other": place.belongs_to}


def people_text(place: Place) -> str:
    """The number of people with its year, or that it is not known."""
    if place.people is None:
        return _("Wie viele Menschen in %(name)s wohnen, wissen wir nicht.") % {"name": place.name}
    values = {"name": place.name, "people": number_format(place.people, force_grouping=True)}
    if place.people_year is None:
        return _("In %(name)s wohnen %(people)s Menschen (ohne Jahresangabe).") % values
    values["year"] = str(place.people_year)
    return _("In %(name)s wohnten im Jahr %(year)s %(people)s Menschen.") % values


def position_text(place: Place) -> str:
    if place.lat is None or place.lon is None:
        return _("Die genaue Lage wissen wir noch nicht: In der Ortsliste steht kein Punkt.")
    values = {"lat": number_format(place.lat, 4), "lon": number_format(place.lon, 4)}
    if place.coordinate_quality == "good":
        return _("Lage: %(lat)s° Nord, %(lon)s° Ost.") % values
    return _("Ungefähre Lage: %(lat)s° Nord, %(lon)s° Ost.") % values


def _where(place: Place, confidence: float) -> Card:
    text = describe(place) if place.kind == "elsewhere" else f"{describe(place)} {position_text(place)}"
    unknown = place.lat is None and place.kind != "elsewhere"
    return _card(place, _("Wo liegt %(name)s?"), text, confidence, "", is_open=unknown)


def _people(place: Place, confidence: float) -> Card:
    text = describe(place) if place.kind == "elsewhere" else people_text(place)
    unknown = place.people is None and place.kind != "elsewhere"
    title = _("Wie viele Menschen wohnen in %(name)s?")
    return _card(place, title, text, confidence, str(place.people_year or ""), is_open=unknown)


def _about(place: Place, confidence: float) -> Card:
    text = describe(place) if place.kind == "elsewhere" else f"{describe(place)} {people_text(place)}"
    return _card(place, "%(name)s", text, confidence, str(place.people_year or ""))


def _card(
    place: Place, title: str, text: str, confidence: float, as_of: str, *, is_open: bool = False
) -> Card:
    offered = place.kind != "elsewhere"
    return Card(
        room="places",
        title=title % {"name": place.name},
        text=text,
        url=reverse("place", args=[place.slug]) if offered else reverse("places"),
        source=place.source,
        as_of=as_of,
        confidence=round(confidence, 2),
        open=is_open,
    )


def _villages(wish: Asked, named: Sequence[Place]) -> Sequence[Card]:
    villages = [place for place in queries.local_places() if place.kind == "village"]
    if not villages or any(place.kind != "town" for place in named):
        return ()
    town = settings.SOESMART["town.name"]
    counted = ngettext(
        "Zu %(town)s gehört %(n)d Ortsteil", "Zu %(town)s gehören %(n)d Ortsteile", len(villages)
    )
    text = f"{counted % {'town': town, 'n': len(villages)}}: {', '.join(place.name for place in villages)}."
    title = _("Welche Ortsteile hat %(town)s?") % {"town": town}
    return [Card("places", title, text, reverse("places"), _("Ortsverzeichnis"), "", wish.confidence)]
