# SPDX-License-Identifier: EUPL-1.2
"""Publishing what a town's file says about its projects."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from soesmart.kernel import registry
from soesmart.kernel.log.actions import stage
from soesmart.projects.actions import storing
from soesmart.projects.actions.joining import call_leaf
from soesmart.projects.engine.document import SHAPE, normalised
from soesmart.projects.models import Call, Project, Step, Yardstick
from soesmart.projects.rules import CALL, STEP
from soesmart.thread.facade import NodeRef, tie

Json = Mapping[str, Any]


@transaction.atomic
def take_in(
    yardsticks: Sequence[Json], entries: Sequence[Json], calls: Sequence[Json] = ()
) -> tuple[int, int]:
    """Store checked entries by slug; (created, updated). What the file does not name stays."""
    made = [_yardstick(entry, position) for position, entry in enumerate(yardsticks)]
    made += [_project(entry) for entry in entries]
    made += [_call(entry) for entry in calls]
    _merge(entries)
    _tie(entries)
    return made.count("created"), made.count("updated")


def _yardstick(entry: Json, position: int) -> str:
    values = {"kind": entry["kind"], "title": dict(entry["title"]), "position": position}
    row = Yardstick.objects.filter(slug=entry["slug"]).first()
    if row and all(getattr(row, name) == value for name, value in values.items()):
        return ""
    created = row is None
    row = row or Yardstick(slug=entry["slug"], version=0)
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    stage("projects.yardstick", row.slug, row.version, values)
    return "created" if created else "updated"


def _call(entry: Json) -> str:
    given = normalised(entry, CALL)
    values: dict[str, Any] = {
        "title": given["title"],
        "text": given["text"],
        "most_cents": given.get("most_cents"),
        "until": storing.day_of(given["until"]) if "until" in given else None,
        "example": given.get("example", False),
    }
    row = Call.objects.filter(slug=given["slug"]).first()
    if row and all(getattr(row, name) == value for name, value in values.items()):
        return ""
    created = row is None
    row = row or Call(slug=given["slug"], version=0)
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    stage("projects.call", row.slug, row.version, call_leaf(row))
    return "created" if created else "updated"


def _project(entry: Json) -> str:
    row = Project.objects.select_for_update().filter(slug=entry["slug"]).first()
    if entry.get("withdrawn"):
        return _withdraw(row)
    created = row is None
    row = row or Project(slug=entry["slug"], version=0)
    before = "" if created else row.status
    document = normalised({name: value for name, value in entry.items() if name in SHAPE})
    changed = storing.fill(row, document) or not row.published
    if not changed:
        return _steps(row, entry)
    row.published = True
    row.version += 1
    told = [normalised(step, STEP) for step in entry.get("steps", ())]
    if told:
        row.status_since = storing.noon(storing.day_of(told[-1]["on"]))
    storing.save(row)
    if not told and before != row.status:
        storing.note_step(row, before, entry.get("reason"))
    _steps(row, entry)
    return "created" if created else "updated"


def _steps(row: Project, entry: Json) -> str:
    """Steps the file tells with their days; one that is stored is not told twice."""
    before, new = "", False
    for told in (normalised(step, STEP) for step in entry.get("steps", ())):
        at = storing.noon(storing.day_of(told["on"]))
        phase = told.get("phase", "unknown")
        known = Step.objects.filter(project=row, at=at, after=told["status"])
        if not known.exists():
            Step.objects.create(
                project=row,
                at=at,
                before=before,
                after=told["status"],
                phase=phase,
                reason=told.get("reason"),
            )
            new = True
        before = told["status"]
    return "updated" if new else ""


def _withdraw(row: Project | None) -> str:
    if row is None or not row.published:
        return ""
    row.published = False
    row.version += 1
    storing.save(row)
    return "updated"


def _merge(entries: Sequence[Json]) -> None:
    for entry in entries:
        if entry.get("merged_into"):
            into = Project.objects.get(slug=entry["merged_into"])
            Project.objects.filter(slug=entry["slug"]).update(merged_into=into)


KINDS = {"questions": "ask.question", "goals": "strategy.goal"}


def _tie(entries: Sequence[Json]) -> None:
    """Links of the thread by the names the file uses; what is not there cannot be linked."""
    kinds = registry.node_kinds()
    for entry in entries:
        for field, kind in KINDS.items():
            find = kinds[kind].find if kind in kinds else None
            for name in entry.get(field, ()) if find else ():
                found = find(name) if find else None
                if found is not None:
                    key = Project.objects.get(slug=entry["slug"]).public_id
                    tie(NodeRef(kind, found), "leads_to", NodeRef("projects.project", key))
