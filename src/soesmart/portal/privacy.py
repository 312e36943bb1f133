# SPDX-License-Identifier: EUPL-1.2
"""What the town keeps about people, as its rooms declare it themselves."""

from dataclasses import dataclass

from soesmart.kernel import registry


@dataclass(frozen=True, slots=True)
class Kept:
    """What one room keeps about a person: its models with their personal fields, and its cookies."""

    room: str
    fields: tuple[tuple[str, tuple[str, ...]], ...]
    cookies: tuple[str, ...]


def kept() -> tuple[Kept, ...]:
    """Every room that keeps something about people, in the order of the rooms."""
    found = []
    for room in registry.rooms():
        by_model: dict[str, list[str]] = {}
        for name in (name for shredder in room.shredders for name in shredder.fields):
            model, _, field = name.partition(".")
            by_model.setdefault(model, []).append(field)
        fields = tuple((model, tuple(names)) for model, names in by_model.items())
        if fields or room.cookies:
            found.append(Kept(room.name, fields, tuple(sorted(room.cookies))))
    return tuple(found)
