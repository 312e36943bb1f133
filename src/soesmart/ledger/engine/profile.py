# SPDX-License-Identifier: EUPL-1.2
"""The rules of a grant as versioned data. What nobody published is None and is shown as "unbekannt"."""

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

UNKNOWN = "unbekannt"


class BadProfile(ValueError):
    """A profile that cannot be read; the message names the place."""


@dataclass(frozen=True, slots=True)
class Funder:
    """Who paid, and in which time. Years as published."""

    name: str
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of the programme with a gate before the next one."""

    key: str
    name: str
    grant_most: int | None
    """The largest grant in cents."""
    months: int | None
    proof_months: int | None
    """The proof of use is due so many months after the commitment."""
    gate: str | None
    """What must be decided before money of this phase is called."""


@dataclass(frozen=True, slots=True)
class CostKind:
    """A kind of cost. `eligible` is None where nobody said."""

    key: str
    name: str
    eligible: bool | None
    binding_years: int | None
    """How long what was bought must serve its purpose."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The rules of one funding programme. Rates in basis points."""

    key: str
    version: int
    name: str
    as_of: str
    source: str
    funders: tuple[Funder, ...]
    recipients: tuple[str, ...]
    rounds: int | None
    rate: int
    rate_emergency: int | None
    phases: tuple[Phase, ...]
    cost_kinds: tuple[CostKind, ...]
    claim_months: int | None
    claim_basis: str | None
    interest_points: int | None
    """Points above the base rate for money paid out too early, in basis points."""
    use_within_days: int | None
    tolerance: int | None
    """How far a position may exceed its plan when saved elsewhere, in basis points."""
    keep_years: int | None
    other_money: str | None
    duties: tuple[str, ...]

    def phase(self, key: str) -> Phase | None:
        return next((phase for phase in self.phases if phase.key == key), None)

    def cost_kind(self, key: str) -> CostKind | None:
        return next((kind for kind in self.cost_kinds if kind.key == key), None)


def read(document: Mapping[str, Any]) -> Profile:
    """Raises BadProfile naming what is missing."""
    try:
        rate, claims = document["rate"], document.get("claims", {})
        return Profile(
            key=str(document["key"]),
            version=int(document["version"]),
            name=str(document["name"]),
            as_of=str(document["as_of"]),
            source=str(document["source"]),
            funders=tuple(Funder(**row) for row in document.get("funders", ())),
            recipients=tuple(document.get("recipients", ())),
            rounds=known(document.get("rounds")),
            rate=int(rate["normal"]),
            rate_emergency=known(rate.get("emergency")),
            phases=tuple(map(_phase, document.get("phases", ()))),
            cost_kinds=tuple(map(_kind, document.get("cost_kinds", ()))),
            claim_months=known(claims.get("months")),
            claim_basis=known(claims.get("basis")),
            interest_points=known(document.get("interest", {}).get("points")),
            use_within_days=known(document.get("interest", {}).get("use_within_days")),
            tolerance=known(document.get("tolerance")),
            keep_years=known(document.get("keep_years")),
            other_money=known(document.get("other_money")),
            duties=tuple(document.get("duties", ())),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadProfile(f"Das Regelwerk ist nicht lesbar: {type(error).__name__} {error}.") from error


def known(value: Any) -> Any:
    """None for what is unknown."""
    return None if value in (UNKNOWN, "") else value


def _phase(row: Mapping[str, Any]) -> Phase:
    names = ("grant_most", "months", "proof_months", "gate")
    return Phase(str(row["key"]), str(row["name"]), *(known(row.get(name)) for name in names))


def _kind(row: Mapping[str, Any]) -> CostKind:
    return CostKind(
        str(row["key"]), str(row["name"]), known(row.get("eligible")), known(row.get("binding_years"))
    )


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last one."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def half_year(day: date) -> tuple[date, date]:
    """First and last day of the half year `day` lies in."""
    if day.month <= 6:
        return date(day.year, 1, 1), date(day.year, 6, 30)
    return date(day.year, 7, 1), date(day.year, 12, 31)


def deadlines(profile: Profile, committed_on: date | None) -> Sequence[tuple[str, date | None]]:
    """(phase, day the proof of use is due); None where day or rule is unknown."""
    return [
        (
            phase.key,
            months_after(committed_on, phase.proof_months)
            if committed_on and phase.proof_months is not None
            else None,
        )
        for phase in profile.phases
    ]
