# SPDX-License-Identifier: EUPL-1.2
from typing import Any
from uuid import UUID

from soesmart.ask.models import Comment, Contribution, Notice, Support


def of_participant(participant: UUID) -> dict[str, Any]:
    """Everything the room knows about one participant, for the person to read and keep."""
    return {
        "contributions": [
            {
                "id": str(row.public_id),
                "kind": row.kind,
                "state": row.state,
                "title": row.title,
                "text": row.text,
                "place": row.place_name,
                "point": None if row.lat is None else [row.lat, row.lon],
                "asked_at": row.asked_at.isoformat(),
                "photo": getattr(getattr(row, "photo", None), "description", None),
                "reasons": [
                    *row.events.filter(by="asker").exclude(reason="").values_list("reason", flat=True)
                ],
            }
            for row in Contribution.objects.filter(participant=participant).order_by("pk")
        ],
        "comments": [
            {"id": str(row.public_id), "text": row.text, "state": row.state, "at": row.at.isoformat()}
            for row in Comment.objects.filter(participant=participant).order_by("pk")
        ],
        "supports": [
            {"contribution": str(row.contribution.public_id), "at": row.at.isoformat()}
            for row in Support.objects.select_related("contribution")
            .filter(supporter=participant)
            .order_by("pk")
        ],
        "notices": [
            {"id": str(row.public_id), "reason": row.reason, "text": row.text, "at": row.at.isoformat()}
            for row in Notice.objects.filter(participant=participant).order_by("pk")
        ],
    }
