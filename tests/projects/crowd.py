# SPDX-License-Identifier: EUPL-1.2
"""Many projects with much in them."""

from collections.abc import Sequence

from django.db import transaction

from soesmart.projects.actions import storing
from soesmart.projects.models import Project

VILLAGES = tuple(f"dorf-{n}" for n in range(18))


def crowd(number: int, villages: Sequence[str] = VILLAGES) -> None:
    """`number` more, named bank-1, bank-2, …"""
    first = Project.objects.count() + 1
    with transaction.atomic():
        for n in range(first, first + number):
            row = Project(slug=f"bank-{n}", published=True)
            storing.fill(row, _document(n, villages[n % len(villages)]))
            storing.save(row)
            storing.note_step(row, "", {"de": "Es geht los."})


def _document(n: int, village: str) -> dict[str, object]:
    said = {"de": f"Satz {n} über eine Bank am Bach", "en": f"Sentence {n} on a bench by the brook"}
    return {
        "title": {"de": f"Bank Nummer {n}"},
        "summary": said,
        "status": ("running", "planned", "idea", "finished")[n % 4],
        "as_of": "2026",
        "starts": f"2025-{n % 12 + 1:02}-01",
        "ends": f"2027-{n % 12 + 1:02}-28",
        "villages": [village],
        "gate": dict.fromkeys(("problem", "whom", "without_digital", "why_not", "technology"), said),
        "milestones": [{"title": said, "due": f"2026-{m + 1:02}-15", "done": "2026-07-01"} for m in range(6)],
        "plan": [{"item": said, "year": 2025 + m, "cents": 100_000 + n} for m in range(3)],
        "benefits": [{"situation": "old", "place": village, "changed": said}],
        "contracts": [
            {"subject": said, "procedure": "direct", "value_cents": 5_000_00, "contractor": "Holz"}
        ],
        "risks": [{"text": said, "level": "low"}],
    }


def long_winded(slug: str) -> None:
    """One whose every text is as long as the forms allow people to make it in practice."""
    said = {"de": "Wer abends mit dem Rad nach Hause fährt, sieht den Weg nicht und stürzt. " * 4}
    row = Project(slug=slug, published=True)
    document = _document(1, VILLAGES[0]) | {"title": {"de": "Barrierefreie Echtzeit-Anzeigen am Bahnhof"}}
    document |= {"summary": said, "gate": dict.fromkeys(("problem", "whom", "without_digital"), said)}
    document["benefits"] = [{"situation": "old", "changed": said, "effect": said} for _n in range(8)]
    document["risks"] = [{"text": said, "level": "high", "answer": said} for _n in range(8)]
    document["decisions"] = [{"by": "council", "on": "2026-01-02", "text": said} for _n in range(8)]
    document["continuation"] = {"operator": said, "decision": said, "yearly_cents": 100_000}
    document["plan"] = [{"item": said, "year": 2020 + n, "cents": 100_000} for n in range(8)]
    with transaction.atomic():
        storing.fill(row, document)
        storing.save(row)
