# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from django.db import transaction

from soesmart.kernel.clock import now
from soesmart.kernel.log.actions import stage
from soesmart.places.models import Place

_BATCH = 500


@transaction.atomic
def enter_places(records: Iterable[Mapping[str, Any]]) -> tuple[int, int]:
    """Enter or change places by their slug; (created, changed). What is the same already is left alone."""
    created = changed = 0
    waiting = iter(records)
    while batch := list(islice(waiting, _BATCH)):
        known = {place.slug: place for place in Place.objects.filter(slug__in=[r["slug"] for r in batch])}
        for record in batch:
            place = known.get(record["slug"])
            if place is None:
                place = Place.objects.create(**record, changed_at=now())
                created += 1
            elif _differs(place, record):
                _change(place, record)
                changed += 1
            else:
                continue
            stage("places.place", place.slug, place.version, dict(record))
    return created, changed


def _differs(place: Place, record: Mapping[str, Any]) -> bool:
    return any(getattr(place, name) != value for name, value in record.items())


def _change(place: Place, record: Mapping[str, Any]) -> None:
    for name, value in record.items():
        setattr(place, name, value)
    place.version += 1
    place.changed_at = now()
    place.save()
