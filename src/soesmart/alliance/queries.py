# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Sequence
from typing import Any

from django.conf import settings

from soesmart.alliance.actions.partners import leaf
from soesmart.alliance.models import Letter, Partner
from soesmart.alliance.types import Partner as PartnerRow
from soesmart.alliance.types import Source


def partners() -> tuple[PartnerRow, ...]:
    here = settings.SOESMART
    return tuple(
        PartnerRow(
            slug=row.slug,
            name=row.name,
            town_id=row.town_id,
            url=row.url,
            key=row.key,
            people=row.people,
            area_km2=row.area_hectares / 100 if row.area_hectares is not None else None,
            as_of=row.as_of,
            itself=row.town_id == here["town.ags"] or row.name == here["town.name"],
            sources=tuple(Source(**source) for source in row.sources),
        )
        for row in Partner.objects.all()
    )


def letter_of(project_slug: str) -> str | None:
    """The signed file a project was adopted from, word for word."""
    rows = Letter.objects.filter(project=project_slug).order_by("at", "pk")
    return rows.values_list("text", flat=True).first()


def current_partners(slugs: Sequence[str]) -> dict[str, dict[str, Any]]:
    return {row.slug: leaf(row) for row in Partner.objects.filter(slug__in=slugs)}
