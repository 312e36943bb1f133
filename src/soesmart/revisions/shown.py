# SPDX-License-Identifier: EUPL-1.2
"""Snapshots as people read them: places named, values as text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from soesmart.kernel import registry
from soesmart.kernel.room import Json, Revisable
from soesmart.kernel.words import LocalText
from soesmart.revisions.engine.merge import MISSING, Change, Conflict, changes

Snapshots = Mapping[tuple[str, UUID], Json]
_LANGUAGES = {"de": "Deutsch", "en": "English", "de-simple": "Einfache Sprache"}


@dataclass(frozen=True, slots=True)
class ChangeRow:
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One object in two sets of revisions. `state`: "new", "gone", "changed"."""

    kind: str
    label: str
    title: LocalText
    url: str
    state: str
    changes: tuple[ChangeRow, ...]


@dataclass(frozen=True, slots=True)
class ConflictRow:
    key: str
    name: str
    base: str
    current: str
    mine: str


def differences(before: Snapshots, after: Snapshots) -> tuple[Difference, ...]:
    """What two named sets of revisions do not have in common, in the order of the newer one."""
    revisables = registry.revisables()
    found = []
    for key in [*after, *(key for key in before if key not in after)]:
        revisable = revisables.get(key[0])
        old, new = before.get(key), after.get(key)
        if revisable is None or old == new:
            continue
        state = "new" if old is None else "gone" if new is None else "changed"
        rows = [change_row(c, revisable) for c in changes(old, new)] if old and new else []
        found.append(
            Difference(
                kind=key[0],
                label=_(revisable.label),
                title=revisable.title(new or old or {}),
                url=revisable.url(key[1]) if new else "",
                state=state,
                changes=tuple(row for row in rows if row),
            )
        )
    return tuple(found)


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
