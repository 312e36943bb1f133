# SPDX-License-Identifier: EUPL-1.2
"""A thread on which everything stands: each project with stops of every kind, `number` of each."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from soesmart.ask import facade as ask
from soesmart.ask.types import NewContribution
from soesmart.decide.models import Vote
from soesmart.kernel import clock
from soesmart.ledger.models import Entry, Grant
from soesmart.projects.models import Project, Report, Yardstick
from soesmart.strategy.models import Goal, Indicator, Level, Value
from soesmart.thread.models import Link
from soesmart.trials.models import Analysis, Data, Lesson, Registration, Trial

SAID = {"de": "Beispiel: Licht am Weg", "en": "Example: light on the way"}
TITLE = {"texts": SAID, "source_lang": "de", "status": "translated"}
BEGINS = datetime(2026, 1, 1, tzinfo=UTC)


def fill(project: Project, number: int) -> None:
    """`number` stops of each kind before and after `project`."""
    Yardstick.objects.get_or_create(slug="offen", kind="value", defaults={"title": SAID})
    for n in range(number):
        questions = [("ask.question", _question(f"{project.slug} {n}"))]
        goal = _goal()
        indicator = _indicator(goal)
        vote, grant = _vote(), _grant(project, n)
        trial, result, lesson = _trial(project)
        here = ("projects.project", project.public_id)
        for origin in [*questions, ("strategy.goal", goal.pk), ("decide.vote", vote.pk)]:
            _link(origin, here)
        _link(questions[0], ("strategy.goal", goal.pk))
        _link(("strategy.goal", goal.pk), ("strategy.indicator", indicator.pk), "measured_by")
        _link(here, ("ledger.grant", grant.pk), "funds")
        _link(here, ("trials.trial", trial.pk), "tests")
        _link(("trials.trial", trial.pk), ("trials.result", result.pk))
        _link(("trials.result", result.pk), ("trials.lesson", lesson.pk))
        Report.objects.create(project=project, done="Beispiel: begonnen")


def _link(origin: tuple[str, Any], target: tuple[str, Any], relation: str = "leads_to") -> None:
    ends = {f"origin_{name}": value for name, value in zip(("kind", "id"), origin, strict=True)}
    ends |= {f"target_{name}": value for name, value in zip(("kind", "id"), target, strict=True)}
    Link.objects.create(relation=relation, **ends)


def _question(words: str) -> Any:
    text = f"Wann wird der Radweg bei {words} beleuchtet?"
    return ask.submit(NewContribution(text=text, proven=True)).id


def _goal() -> Goal:
    level, _new = Level.objects.get_or_create(
        slug="ziel", defaults={"position": 1, "name": TITLE, "plural": TITLE, "role": "goal"}
    )
    return Goal.objects.create(
        slug=f"ziel-{uuid4()}", level=level, title=TITLE, changed_at=clock.now(), sdgs=[11]
    )


def _indicator(goal: Goal) -> Indicator:
    made = Indicator.objects.create(
        slug=f"zahl-{uuid4()}",
        goal=goal,
        main=True,
        title=TITLE,
        kind="outcome",
        direction="up",
        resolution="year",
        source={"label": "Beispiel"},
        changed_at=clock.now(),
    )
    for year in range(2020, 2026):
        Value.objects.create(
            indicator=made,
            period_start=date(year, 1, 1),
            period_end=date(year, 12, 31),
            period_label=str(year),
            mantissa=year,
            source="Beispiel",
            entered_at=clock.now(),
        )
    return made


def _vote() -> Vote:
    times = dict.fromkeys(("opens_at", "closes_at", "late_until"), BEGINS)
    return Vote.objects.create(
        slug=f"wahl-{uuid4()}", title=SAID, phase="result", form="approval", budget=1, **times
    )


def _grant(project: Project, n: int) -> Grant:
    made = Grant.objects.create(slug=f"zuschuss-{uuid4()}", title=SAID, rules={}, rate=6500, funder="bund")
    Entry.objects.create(
        id=uuid4(),
        grant=made,
        number=n + 1,
        effect="voucher",
        on=date(2026, 1, 1),
        entered_at=BEGINS,
        cents=100,
        project=project.public_id,
        proposal=uuid4(),
    )
    return made


def _trial(project: Project) -> tuple[Trial, Analysis, Lesson]:
    trial = Trial.objects.create(
        slug=f"versuch-{uuid4()}", title=SAID, question=SAID, project=project.public_id
    )
    plan = Registration.objects.create(
        trial=trial, number=1, plan={}, begins=date(2026, 1, 1), ends=date(2026, 12, 31), late=False
    )
    data = Data.objects.create(trial=trial, source="Beispiel", text="", unit="", sha256="")
    told = {"verdict": "unknown", "grade": "C"}
    done = Analysis.objects.create(trial=trial, registration=plan, data=data, state="done", told=told)
    return trial, done, Lesson.objects.create(trial=trial, works="unknown", text=SAID)
