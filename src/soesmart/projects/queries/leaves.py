# SPDX-License-Identifier: EUPL-1.2
"""What the newest leaf of the log must say."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from soesmart.projects.actions.storing import leaf
from soesmart.projects.models import Project, Yardstick


def current_projects(subjects: Sequence[str]) -> dict[str, dict[str, Any]]:
    rows = Project.objects.filter(public_id__in=[UUID(subject) for subject in subjects])
    return {str(row.public_id): leaf(row) for row in rows}


def current_yardsticks(subjects: Sequence[str]) -> dict[str, dict[str, Any]]:
    rows = Yardstick.objects.filter(slug__in=subjects)
    return {r.slug: {"kind": r.kind, "title": r.title, "position": r.position} for r in rows}
