# SPDX-License-Identifier: EUPL-1.2
"""A grown town, made once and kept under `build/`: 10,000 questions, 100,000 comments.

Run as a program with a word and the folder: Django's settings are read once per process.
"""

import random
import select
import sys
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

QUESTIONS, COMMENTS, SUPPORTS = 10_000, 100_000, 40_000
SEED, YEARS = 20_26, 3
STATES = ("new", "in_progress", "answered", "done", "dropped", "continued", "unknown")
OPEN = frozenset({"new", "in_progress"})
WEIGHTS = (8, 10, 34, 30, 10, 5, 3)


def build(folder: Path) -> None:
    from soesmart.command.towns import TOWNS, finished, move_in

    move_in(TOWNS / "soest", folder)
    from django.db import transaction

    with transaction.atomic():
        rows = questions()
        _talk(rows)
    from soesmart.kernel import registry

    for derived in registry.derived().values():
        derived.rebuild()
    finished(folder)


def refresh(folder: Path) -> None:
    """Take in the example town's files again: their shape may have changed since."""
    from soesmart.command.setup import start
    from soesmart.command.towns import TOWNS, load

    start()
    load(TOWNS / "soest")


def questions() -> list[Any]:
    """All questions with their history, answers and reply clocks."""
    from soesmart.ask.models import Contribution, Department
    from soesmart.places.facade import local_places
    from tools.workshop.benches.portal.words import Writer

    dice, places = random.Random(SEED), local_places()
    writer = Writer(SEED, [place.name for place in places])
    departments = [
        Department.objects.create(slug=f"amt-{number}", name=f"Amt {number} (Beispiel)")
        for number in range(6)
    ]
    rows = [_question(dice, writer, places, departments) for _ in range(QUESTIONS)]
    Contribution.objects.bulk_create(rows, batch_size=1000)
    _events(rows, writer)
    _replies(rows, writer)
    return rows


def _question(dice: random.Random, writer: Any, places: Any, departments: Any) -> Any:
    from soesmart.ask.addresses import new_short
    from soesmart.ask.models import Contribution
    from soesmart.kernel import clock
    from soesmart.kernel.folding import fold

    now = clock.now()
    kind = dice.choices(("question", "problem", "idea"), (5, 3, 2))[0]
    asked = now - timedelta(minutes=dice.randint(10, YEARS * 365 * 1440))
    state = dice.choices(STATES, WEIGHTS)[0] if now - asked > timedelta(days=20) else "new"
    place = dice.choice(places) if dice.random() < 0.7 else None
    title = writer.title(kind)
    text = writer.text(title)
    return Contribution(
        short=new_short(),
        kind=kind,
        state=state,
        state_since=min(now, asked + timedelta(days=dice.randint(0, 18))),
        title=title,
        text=text,
        folded=fold(f"{title} {text} {place.name if place else ''}"),
        near="place" if place else "",
        place=place.slug if place else "",
        place_name=place.name if place else "",
        participant=uuid.UUID(int=dice.getrandbits(128), version=4),
        department=dice.choice(departments) if dice.random() < 0.6 else None,
        asked_at=asked,
        due_at=asked + timedelta(days=14) if state in OPEN else None,
    )


def _events(rows: list[Any], writer: Any) -> None:
    from soesmart.ask.models import Event

    events = [Event(contribution=row, at=row.asked_at, state="new", by="asker") for row in rows]
    for row in rows:
        if row.state != "new":
            reason = writer.comment() if row.state in {"dropped", "done", "continued"} else ""
            events.append(
                Event(
                    contribution=row,
                    at=row.state_since,
                    before="new",
                    state=row.state,
                    reason=reason,
                    by="town",
                )
            )
    Event.objects.bulk_create(events, batch_size=1000)


def _replies(rows: list[Any], writer: Any) -> None:
    from soesmart.ask.models import Answer, ReplyClock

    ReplyClock.objects.bulk_create(
        [
            ReplyClock(
                contribution=row,
                started_at=row.asked_at,
                due_at=row.asked_at + timedelta(days=14),
                stopped_at=None if row.state in OPEN else row.state_since,
            )
            for row in rows
        ],
        batch_size=1000,
    )
    Answer.objects.bulk_create(
        [
            Answer(contribution=row, at=row.state_since, text=writer.text(row.title), role="Amt (Beispiel)")
            for row in rows
            if row.state in {"answered", "done", "continued"}
        ],
        batch_size=1000,
    )


def _talk(rows: list[Any]) -> None:
    """Comments and supports; a few questions get very many, as in life."""
    from soesmart.ask.models import Comment, Support
    from soesmart.kernel import clock
    from tools.workshop.benches.portal.words import Writer

    dice, now = random.Random(SEED + 1), clock.now()
    writer = Writer(SEED + 1, ["der Stadt"])
    weights = [dice.paretovariate(1.2) for _ in rows]
    batch = []
    for row in dice.choices(rows, weights, k=COMMENTS):
        if len(batch) == 5000:
            Comment.objects.bulk_create(batch, batch_size=1000)
            batch.clear()
        at = row.asked_at + (now - row.asked_at) * dice.random()
        person = uuid.UUID(int=dice.getrandbits(128), version=4)
        batch.append(
            Comment(contribution=row, at=at, participant=person, text=writer.comment(), state="shown")
        )
    Comment.objects.bulk_create(batch, batch_size=1000)
    Support.objects.bulk_create(
        [
            Support(contribution=row, supporter=uuid.UUID(int=dice.getrandbits(128), version=4))
            for row in dice.choices(rows, weights, k=SUPPORTS)
        ],
        batch_size=1000,
    )


def stir(folder: Path) -> None:
    """Support a question twice a second until standard input ends: all that is remembered turns stale."""
    from soesmart.command.setup import start

    start()
    from soesmart.ask import facade

    newest = facade.questions(limit=1).rows[0].id
    while not select.select([sys.stdin], [], [], 0.5)[0]:
        facade.support(newest, uuid.uuid4())


if __name__ == "__main__":
    {"build": build, "refresh": refresh, "stir": stir}[sys.argv[1]](Path(sys.argv[2]))
