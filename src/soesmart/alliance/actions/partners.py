# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from soesmart.alliance.models import Partner
from soesmart.kernel.log.actions import stage

_COLUMNS = ("position", "name", "town_id", "url", "key", "people", "area_hectares", "as_of", "sources")


def leaf(row: Partner) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _COLUMNS}


@transaction.atomic
def enter(entries: Sequence[Mapping[str, Any]]) -> tuple[int, int]:
    """Checked partners by slug; (created, updated). A key that is not in the file stays."""
    created = updated = 0
    for position, entry in enumerate(entries):
        row = Partner.objects.filter(slug=entry["slug"]).first()
        new = row is None
        row = row or Partner(slug=entry["slug"], version=0)
        values = {name: entry[name] for name in _COLUMNS if name in entry} | {"position": position}
        if not new and all(getattr(row, name) == value for name, value in values.items()):
            continue
        for name, value in values.items():
            setattr(row, name, value)
        row.version += 1
        row.save()
        stage("alliance.partner", row.slug, row.version, leaf(row))
        created, updated = created + new, updated + (not new)
    return created, updated
