# SPDX-License-Identifier: EUPL-1.2
from datetime import datetime

from django.db.models import Count

from soesmart.ask import rules
from soesmart.ask.models import Category, Contribution
from soesmart.ask.types import CategoryRow, Kind
from soesmart.kernel.log.queries import content_version, last_change
from soesmart.kernel.newest import Newest

_rows: Newest[tuple[CategoryRow, ...]] = Newest()
_counts: Newest[dict[str, int]] = Newest()


def categories(*, closed: bool = False) -> tuple[CategoryRow, ...]:
    """The town's categories in its order; with `closed` also those nobody can choose any more."""
    found = _rows.of((content_version(),), _read)
    return found if closed else tuple(row for row in found if row.active)


def _read() -> tuple[CategoryRow, ...]:
    rows = Category.objects.order_by("position", "name", "pk").values_list(
        "slug", "name", "description", "department__slug", "kind", "active"
    )
    return tuple(
        CategoryRow(slug, name, description, department or "", Kind(kind) if kind else None, active)
        for slug, name, description, department, kind, active in rows
    )


def categories_changed_at() -> datetime | None:
    """When the list of categories last changed, as the log knows it."""
    return last_change("ask.category")


def category_counts() -> dict[str, int]:
    """How many listed contributions each category has."""
    return _counts.of((content_version(),), _count)


def _count() -> dict[str, int]:
    if not categories(closed=True):
        return {}
    rows = Contribution.objects.exclude(category=None).filter(state__in=rules.LISTED).order_by()
    return dict(rows.values_list("category__slug").annotate(n=Count("pk")))
