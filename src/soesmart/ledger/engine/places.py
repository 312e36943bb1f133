# SPDX-License-Identifier: EUPL-1.2
"""Who gets what: costs by village and per head; small villages stand together, sums stay whole."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from soesmart.ledger.engine.entries import Effect, Entry, of


@dataclass(frozen=True, slots=True)
class Village:
    """A place and its people; None where nobody knows the number."""

    slug: str
    name: str
    people: int | None


@dataclass(frozen=True, slots=True)
class Part:
    """Costs of one place, or of several small ones together. `per_head` in cents, None if unknown."""

    slugs: tuple[str, ...]
    names: tuple[str, ...]
    people: int | None
    cents: int
    per_head: int | None


def parts(
    entries: Iterable[Entry], villages: Iterable[Village], least: int
) -> tuple[tuple[Part, ...], Part | None, int]:
    """(places, the small ones together, cents for the whole town).

    Small are places with fewer than `least` people or an unknown number. One small place alone would be
    known by subtraction: then the next larger one joins it.
    """
    sums: dict[str, int] = {}
    for entry in of(entries, Effect.VOUCHER):
        sums[entry.village] = sums.get(entry.village, 0) + entry.cents
    known = {village.slug: village for village in villages}
    whole = sum(cents for slug, cents in sums.items() if slug not in known)
    rows = sorted(known.values(), key=lambda one: (one.people if one.people is not None else -1, one.slug))
    small = [one for one in rows if one.people is None or one.people < least]
    large = [one for one in rows if one.people is not None and one.people >= least]
    while small and large and (len(small) < 2 or not _enough(small, least)):
        small.append(large.pop(0))
    shown = tuple(
        Part(
            (one.slug,),
            (one.name,),
            one.people,
            sums.get(one.slug, 0),
            _head(sums.get(one.slug, 0), one.people),
        )
        for one in sorted(large, key=lambda one: one.name)
    )
    return shown, _together(small, sums) if small else None, whole


def _enough(small: Iterable[Village], least: int) -> bool:
    return sum(one.people or 0 for one in small) >= least


def _together(small: list[Village], sums: Mapping[str, int]) -> Part:
    named = sorted(small, key=lambda one: one.name)
    cents = sum(sums.get(one.slug, 0) for one in named)
    people = None if any(one.people is None for one in named) else sum(one.people or 0 for one in named)
    return Part(
        tuple(one.slug for one in named),
        tuple(one.name for one in named),
        people,
        cents,
        _head(cents, people),
    )


def _head(cents: int, people: int | None) -> int | None:
    return round(cents / people) if people else None
