# SPDX-License-Identifier: EUPL-1.2
"""The accessibility statement (Directive (EU) 2016/2102, BITV 2.0), made from settings and data."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

STATES = ("full", "partly", "not")
_OMBUDS = Path(__file__).with_name("ombuds.toml")


@dataclass(frozen=True, slots=True)
class Office:
    """Whom to turn to when the town does not answer. `is_list`: only a list of such offices is known."""

    name: str
    url: str
    address: str = ""
    email: str = ""
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    state: str
    checked_on: date | None
    by_others: bool
    gaps: tuple[str, ...]
    office: Office


def statement() -> Statement:
    given = settings.SOESMART
    by_others = given["accessibility.checked_by_others"]
    checked_on = _day(given["accessibility.checked_on"])
    return Statement(
        state=_claimed(given["accessibility.state"], checked_on, by_others),
        checked_on=checked_on,
        by_others=by_others,
        gaps=tuple(given["accessibility.gaps"]),
        office=office_for(given["town.state"]),
    )


def problems() -> list[str]:
    """What keeps the statement from saying what the settings say."""
    given, found = settings.SOESMART, []
    if given["accessibility.state"] not in STATES:
        found.append(f"accessibility.state: one of {', '.join(STATES)}")
    written = given["accessibility.checked_on"]
    if written and _day(written) is None:
        found.append("accessibility.checked_on: a day as 2026-03-31")
    if given["accessibility.state"] == "full" and statement().state != "full":
        found.append(
            "accessibility.state: “full” needs accessibility.checked_on and checked_by_others;"
            " until then the page says “partly”"
        )
    return found


def office_for(state: str) -> Office:
    known = _offices()
    if state in known:
        return _office(known[state])
    return _office(known["others"], is_list=True)


def _office(entry: Mapping[str, str], is_list: bool = False) -> Office:
    return Office(entry["name"], entry["url"], entry.get("address", ""), entry.get("email", ""), is_list)


@cache
def _offices() -> dict[str, Any]:
    return tomllib.loads(_OMBUDS.read_text("utf-8"))


def _claimed(state: str, checked_on: date | None, by_others: bool) -> str:
    """Nobody is fully accessible by their own word."""
    if state == "full" and not (checked_on and by_others):
        return "partly"
    return state if state in STATES else "partly"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
