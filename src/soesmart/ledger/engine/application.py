# SPDX-License-Identifier: EUPL-1.2
"""From a few lines of plan to positions, years and who pays what."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from soesmart.ledger.engine.claim import Position
from soesmart.ledger.engine.payments import read_cents
from soesmart.ledger.engine.profile import Profile
from soesmart.ledger.engine.split import share


@dataclass(frozen=True, slots=True)
class Planned:
    """One amount of the plan in cents."""

    position: str
    year: int
    cents: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan with its funding. `asked` is what the funder is asked for."""

    positions: tuple[Position, ...]
    planned: tuple[Planned, ...]
    total: int
    asked: int
    other: int
    own: int
    warnings: tuple[str, ...]


class BadPlan(ValueError):
    """A line that is no part of a plan; the text names it."""


def read_plan(text: str, profile: Profile) -> tuple[tuple[Position, ...], tuple[Planned, ...]]:
    """Lines "name; kind of cost; year; amount"; raises BadPlan naming the line."""
    positions: dict[str, Position] = {}
    planned: list[Planned] = []
    phase = profile.phases[-1].key if profile.phases else ""
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        parts = [part.strip() for part in line.split(";")]
        if len(parts) != 4:
            raise BadPlan(f"Zeile {number}: gebraucht werden vier Angaben: Name; Kostenart; Jahr; Betrag.")
        name, kind, year, amount = parts
        if profile.cost_kind(kind) is None:
            known = ", ".join(one.key for one in profile.cost_kinds)
            raise BadPlan(f"Zeile {number}: die Kostenart „{kind}“ gibt es nicht. Bekannt: {known}.")
        if not re.fullmatch(r"20\d\d", year):
            raise BadPlan(f"Zeile {number}: „{year}“ ist kein Jahr.")
        try:
            cents = read_cents(amount)
        except ValueError as error:
            raise BadPlan(f"Zeile {number}: {error}") from error
        if cents <= 0:
            raise BadPlan(f"Zeile {number}: ein Plan braucht einen Betrag über null.")
        key = slug(name)
        positions.setdefault(key, Position(key, name, kind, phase))
        planned.append(Planned(key, int(year), cents))
    if not planned:
        raise BadPlan("Der Plan hat noch keine Zeile.")
    return tuple(positions.values()), tuple(planned)


def draft(text: str, profile: Profile, other: int) -> Draft:
    positions, planned = read_plan(text, profile)
    total = sum(one.cents for one in planned)
    most = profile.phases[-1].grant_most if profile.phases else None
    asked = share(total, profile.rate, most)
    warnings = []
    if most is not None and share(total, profile.rate) > most:
        warnings.append("Der Anteil des Fördergebers ist durch die Höchstsumme der Phase begrenzt.")
    if asked + other > total:
        warnings.append("Alle Zusagen zusammen sind mehr als die Kosten: Der Rest wäre Überförderung.")
    for kind in {one.kind for one in positions}:
        known = profile.cost_kind(kind)
        if known is not None and known.eligible is None:
            warnings.append(
                f"Ob „{known.name}“ förderfähig ist, ist unbekannt: bitte beim Fördergeber fragen."
            )
    return Draft(positions, planned, total, asked, other, total - asked - other, tuple(sorted(warnings)))


def slug(name: str) -> str:
    """A short key of letters, digits and hyphens."""
    spelt = name.casefold()
    for letter, plainly in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        spelt = spelt.replace(letter, plainly)
    plain = unicodedata.normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40] or "position"


def by_year(planned: tuple[Planned, ...]) -> Mapping[int, int]:
    years: dict[int, int] = {}
    for one in planned:
        years[one.year] = years.get(one.year, 0) + one.cents
    return dict(sorted(years.items()))
