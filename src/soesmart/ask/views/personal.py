# SPDX-License-Identifier: EUPL-1.2
"""Asks people once, before they send, about personal data in their text."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from soesmart.ask import facade
from soesmart.ask.words import personal_name

FIELD = "persoenlich"


@dataclass(frozen=True, slots=True)
class Told:
    """What the notice says: kinds with the words found, and the mark of having been told."""

    items: tuple[tuple[str, str], ...]
    seal: str


def told_of(text: str) -> Told | None:
    found = facade.personal_in(text)
    if not found:
        return None
    items = tuple((personal_name(one.kind), text[one.start : one.end]) for one in found)
    return Told(items, facade.seal_of(text, found))


def to_ask(request: HttpRequest, text: str) -> Told | None:
    """None when nothing was found, or when this person has seen just these findings."""
    told = told_of(text)
    return None if told is None or told.seal in request.POST.getlist(FIELD) else told


def context(told: Told | None) -> dict[str, Any]:
    return {"personal": told} if told else {}
