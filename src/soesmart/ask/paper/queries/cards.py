# SPDX-License-Identifier: EUPL-1.2
from typing import Any
from uuid import UUID

from soesmart.ask.paper.models import Batch, Card


def batches(limit: int = 20) -> list[Batch]:
    """The newest printed batches."""
    return list(Batch.objects.order_by("-at", "-pk")[:limit])


def card_of(key: UUID) -> Card | None:
    return Card.objects.select_related("batch").filter(public_id=key).first()


def of_participant(participant: UUID) -> dict[str, Any]:
    """Everything the room knows about one participant, for the person to read and keep."""
    return {
        "cards": [
            {
                "id": str(row.public_id),
                "printed_at": row.batch.at.isoformat(),
                "state": row.state,
                "state_since": row.state_since.isoformat(),
                "contribution": str(row.contribution or ""),
                "pictures": row.scans.count(),
                "typed": [*row.entries.order_by("number").values("at", "kind", "place", "text", "language")],
            }
            for row in Card.objects.select_related("batch").filter(participant=participant).order_by("pk")
        ]
    }
