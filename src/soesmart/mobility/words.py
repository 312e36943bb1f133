# SPDX-License-Identifier: EUPL-1.2
"""Figures of a what-if in words for a page."""

from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format


def hour_rows(figures: dict[str, Any]) -> list[tuple[str, str, float]]:
    """Weekday, span of hours, person-hours: neighbouring hours of a day stay single rows, days are named."""
    monday = date.fromisoformat(figures["monday"])
    return [
        (
            date_format(monday + timedelta(days=row["day"]), "l"),
            f"{row['hour']}–{row['hour'] + 1}",
            row["person_hours"],
        )
        for row in figures["hours"]
    ]
