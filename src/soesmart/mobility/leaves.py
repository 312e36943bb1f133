# SPDX-License-Identifier: EUPL-1.2
"""What the transparency log says about timetables, corrections and proposals."""

from typing import Any

from soesmart.mobility import models


def leaf_of_feed(row: models.FeedVersion) -> dict[str, Any]:
    return {"name": row.name, "artefact": row.artefact, "state": row.state, "example": row.example}


def leaf_of_rule(row: models.TruthRule) -> dict[str, Any]:
    names = "kind lines trips phone minutes_before until zones note stop"
    found = {name: getattr(row, name) for name in names.split()}
    days = {name: str(getattr(row, name) or "") for name in ("since", "last")}
    place = {
        name: "" if getattr(row, name) is None else f"{getattr(row, name):.6f}" for name in ("lat", "lon")
    }
    return {**found, **days, **place, "ended": row.ended_at is not None}


def leaf_of_proposal(row: models.Proposal) -> dict[str, Any]:
    return {
        "title": row.title,
        "text": row.text,
        "origin": row.origin,
        "monday": row.monday.isoformat(),
        "cost_cents": row.cost_cents,
        "question": str(row.question or ""),
    }
