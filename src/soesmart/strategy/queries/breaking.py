# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count, Q

from soesmart.strategy.models import Breakdown, SubQuestion


def breakdowns(limit: int = 50) -> list[Breakdown]:
    """Newest first, each with the number of entries everybody may see."""
    shown = Count("questions", filter=Q(questions__waits=False))
    return list(Breakdown.objects.annotate(entries=shown).order_by("-opened_at")[:limit])


def by_code(code: str) -> Breakdown | None:
    return Breakdown.objects.filter(code=code.upper()).first()


def entries(row: Breakdown, *, all_of_them: bool = False) -> list[SubQuestion]:
    found = row.questions.select_related("goal")
    return list(found if all_of_them else found.filter(waits=False))


def current_leaves(kind: str, subjects: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
    """What the newest log entries must say; an entry that is gone must have been removed."""
    from soesmart.strategy.actions.breaking import REMOVED, breakdown_leaf, entry_leaf  # inline: one shape

    if kind == "strategy.breakdown":
        return {str(row.pk): breakdown_leaf(row) for row in Breakdown.objects.filter(pk__in=subjects)}
    kept = {str(row.pk): entry_leaf(row)[0] for row in SubQuestion.objects.filter(pk__in=subjects)}
    return {subject: kept.get(subject, REMOVED) for subject in subjects}
