# SPDX-License-Identifier: EUPL-1.2
"""The light of a list follows the calendar: days pass without anybody changing a project."""

from soesmart.projects.models import Project
from soesmart.projects.queries import reading


def refresh_lights() -> int:
    """Store the colour of today where it differs; the number of changes. Nothing public is written."""
    at, changed = reading.today(), 0
    for row in Project.objects.only("pk", "light", "status", "document").iterator(200):
        colour = reading.light_of(row.document, row.status, at).colour
        if colour != row.light:
            # Only if nobody saved the project meanwhile.
            changed += Project.objects.filter(pk=row.pk, light=row.light).update(light=colour)
    return changed
