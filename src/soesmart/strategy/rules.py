# SPDX-License-Identifier: EUPL-1.2
"""What a goal, an indicator, a rung must say. Each complaint names the field and the remedy."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from soesmart.strategy.engine.numbers import BadNumber, at_scale, exact, read_number
from soesmart.strategy.engine.periods import BadPeriod, read_period
from soesmart.strategy.types import CLASSES, DIRECTIONS, RESOLUTIONS, ROLES

Complaint = tuple[str, str]
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_WEB = re.compile(r"https?://[^\s\"'<>]+")
TITLE, TEXT, UNIT = 200, 5_000, 60
SDGS = range(1, 18)
NOTES = ("formula", "method", "limits", "quality")


def slug_ok(slug: Any) -> bool:
    return isinstance(slug, str) and len(slug) <= 100 and bool(_SLUG.fullmatch(slug))


def text_complaints(field: str, texts: Any, most: int, *, needed: bool) -> Iterator[Complaint]:
    if texts is None and not needed:
        return
    if not isinstance(texts, Mapping) or not all(isinstance(text, str) for text in texts.values()):
        yield field, _("Bitte einen Text je Sprache angeben.")
    elif needed and not str(texts.get("de", "")).strip():
        yield field, _("Der deutsche Text fehlt.")
    elif any(len(text) > most for text in texts.values()):
        yield field, _("Höchstens %(most)s Zeichen.") % {"most": most}


def source_complaints(field: str, sources: Any) -> Iterator[Complaint]:
    if not isinstance(sources, list) or not all(isinstance(one, Mapping) for one in sources):
        yield field, _("Bitte Quellen als Liste mit label, url und as_of angeben.")
        return
    for one in sources:
        if not str(one.get("label", "")).strip():
            yield field, _("Jede Quelle braucht einen Namen (label).")
        if one.get("url") and not _WEB.fullmatch(str(one["url"])):
            yield field, _("Die Adresse der Quelle muss mit https:// oder http:// beginnen.")
        if any(
            len(str(one.get(name, ""))) > most for name, most in (("label", 300), ("url", 500), ("as_of", 40))
        ):
            yield field, _("Die Quelle ist zu lang.")


def level_complaints(level: Mapping[str, Any]) -> Iterator[Complaint]:
    yield from _slugs(level, "slug")
    yield from text_complaints("name", level.get("name"), TITLE, needed=True)
    yield from text_complaints("plural", level.get("plural"), TITLE, needed=False)
    if level.get("role", "goal") not in ROLES:
        yield "role", _("Erlaubt: %(names)s.") % {"names": ", ".join(ROLES)}
    expected = level.get("expected")
    if expected is not None and (not isinstance(expected, int) or not 0 <= expected <= 10_000):
        yield "expected", _("Bitte eine ganze Zahl.")
    yield from _unknown(level)
    yield from source_complaints("source", level.get("source", []))


def goal_complaints(goal: Mapping[str, Any]) -> Iterator[Complaint]:
    yield from _slugs(goal, "slug", "level")
    if goal.get("parent") and not slug_ok(goal["parent"]):
        yield "parent", _("Bitte den Kurznamen (slug) eines Ziels.")
    yield from text_complaints("title", goal.get("title"), TITLE, needed=True)
    yield from text_complaints("text", goal.get("text"), TEXT, needed=False)
    yield from source_complaints("source", goal.get("source", []))
    sdgs = goal.get("sdgs", [])
    if not isinstance(sdgs, list) or any(number not in SDGS for number in sdgs):
        yield "sdgs", _("Nummern von 1 bis 17.")
    charta = goal.get("charta", [])
    if not isinstance(charta, list) or not all(slug_ok(line) for line in charta):
        yield "charta", _("Kurznamen der Leitlinien der Smart City Charta.")
    yield from _unknown(goal)
    yield from _as_of(goal)


def indicator_complaints(indicator: Mapping[str, Any]) -> Iterator[Complaint]:
    yield from _slugs(indicator, "slug")
    if indicator.get("goal") and not slug_ok(indicator["goal"]):
        yield "goal", _("Bitte den Kurznamen (slug) eines Ziels.")
    if indicator.get("main") and not indicator.get("goal"):
        yield "main", _("Nur ein Ziel hat eine Kennzahl: Bitte das Ziel nennen.")
    yield from text_complaints("title", indicator.get("title"), TITLE, needed=True)
    for field, allowed in (("kind", CLASSES), ("direction", DIRECTIONS), ("resolution", tuple(RESOLUTIONS))):
        if indicator.get(field) not in allowed:
            yield field, _("Erlaubt: %(names)s.") % {"names": ", ".join(allowed)}
    for field, most in (("unit", UNIT), ("unit_one", UNIT), ("geography", 120)):
        if not isinstance(indicator.get(field, ""), str) or len(indicator.get(field, "")) > most:
            yield field, _("Höchstens %(most)s Zeichen.") % {"most": most}
    yield from source_complaints("source", [indicator.get("source", {})])
    for note in NOTES:
        yield from text_complaints(note, indicator.get(note), TEXT, needed=False)
    yield from _path(indicator)
    words = indicator.get("words", [])
    if not isinstance(words, list) or not all(isinstance(w, str) and 0 < len(w) <= 60 for w in words):
        yield "words", _("Wörter, unter denen Menschen danach fragen.")


def _path(indicator: Mapping[str, Any]) -> Iterator[Complaint]:
    baseline = indicator.get("baseline")
    if baseline is not None:
        yield from _point("baseline", baseline, "period", lambda text: read_period(text).end)
    target = indicator.get("target", [])
    if not isinstance(target, list):
        yield "target", _("Bitte eine Liste von Punkten mit on und value.")
        return
    for point in target:
        yield from _point("target", point, "on", date.fromisoformat)
    days = [str(point.get("on", "")) for point in target if isinstance(point, Mapping)]
    if days != sorted(set(days)):
        yield "target", _("Die Punkte des Zielpfads gehören nach dem Datum geordnet, jeder Tag einmal.")


def _point(field: str, point: Any, when: str, read: Callable[[str], date]) -> Iterator[Complaint]:
    try:
        read(str(point[when]))
        exact(number(point["value"]))
    except (KeyError, TypeError):
        yield field, _("Es fehlt %(when)s oder value.") % {"when": when}
    except (BadNumber, BadPeriod) as error:
        yield field, str(error)
    except ValueError:
        yield field, _("Bitte ein Datum wie 2030-12-31.")


def value_complaints(value: Mapping[str, Any]) -> Iterator[Complaint]:
    yield from _slugs(value, "indicator")
    try:
        read_period(str(value.get("period", "")))
    except BadPeriod as error:
        yield "period", str(error)
    numbers: dict[str, Decimal] = {}
    for field in ("value", "lower", "upper"):
        if field == "value" or value.get(field) is not None:
            try:
                numbers[field] = number(value.get(field))
                exact(numbers[field])
            except BadNumber as error:
                yield field, str(error)
    yield from order_complaints(numbers)
    if len(str(value.get("source", ""))) > 300 or len(str(value.get("reason", ""))) > 300:
        yield "source", _("Höchstens %(most)s Zeichen.") % {"most": 300}


def order_complaints(numbers: Mapping[str, Decimal]) -> Iterator[Complaint]:
    """lower ≤ value ≤ upper, and one scale that can hold all three."""
    value = numbers.get("value")
    if value is None:
        return
    if "lower" in numbers and numbers["lower"] > value:
        yield "lower", _("Die Untergrenze liegt über dem Wert.")
    if "upper" in numbers and numbers["upper"] < value:
        yield "upper", _("Die Obergrenze liegt unter dem Wert.")
    scale = max(exact(one).scale for one in numbers.values())
    for field, one in numbers.items():
        if abs(at_scale(one, scale)) >= 10**18:
            yield field, _("Diese Zahl hat zu viele Stellen.")


def number(given: Any) -> Decimal:
    """Numbers in our own files: whole numbers bare, all others as text with a comma or a point."""
    if isinstance(given, bool) or not isinstance(given, int | str):
        raise BadNumber(f'{given!r}: Bitte als Text schreiben, zum Beispiel "12,5".')
    return Decimal(given) if isinstance(given, int) else read_number(given, "," if "," in given else ".")


def _slugs(entry: Mapping[str, Any], *fields: str) -> Iterator[Complaint]:
    for field in fields:
        if not slug_ok(entry.get(field)):
            yield field, _("Kleine Buchstaben, Ziffern und Bindestriche, zum Beispiel mobil-ohne-auto.")


def _unknown(entry: Mapping[str, Any]) -> Iterator[Complaint]:
    if entry.get("asked_at") is not None and not isinstance(entry["asked_at"], date):
        yield "asked_at", _("Bitte ein Datum wie 2030-12-31.")
    if entry.get("asked_at") is not None:
        yield from text_complaints("whom", entry.get("whom"), TITLE, needed=True)


def _as_of(entry: Mapping[str, Any]) -> Iterator[Complaint]:
    if not isinstance(entry.get("as_of", ""), str) or len(entry.get("as_of", "")) > 40:
        yield "as_of", _("Höchstens %(most)s Zeichen.") % {"most": 40}
