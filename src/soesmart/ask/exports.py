# SPDX-License-Identifier: EUPL-1.2
import csv
from pathlib import Path
from typing import Any
from uuid import UUID

from soesmart.ask import rules
from soesmart.ask.models import Comment, Contribution, Follow, Notice, Support


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
        "follows": [
            {"title": title, "address": address, "since": since.isoformat()}
            for title, address, since in Follow.objects.filter(participant=participant)
            .order_by("pk")
            .values_list("title", "address", "since")
        ],
        "notices": [
            {"id": str(row.public_id), "reason": row.reason, "text": row.text, "at": row.at.isoformat()}
            for row in Notice.objects.filter(participant=participant).order_by("pk")
        ],
    }


def export_questions(path: Path) -> int:
    """All listed questions as a CSV file with the headings that the import knows."""
    rows = (
        Contribution.objects.filter(state__in=rules.LISTED)
        .select_related("department", "category")
        .order_by("pk")
    )
    columns = (
        "id",
        "kind",
        "title",
        "text",
        "place",
        "near",
        "asked",
        "author",
        "department",
        "category",
        "state",
        "since",
    )
    number = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(columns)
        for row in rows.iterator():
            cells = (
                row.origin_id or str(row.public_id),
                row.kind,
                row.title,
                row.text,
                row.place,
                "somewhere" if row.near == "somewhere" else "",
                row.asked_at.date().isoformat(),
                row.author_label or "Bürgerinnen und Bürger",
                row.department.name if row.department else "",
                row.category.slug if row.category else "",
                row.state,
                row.state_since.date().isoformat(),
            )
            table.writerow([_harmless(cell) for cell in cells])
            number += 1
    return number


def _harmless(cell: str) -> str:
    """Spreadsheets run cells that begin like a formula; an apostrophe keeps them text."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t"} else cell
