# SPDX-License-Identifier: EUPL-1.2
"""What the next application can take over from a project: nothing is typed twice that the town knows."""

from datetime import date
from uuid import UUID

from soesmart.ledger.projects import KIND, named
from soesmart.ledger.queries.effects import of_projects
from soesmart.projects.facade import Filters, by_slug, projects
from soesmart.thread.facade import NodeRef, around

_MOST = 300


def choices() -> list[tuple[str, str]]:
    """Slugs and titles of the public projects, by title."""
    rows = projects(Filters(), limit=_MOST).rows
    return sorted(((row.slug, row.title.in_language("de")[0]) for row in rows), key=lambda one: one[1])


def of_project(slug: str, day: date) -> dict[str, str]:
    """Title, question, goal, indicator, value of today, target: what the rooms know; empty is unknown."""
    view = by_slug(slug)
    node = named([view.row.id]).get(view.row.id) if view else None
    if node is None:
        return {}
    (outcome,) = of_projects((node,), day)
    told = {
        "title": node.title.in_language("de")[0],
        "question": _question(node.id),
        "goal": "; ".join(goal.title.in_language("de")[0] for goal in outcome.goals),
    }
    for one in outcome.indicators[:1]:
        told["indicator"] = one.title.in_language("de")[0]
        told |= {"baseline": one.actual or one.baseline, "target": one.target}
    return told


def _question(project: UUID) -> str:
    """The nearest question behind the project."""
    near = around(NodeRef(KIND, project), itself=False)
    asked = [one.node.title.in_language("de")[0] for one in near.earlier.shown if one.stop == "question"]
    return asked[0] if asked else ""
