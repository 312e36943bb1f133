# SPDX-License-Identifier: EUPL-1.2
"""What makes a text wait for a person, alike for form, API and stall; each rule can be switched off."""

import hashlib
import re
from collections.abc import Sequence

from django.conf import settings

from soesmart.ask.engine.hate import hateful
from soesmart.ask.engine.hold_back import hit
from soesmart.ask.engine.personal_data import Found, find
from soesmart.kernel.gate import permit

_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>]+", re.IGNORECASE)


def waits_for(text: str, *, proven: bool) -> str:
    """Why a text does not appear at once (a word of the interface, as in `words.waits_text`), or ""."""
    house = settings.SOESMART
    if permit("ask.hate", "hold back", "guest") and hateful(text):
        return "hate"
    if hit(text, house["ask.hold_back_words"]):
        return "word"
    if personal_in(text):
        return "personal"
    if len(_LINK.findall(text)) > house["ask.max_links"]:
        return "links"
    if not proven:
        return "check"
    return "moderation" if house["ask.pre_moderation"] else ""


def links_in(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _ADDRESS.finditer(text)]


def personal_in(text: str) -> tuple[Found, ...]:
    """Personal data that should not become public unseen."""
    return find(text) if permit("ask.personal_data", "hold back", "guest") else ()


def seal_of(text: str, found: Sequence[Found]) -> str:
    """Stands for exactly these findings: whoever saw them is not asked again, unless new ones come."""
    said = "\n".join(sorted(text[one.start : one.end] for one in found))
    return hashlib.sha256(said.encode()).hexdigest()[:16] if said else ""
