# SPDX-License-Identifier: EUPL-1.2
"""Snapshots as people read them: places named, values as text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from soesmart.kernel.room import Revisable
from soesmart.revisions.engine.merge import MISSING, Change, Conflict

_LANGUAGES = {"de": "Deutsch", "en": "English", "de-simple": "Einfache Sprache"}


@dataclass(frozen=True, slots=True)
class ChangeRow:
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ConflictRow:
    key: str
    name: str
    base: str
    current: str
    mine: str


def change_row(change: Change, revisable: Revisable) -> ChangeRow | None:
    """None for what only tells how a text is stored."""
    if change.path[-1] in {"status", "source_lang"}:
        return None
    return ChangeRow(place(change.path, revisable), told(change.before), told(change.after))


def conflict_row(conflict: Conflict, revisable: Revisable) -> ConflictRow:
    texts = (told(conflict.base), told(conflict.current), told(conflict.mine))
    return ConflictRow("/".join(conflict.path), place(conflict.path, revisable), *texts)


def place(path: tuple[str, ...], revisable: Revisable) -> str:
    first = _(revisable.fields.get(path[0], path[0]))
    rest = [_LANGUAGES.get(word, word) for word in path[1:] if word != "texts"]
    return " · ".join([first, *rest])


def told(value: Any) -> str:
    if value is MISSING or value is None or value == "" or value == [] or value == {}:
        return "–"
    if isinstance(value, bool):
        return _("ja") if value else _("nein")
    if isinstance(value, Mapping):
        if "texts" in value:
            return told(value["texts"].get("de") or next(iter(value["texts"].values()), ""))
        return (
            ", ".join(f"{_LANGUAGES.get(k, k)}: {told(v)}" for k, v in value.items() if told(v) != "–") or "–"
        )
    if isinstance(value, list):
        return "; ".join(told(one) for one in value)
    return str(value)
