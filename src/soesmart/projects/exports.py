# SPDX-License-Identifier: EUPL-1.2
"""All public projects as a file: a table, the town's own JSON, or OC4IDS."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from soesmart.projects.engine.table import csv_pieces
from soesmart.projects.queries import whole

COLUMNS = [
    "id",
    "slug",
    "url",
    "title",
    "summary",
    "status",
    "status_since",
    "phase",
    "light",
    "field",
    "villages",
    "starts",
    "ends",
    "sponsor",
    "planned_cents",
    "after_operator",
    "after_yearly_cents",
    "after_decision_on",
    "example",
    "as_of",
    "source",
]


def pieces(form: str, uri: str = "") -> Iterator[str]:
    """`form`: csv, json or oc4ids."""
    if form == "csv":
        return csv_pieces(COLUMNS, map(_flat, whole.documents()))
    if form == "json":
        return iter([json.dumps({"projects": list(whole.documents())}, ensure_ascii=False, indent=1) + "\n"])
    package = whole.as_oc4ids(uri)
    return iter([json.dumps(package, ensure_ascii=False, indent=1) + "\n"] if package else [])


def export_projects(path: Path) -> int:
    """The ending of the file's name decides the form."""
    form = "csv" if path.suffix == ".csv" else "oc4ids" if "oc4ids" in path.name else "json"
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(pieces(form, "urn:soesmart:projects"))
    return sum(1 for _document in whole.documents())


def _flat(document: Mapping[str, Any]) -> dict[str, Any]:
    after, sources = document.get("continuation", {}), document.get("sources", [{}])
    return {
        **{name: document.get(name, "") for name in COLUMNS},
        "title": document["title"]["de"],
        "summary": document["summary"]["de"],
        "light": document["light"]["colour"],
        "villages": " ".join(document.get("villages", ())),
        "sponsor": document.get("sponsor", {}).get("kind", ""),
        "after_operator": after.get("operator", {}).get("de", ""),
        "after_yearly_cents": after.get("yearly_cents", ""),
        "after_decision_on": after.get("decision_on", ""),
        "example": "yes" if document.get("example") else "",
        "source": sources[0].get("url") or sources[0].get("label", ""),
    }
