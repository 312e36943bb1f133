# SPDX-License-Identifier: EUPL-1.2
"""Contributions as service requests: three queries for any number."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from soesmart.ask import rules
from soesmart.ask.addresses import slug_of
from soesmart.ask.models import Answer, Contribution, Event
from soesmart.ask.types import Kind, State, Visibility
from soesmart.ask.types_georeport import Report, ReportPage, ReportQuery

_COLUMNS = (
    "pk",
    "public_id",
    "short",
    "kind",
    "state",
    "title",
    "text",
    "category__slug",
    "category__name",
    "department__name",
    "asked_at",
    "state_since",
    "due_at",
    "place_name",
    "lat",
    "lon",
    "photo__public_id",
    "photo__state",
)


def reports(wanted: ReportQuery) -> ReportPage:
    """The newest first. Ids nobody may see are left out without a word."""
    rows = _narrowed(wanted).order_by("-asked_at", "-pk").values_list(*_COLUMNS)
    start = (wanted.page - 1) * wanted.size
    found = list(rows[start : start + wanted.size + 1])
    more = len(found) > wanted.size
    found = found[: wanted.size]
    words = _newest_words([values[0] for values in found])
    return ReportPage(tuple(_report(values, *words.get(values[0], ("", None))) for values in found), more)


def _narrowed(wanted: ReportQuery) -> QuerySet[Contribution]:
    if wanted.ids:
        return Contribution.objects.filter(public_id__in=wanted.ids, state__in=rules.PUBLIC)
    rows = Contribution.objects.filter(state__in=rules.LISTED)
    if wanted.is_open is not None:
        rows = rows.filter(state__in=rules.OPEN if wanted.is_open else rules.LISTED - rules.OPEN)
    if wanted.services:
        rows = rows.filter(Q(category__slug__in=wanted.services) | Q(category=None, kind__in=wanted.services))
    if wanted.start:
        rows = rows.filter(asked_at__gte=wanted.start)
    if wanted.end:
        rows = rows.filter(asked_at__lte=wanted.end)
    return rows


def _newest_words(keys: list[int]) -> dict[int, tuple[str, datetime]]:
    """The newest reason or answer of the town, and when it was given."""
    reasons = Event.objects.filter(contribution__in=keys, by=rules.TOWN).exclude(reason="")
    answers = Answer.objects.filter(contribution__in=keys, state=Visibility.SHOWN)
    found = [
        *reasons.values_list("contribution", "reason", "at"),
        *answers.values_list("contribution", "text", "at"),
    ]
    return {key: (text, at) for key, text, at in sorted(found, key=lambda row: row[2])}


def _report(values: tuple[Any, ...], note: str, noted_at: datetime | None) -> Report:
    (_pk, public_id, short, kind, state, title, text, category, category_name) = values[:9]
    (department, asked_at, since, due_at, place, lat, lon, photo, photo_state) = values[9:]
    return Report(
        id=public_id,
        slug=slug_of(title, short),
        kind=Kind(kind),
        state=State(state),
        service=category or kind,
        service_name=category_name or "",
        # Titles are often the first sentence of the text.
        text=text if text.startswith(title) else f"{title}\n\n{text}",
        note=note,
        department=department or "",
        asked_at=asked_at,
        updated_at=max(since, noted_at or since),
        due_at=due_at,
        place=place,
        lat=lat,
        lon=lon,
        photo=photo if photo_state == Visibility.SHOWN else None,
    )
