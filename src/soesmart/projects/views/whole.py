# SPDX-License-Identifier: EUPL-1.2
"""Everything on the page of one project, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from soesmart.kernel.cents import Cents, format_euros
from soesmart.kernel.words import LocalText
from soesmart.projects import types as t
from soesmart.projects import words
from soesmart.projects.views import shown


@dataclass(frozen=True, slots=True)
class PlanTable:
    """Items by years, with sums both ways."""

    years: tuple[int, ...]
    lines: tuple[tuple[LocalText, tuple[tuple[int, str], ...], str], ...]
    sums: tuple[str, ...]
    total: str

    @property
    def by_year(self) -> tuple[tuple[int, str], ...]:
        return tuple(zip(self.years, self.sums, strict=True))


def context(view: t.ProjectView, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "project": view,
        "shown": shown.show(view.row, names),
        "plan": plan_table(view.plan),
        "yearly": format_euros(view.continuation.yearly) if view.continuation.yearly is not None else "",
        "benefits": [_benefit(b, names) for b in view.benefits],
        "milestones": view.milestones,
        "risks": [(words.RISK[r.level], r) for r in view.risks],
        "decisions": [(words.DECIDER[d.by], d) for d in view.decisions],
        "contracts": [_contract(c) for c in view.contracts],
        "duties": [(words.DUTY[d.state], d) for d in view.duties],
        "reports": [
            {"said": r, "spent": _euros(r.spent) if r.spent is not None else ""} for r in view.reports
        ],
        "sponsor": _sponsor(view),
        **_bound(view),
        "history": [_step(step) for step in view.history],
    }


def _sponsor(view: t.ProjectView) -> str:
    word = str(words.SPONSOR[view.sponsor.kind])
    return f"{view.sponsor.name} ({word})" if view.sponsor.name else word


def _bound(view: t.ProjectView) -> dict[str, str]:
    """What is ordered, and what of the plan is not: only where every order has its value."""
    values = [contract.value for contract in view.contracts]
    if not values or None in values:
        return {"contracted": "", "uncommitted": ""}
    ordered = sum(value for value in values if value is not None)
    left = None if view.planned is None else max(0, view.planned - ordered)
    return {"contracted": _euros(ordered), "uncommitted": "" if left is None else _euros(left)}


def plan_table(plan: tuple[t.CostLine, ...]) -> PlanTable | None:
    if not plan:
        return None
    years = tuple(sorted({line.year for line in plan}))
    items: dict[str, tuple[LocalText, dict[int, int]]] = {}
    for line in plan:
        _item, by_year = items.setdefault(line.item.texts["de"], (line.item, {}))
        by_year[line.year] = by_year.get(line.year, 0) + line.cents
    lines = tuple(
        (item, tuple((year, _euros(by_year.get(year))) for year in years), _euros(sum(by_year.values())))
        for item, by_year in items.values()
    )
    sums = tuple(_euros(sum(line.cents for line in plan if line.year == year)) for year in years)
    return PlanTable(years, lines, sums, _euros(sum(line.cents for line in plan)))


def _euros(cents: int | None) -> str:
    return "–" if cents is None else format_euros(Cents(cents))


def _benefit(said: t.Benefit, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "said": said,
        "place": names.get(said.place, said.place),
        "situation": words.SITUATION[said.situation],
    }


def _contract(contract: t.Contract) -> dict[str, Any]:
    return {
        "said": contract,
        "procedure": words.PROCEDURE[contract.procedure],
        "value": _euros(contract.value) if contract.value is not None else "",
    }


def _step(step: t.Step) -> dict[str, Any]:
    return {"said": step, "status": words.STATUS[step.after], "phase": words.PHASE[step.phase]}
