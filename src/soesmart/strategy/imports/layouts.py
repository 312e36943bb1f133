# SPDX-License-Identifier: EUPL-1.2
"""Mappings by name: those the town saved, then those that are shipped in `mappings/`."""

import json
from pathlib import Path
from typing import Any

from soesmart.strategy.engine.plan import BadPlan
from soesmart.strategy.models import Layout

SHIPPED = Path(__file__).parents[1] / "mappings"


def named(name: str) -> Any:
    """The mapping as JSON; raises BadPlan."""
    if not name:
        return {}
    if name.endswith(".json"):
        return _read(Path(name))
    row = Layout.objects.filter(name=name).first()
    if row is not None:
        return row.plan
    shipped = {path.stem: path for path in sorted(SHIPPED.glob("*.json"))}
    if name in shipped:
        return _read(shipped[name])
    saved = Layout.objects.order_by("name").values_list("name", flat=True)
    raise BadPlan(f"Eine Zuordnung „{name}“ gibt es nicht. Bekannt: {', '.join([*saved, *shipped])}.")


def save(name: str, plan: Any) -> None:
    Layout.objects.update_or_create(name=name.strip()[:100], defaults={"plan": plan})


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise BadPlan(f"{path.name} ist keine lesbare Zuordnung: {error}.") from None
