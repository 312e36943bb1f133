# SPDX-License-Identifier: EUPL-1.2
"""Calls, applications and reports."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from soesmart.projects import types as t
from soesmart.projects.actions.joining import QUESTIONS, call_leaf
from soesmart.projects.models import Application, Call, Report
from soesmart.projects.queries import reading


def calls(*, only_open: bool = True) -> tuple[t.CallRow, ...]:
    rows = Call.objects.order_by("-opened_at", "-pk")
    found = (_call(row) for row in rows)
    return tuple(call for call in found if call.open or not only_open)


def call(slug: str) -> t.CallRow | None:
    row = Call.objects.filter(slug=slug).first()
    return _call(row) if row else None


def _call(row: Call) -> t.CallRow:
    return t.CallRow(
        slug=row.slug,
        title=reading.text(row.title),
        text=reading.text(row.text),
        most=reading.cents(row.most_cents),
        until=row.until,
        open=row.closed_at is None and (row.until is None or row.until >= reading.today()),
        example=row.example,
    )


def applications(state: t.ApplicationState) -> tuple[t.ApplicationRow, ...]:
    rows = Application.objects.filter(state=state).select_related("call", "project")
    return tuple(_application(row) for row in rows.order_by("at", "pk"))


def mine(participant: UUID, key: UUID) -> t.ApplicationRow | None:
    rows = Application.objects.filter(public_id=key, participant=participant)
    row = rows.select_related("call", "project").first()
    return _application(row) if row else None


def _application(row: Application) -> t.ApplicationRow:
    return t.ApplicationRow(
        id=row.public_id,
        call=reading.text(row.call.title) if row.call else None,
        title=row.title,
        gate=tuple((name, getattr(row, name)) for name in QUESTIONS),
        cost=row.cost,
        place=row.place,
        name=row.name,
        state=t.ApplicationState(row.state),
        reason=row.reason,
        agreed_on=row.agreed_on,
        agreed=reading.cents(row.agreed_cents),
        at=row.at,
        project_slug=row.project.slug if row.project else "",
        project_public=bool(row.project and row.project.published),
    )


def export_of(participant: UUID) -> Mapping[str, Any]:
    names = ("title", "cost", "place", "name", "state", "reason", *QUESTIONS)
    return {
        "applications": [
            {name: getattr(row, name) for name in names} | {"at": row.at.isoformat()}
            for row in Application.objects.filter(participant=participant).order_by("pk")
        ],
        "reports": [
            {"at": row.at.isoformat(), "done": row.done, "next": row.next, "spent_cents": row.spent_cents}
            for row in Report.objects.filter(participant=participant).order_by("pk")
        ],
    }


def current_calls(subjects: Sequence[str]) -> dict[str, dict[str, Any]]:
    return {row.slug: call_leaf(row) for row in Call.objects.filter(slug__in=subjects)}
