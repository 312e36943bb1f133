# SPDX-License-Identifier: EUPL-1.2
"""A list with its filters: its address, its name in words, and what it asks for."""

from urllib.parse import urlencode

from django.utils.translation import gettext as _

from soesmart.ask import facade
from soesmart.ask.types import Filters, Kind
from soesmart.ask.views import shown
from soesmart.ask.words import state_name
from soesmart.places.facade import by_slug


def query_of(filters: Filters) -> str:
    """The filters as an address writes them; "" for the whole list."""
    return urlencode([(name, value) for name, value in _pairs(filters) if value])


def _pairs(filters: Filters) -> list[tuple[str, str]]:
    return [
        ("art", shown.KIND_SLUGS[filters.kind] if filters.kind else ""),
        ("stand", shown.STATE_SLUGS.get(filters.state, "") if filters.state else ""),
        ("ort", filters.place),
        ("amt", filters.department),
        ("ueberfaellig", "ja" if filters.overdue else ""),
        ("kategorie", filters.category),
        ("suche", filters.text),
    ]


def address_of(filters: Filters, path: str = "/fragen/") -> str:
    """Without the language: whoever opens it chooses their own."""
    query = query_of(filters)
    return f"{path}?{query}" if query else path


def title_of(filters: Filters) -> str:
    """For mails and feeds: "Probleme · Ampen · überfällig"."""
    kinds = {Kind.QUESTION: _("Fragen"), Kind.PROBLEM: _("Probleme"), Kind.IDEA: _("Ideen")}
    words = [kinds[filters.kind] if filters.kind else _("Alle Fragen")]
    if filters.place:
        place = by_slug(filters.place)
        words.append(place.name if place else filters.place)
    if filters.department:
        known = {row.slug: row.name for row in facade.departments()}
        words.append(known.get(filters.department, filters.department))
    if filters.category:
        names = {row.slug: row.name for row in facade.categories()}
        words.append(names.get(filters.category, filters.category))
    if filters.state:
        words.append(state_name(filters.state))
    if filters.overdue:
        words.append(_("überfällig"))
    if filters.text:
        words.append(f"„{filters.text}“")
    return " · ".join(words)
