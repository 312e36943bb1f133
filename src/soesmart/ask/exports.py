# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from soesmart.ask.engine.open_data import csv_pieces
from soesmart.ask.engine.question_table import COLUMNS
from soesmart.ask.models import Appeal, Comment, Contribution, Follow, Notice, Redaction, Support
from soesmart.ask.queries.open_data import open_rows_of
from soesmart.ask.types import Filters
from soesmart.ask.types_open_data import OpenRow


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
        "appeals": [
            {"id": str(row.public_id), "text": row.text, "at": row.at.isoformat(), "answer": row.answer}
            for row in Appeal.objects.filter(participant=participant).order_by("pk")
        ],
        "blacked_out": [
            {"id": str(row.target_id), "words": row.words, "kept_until": row.forget_at.isoformat()}
            for row in Redaction.objects.filter(participant=participant).exclude(words="").order_by("pk")
        ],
        "notices": [
            {"id": str(row.public_id), "reason": row.reason, "text": row.text, "at": row.at.isoformat()}
            for row in Notice.objects.filter(participant=participant).order_by("pk")
        ],
    }


def export_questions(path: Path) -> int:
    """All listed questions, with answers and comments, as a CSV file with the headings the import knows."""
    columns = tuple(names[0] for names in COLUMNS.values() if names[0] != "merged_into")
    number = 0

    def rows() -> Iterator[Mapping[str, Any]]:
        nonlocal number
        for row in open_rows_of(Filters()):
            number += 1
            yield _for_import(row)

    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(csv_pieces(columns, rows()))
    return number


def _for_import(row: OpenRow) -> dict[str, Any]:
    answers = row.answers
    return {
        "id": row.id,
        "kind": row.kind,
        "title": row.title,
        "text": row.text,
        "place": row.place,
        "near": "somewhere" if row.near == "somewhere" else "",
        "lat": row.lat,
        "lon": row.lon,
        "asked": row.asked_at.date().isoformat(),
        "author": row.author or "Bürgerinnen und Bürger",
        "department": row.department,
        "category": row.category,
        "clock": "ja" if row.due_at else "",
        "state": row.state,
        "since": row.state_since.date().isoformat(),
        "reason": row.reason,
        "continued_at": row.continued_at,
        "answer": "\n\n".join(answer.text for answer in answers),
        "answered": answers[-1].at.date().isoformat() if answers else "",
        # The sign that parts comments in this table; `fragen/kommentare.csv` holds them word by word.
        "comments": " | ".join(comment.text.replace("|", "/") for comment in row.comments),
        "supports": row.supports,
        "source": row.source,
        "as_of": row.as_of.isoformat() if row.as_of else "",
        "language": row.language,
    }
