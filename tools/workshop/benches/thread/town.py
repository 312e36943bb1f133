# SPDX-License-Identifier: EUPL-1.2
"""A town with a long thread, made once and kept under `build/`. Run as a program with the folder."""

import itertools
import random
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

PROJECTS, GOALS, INDICATORS, VALUES = 300, 200, 2_000, 200_000
SEED = 20_261_128
ONE, MANY = "bench-mit-einer-frage", "bench-mit-dreissig-fragen"
"""Slugs of two projects that differ in nothing but the number of their questions."""


def build(folder: Path) -> None:
    from soesmart.command.towns import TOWNS, finished, move_in

    move_in(TOWNS / "soest", folder)
    from django.db import transaction

    from tools.workshop.benches.portal.town import questions

    with transaction.atomic():
        asked = [row.public_id for row in questions()]
        goals = _goals()
        projects = _projects()
        _link(asked, goals, projects)
    from soesmart.kernel import registry

    for derived in registry.derived().values():
        derived.rebuild()
    finished(folder)


def _local(text: str) -> dict[str, str]:
    return {"de": text, "en": f"{text} (example)", "de-simple": text}


def _goals() -> list[Any]:
    """Goals under the town's eight fields, ten indicators each, a hundred values per indicator."""
    from soesmart.kernel import clock
    from soesmart.strategy.models import Goal, Indicator, Level, Value

    dice, now = random.Random(SEED), clock.now()
    level = Level.objects.get(slug="operatives-ziel")
    fields = list(Goal.objects.filter(level__slug="handlungsfeld"))
    sources = [{"label": "Beispiel", "url": "", "as_of": "2026"}]
    texts = ({"texts": _local(f"Ziel {n}: Wege sicherer machen"), "source_lang": "de"} for n in range(GOALS))
    goals = Goal.objects.bulk_create(
        Goal(
            slug=f"bench-ziel-{number}",
            level=level,
            parent=fields[number % len(fields)],
            position=number,
            title=text | {"status": "translated"},
            sources=sources,
            as_of="2026",
            changed_at=now,
        )
        for number, text in enumerate(texts)
    )
    indicators = Indicator.objects.bulk_create(
        Indicator(
            slug=f"bench-kennzahl-{number}",
            goal=goals[number % GOALS],
            main=number < GOALS,
            position=number,
            title={"texts": _local(f"Kennzahl {number}"), "source_lang": "de", "status": "translated"},
            unit="%",
            kind="outcome",
            direction="up",
            resolution="month",
            source=sources[0],
            changed_at=now,
        )
        for number in range(INDICATORS)
    )
    rows = (
        Value(
            indicator=indicator,
            period_start=(start := date(2018 + month // 12, month % 12 + 1, 1)),
            period_end=(start + timedelta(days=31)).replace(day=1) - timedelta(days=1),
            period_label=f"{start:%Y-%m}",
            mantissa=dice.randint(0, 1000),
            scale=1,
            source="Beispiel",
            entered_at=now,
        )
        for indicator in indicators
        for month in range(VALUES // INDICATORS)
    )
    while batch := list(itertools.islice(rows, 5_000)):
        Value.objects.bulk_create(batch, batch_size=1_000)
    return goals


def _projects() -> list[Any]:
    from soesmart.projects.actions.taking_in import take_in
    from soesmart.projects.models import Project

    slugs = [ONE, MANY, *(f"bench-projekt-{number}" for number in range(PROJECTS - 2))]
    entries = [
        {
            "slug": slug,
            "as_of": "2026-01",
            "status": "running",
            "phase": "implementation",
            "field": "Mobilität",
            "title": _local("Beispiel: Licht am Radweg" if slug in {ONE, MANY} else f"Projekt {slug}"),
            "summary": _local("Lampen gehen an, wenn jemand kommt."),
            "sources": [{"label": "Beispiel", "url": "", "as_of": "2026"}],
        }
        for slug in slugs
    ]
    take_in([], entries)
    by_slug = {row.slug: row for row in Project.objects.filter(slug__in=slugs)}
    return [by_slug[slug] for slug in slugs]


def _link(asked: list[Any], goals: list[Any], projects: list[Any]) -> None:
    from soesmart.thread.models import Link

    def link(kind: str, key: Any, to_kind: str, to: Any) -> Link:
        return Link(origin_kind=kind, origin_id=key, relation="leads_to", target_kind=to_kind, target_id=to)

    question, goal, project = "ask.question", "strategy.goal", "projects.project"
    first, rest = asked[:31], asked[31:]
    links = [link(question, first[0], project, projects[0].public_id)]
    links += [link(question, key, project, projects[1].public_id) for key in first[1:]]
    links += [link(question, key, goal, goals[n % GOALS].id) for n, key in enumerate(rest)]
    links += [link(goal, goals[n % GOALS].id, project, row.public_id) for n, row in enumerate(projects[2:])]
    Link.objects.bulk_create(links, batch_size=1_000)


if __name__ == "__main__":
    build(Path(sys.argv[1]))
