# SPDX-License-Identifier: EUPL-1.2
"""What a typed question asks about a way: whether it does, from, to, when, how. Text comes folded."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

_WEEKDAYS = {
    "montag": 0, "dienstag": 1, "mittwoch": 2, "donnerstag": 3, "freitag": 4, "samstag": 5, "sonnabend": 5,
    "sonntag": 6, "wochenende": 5, "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4,
    "saturday": 5, "sunday": 6,
}  # fmt: skip
_HOURS = {
    "nachts": 23, "nacht": 23, "night": 23, "mitternacht": 24, "midnight": 24, "abends": 20, "abend": 20,
    "evening": 20, "spat": 22, "spaet": 22, "late": 22, "fruh": 6, "frueh": 6, "morgens": 7, "mittags": 12,
    "nachmittags": 15, "morning": 7,
}  # fmt: skip
_MOVING = re.compile(
    r"\b(komm\w*|fahr\w*|gelang\w*|heim\w*|bus|busse|nachtbus|zug|verbindung\w*|get|travel|bus|ride|taxi|rollstuhl)\b"
)
_NOT = re.compile(
    r"\b(radweg\w*|fahrrad\w*|fahrkarte\w*|ticket\w*|fuhrerschein|fahrplanheft|"
    r"kost\w*|preis\w*|warum|wieso|weshalb|why|idee\w*|geworden|baustelle\w*)\b"
)
_CLOCK = re.compile(
    r"\b(?:um|gegen|ab|at|nach)\s+(\d{1,2})(?:[:. ](\d{2}))?\s*(uhr|pm|am|o clock)?\b"
    r"|\b(\d{1,2})(?:[:. ](\d{2}))?\s*uhr(?:\s*(\d{2})\b)?"
)
_TO, _FROM = (
    {"nach", "zu", "zum", "zur", "bis", "to", "into", "richtung"},
    {"von", "vom", "aus", "ab", "from"},
)


@dataclass(frozen=True, slots=True)
class Wish:
    """`origin`, `target`: numbers of the named places, −1 for none. `timed`: a time or day was named."""

    origin: int
    target: int
    moment: datetime
    profile: str
    timed: bool
    last: bool


def asks_a_way(folded: str) -> bool:
    return bool(_MOVING.search(folded)) and not _NOT.search(folded)


def wish(
    folded: str, places: Sequence[tuple[int, int]], now: datetime, feasts: Sequence[tuple[str, date]] = ()
) -> Wish | None:
    """None where no way is asked for. `places`: each named place's words (from, to), in their order.

    `feasts`: (folded name, day) for "nach der Kirmes". `now`: local.
    """
    if not asks_a_way(folded) or not places:
        return None
    words = folded.split()
    origin, target = _ends(words, places)
    if target < 0:
        return None
    day, named_day = _day(words, now, feasts)
    hour, minute, named_time = _clock(folded, words)
    if not named_time:
        hour, minute = (
            (23, 0) if named_day and any(name in folded for name, _on in feasts) else (now.hour, now.minute)
        )
    moment = datetime.combine(day, time()) + timedelta(hours=hour, minutes=minute)
    if not named_day and moment < now - timedelta(minutes=1):
        moment += timedelta(days=1)
    profile = (
        "wheelchair"
        if any(word.startswith(("rollstuhl", "wheelchair", "rollator")) for word in words)
        else "walk"
    )
    last = any(word.startswith(("letzt", "last")) for word in words)
    return Wish(origin, target, moment, profile, named_day or named_time, last)


def _ends(words: Sequence[str], places: Sequence[tuple[int, int]]) -> tuple[int, int]:
    origin = target = -1
    for number, (start, _end) in enumerate(places):
        before = list(words[max(start - 2, 0) : start])
        if _FROM.intersection(before) and origin < 0:
            origin = number
        elif _TO.intersection(before) or target < 0:
            target = number
    return origin, target


def _day(words: Sequence[str], now: datetime, feasts: Sequence[tuple[str, date]]) -> tuple[date, bool]:
    today = now.date()
    for name, day in feasts:
        if name in words:
            return day, True
    for word in words:
        if word in _WEEKDAYS or word.rstrip("s") in _WEEKDAYS:
            ahead = (_WEEKDAYS.get(word, _WEEKDAYS.get(word.rstrip("s"), 0)) - today.weekday()) % 7
            return today + timedelta(days=ahead), True
    if "ubermorgen" in words or "uebermorgen" in words:
        return today + timedelta(days=2), True
    if "tomorrow" in words or ("morgen" in words and "guten" not in words):
        return today + timedelta(days=1), True
    return today, "heute" in words or "today" in words


def _clock(folded: str, words: Sequence[str]) -> tuple[int, int, bool]:
    found = _CLOCK.search(folded)
    if found:
        hour = int(found[1] or found[4])
        minute = int(found[2] or found[5] or found[6] or 0)
        if found[3] == "pm" and hour < 12:
            hour += 12
        if hour <= 24 and minute < 60 and (found[3] or found[4] or found[2]):
            late = hour < 5 and not ("fruh" in words or "frueh" in words)
            return (hour + 24 if late else hour), minute, True
    for word in words:
        if word in _HOURS:
            return _HOURS[word], 0, True
    return 0, 0, False
