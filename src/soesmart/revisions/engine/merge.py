# SPDX-License-Identifier: EUPL-1.2
"""Three versions of one thing: what it was, what it is now, what somebody wants it to be.

A snapshot is plain JSON. Objects are compared key by key ("title.texts.en"), lists as a whole: whoever
reorders a list means the list.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

MISSING = object()
"""Stands for a key that is not there."""


@dataclass(frozen=True, slots=True)
class Change:
    """One place of a snapshot: `path` from the top, what stood there and what stands there now."""

    path: tuple[str, ...]
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Conflict:
    """Both sides changed the same place, differently."""

    path: tuple[str, ...]
    base: Any
    current: Any
    mine: Any


@dataclass(frozen=True, slots=True)
class Merge:
    """`merged` takes every change that only one side made; at a conflict it keeps what is current."""

    merged: dict[str, Any]
    mine: tuple[Change, ...]
    conflicts: tuple[Conflict, ...]


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    """Everything that differs, in the order of `after`."""
    return tuple(_changes((), before, after))


def merge(base: Mapping[str, Any], current: Mapping[str, Any], mine: Mapping[str, Any]) -> Merge:
    """Changes from `base` to `mine`, made to `current`."""
    theirs = {change.path: change for change in _changes((), base, current)}
    merged = _copy(current)
    wanted, conflicts = tuple(_changes((), base, mine)), []
    for change in wanted:
        other = _overlapping(theirs, change.path)
        if other is None or (other.path == change.path and other.after == change.after):
            put(merged, change.path, change.after)
        else:
            now = at(current, change.path)
            conflicts.append(Conflict(change.path, change.before, now, change.after))
    return Merge(merged, wanted, tuple(conflicts))


def at(snapshot: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    found: Any = snapshot
    for key in path:
        if not isinstance(found, Mapping) or key not in found:
            return MISSING
        found = found[key]
    return found


def put(snapshot: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    """Set or (MISSING) take away one place."""
    inner = snapshot
    for key in path[:-1]:
        deeper = inner.get(key)
        if not isinstance(deeper, dict):
            deeper = inner[key] = {}
        inner = deeper
    if value is MISSING:
        inner.pop(path[-1], None)
    else:
        inner[path[-1]] = value


def _changes(path: tuple[str, ...], before: Any, after: Any) -> Iterator[Change]:
    if isinstance(before, Mapping) and isinstance(after, Mapping) and (path == () or (before and after)):
        for key in [*after, *(key for key in before if key not in after)]:
            yield from _changes((*path, key), before.get(key, MISSING), after.get(key, MISSING))
    elif before is not after and (before != after or type(before) is not type(after)):
        yield Change(path, before, after)


def _overlapping(theirs: Mapping[tuple[str, ...], Change], path: tuple[str, ...]) -> Change | None:
    for other, change in theirs.items():
        shorter = min(len(other), len(path))
        if other[:shorter] == path[:shorter]:
            return change
    return None


def _copy(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _copy(inner) for key, inner in value.items()}
    return [_copy(inner) for inner in value] if isinstance(value, list) else value
