# SPDX-License-Identifier: EUPL-1.2
"""The town's list of categories: entered as a whole, never taken away from what carries one."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from soesmart.ask.actions.importing import department_named
from soesmart.ask.leaves import category_part
from soesmart.ask.models import Category
from soesmart.kernel.log.actions import stage


@transaction.atomic
def enter_categories(records: Sequence[Mapping[str, Any]]) -> tuple[int, int]:
    """Enter checked records by their slug, in their order; (created, updated)."""
    known = {row.slug: row for row in Category.objects.select_related("department")}
    created = updated = 0
    for position, values in enumerate(records):
        given = {
            "name": values["name"],
            "description": values["description"],
            "department": department_named(values["department"]),
            "kind": values["kind"],
            "active": values["active"],
            "position": position,
        }
        row = known.get(values["slug"])
        if row is None:
            row = known[values["slug"]] = Category(slug=values["slug"], version=0)
            created += 1
        elif all(getattr(row, name) == value for name, value in given.items()):
            continue
        else:
            updated += 1
        save_category(row, given)
    return created, updated


def save_category(row: Category, given: Mapping[str, Any]) -> None:
    for name, value in given.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    stage("ask.category", row.slug, row.version, category_part(row))
