# SPDX-License-Identifier: EUPL-1.2
"""What a project needs before it may be published, and which changes of status there are."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from soesmart.projects.engine import document
from soesmart.projects.engine.document import SLUG, Complaint, Field
from soesmart.projects.types import Status

Json = Mapping[str, Any]
ENDED: Final = frozenset({Status.STOPPED, Status.MERGED})
"""Whoever ends a project this way says why."""

RESERVED: Final = frozenset({"tafel", "karte", "zeit", "davon", "daten", "mitmachen", "neu", "aufruf", "rat"})
"""Slugs that would hide a page of the room."""
_LOCAL = Field("local", longest=2_000)
STEP: Final[Mapping[str, Field]] = {
    "on": Field("date", required=True),
    "status": document.SHAPE["status"],
    "phase": document.SHAPE["phase"],
    "reason": _LOCAL,
}
_NAMES = Field("list", of={"": Field("text", True, longest=120)})
"""Names by which the other rooms find a question or a goal."""
_ALSO: Final = frozenset({"slug", "withdrawn", "reason", "merged_into", "steps", "questions", "goals"})
_YARDSTICK: Final[Mapping[str, Field]] = {
    "slug": Field("slug", required=True),
    "kind": Field("choice", True, ("value", "charta", "duty")),
    "title": Field("local", True, longest=200),
}


CALL: Final[Mapping[str, Field]] = {
    "slug": Field("slug", required=True),
    "title": Field("local", True, longest=140),
    "text": Field("local", True, longest=3_000),
    "most_cents": Field("cents"),
    "until": Field("date"),
    "example": Field("yes"),
}


def call_complaints(entry: Json) -> Iterator[Complaint]:
    yield from document.complaints(entry, CALL)


def yardstick_complaints(entry: Json) -> Iterator[Complaint]:
    yield from document.complaints(entry, _YARDSTICK)


def entry_complaints(entry: Json) -> Iterator[Complaint]:
    """Everything wrong with an entry of `projects.toml`.

    Known facts may be published although nobody answered the questions of the gate: pages then say so.
    """
    slug = entry.get("slug")
    if not isinstance(slug, str) or len(slug) > 80 or not SLUG.fullmatch(slug) or slug in RESERVED:
        yield "slug", "Bitte einen Kurznamen aus kleinen Buchstaben, Ziffern und Bindestrichen angeben."
    if entry.get("withdrawn"):
        return
    inner = {name: value for name, value in entry.items() if name not in _ALSO}
    yield from document.complaints(inner)
    if not entry.get("example") and not entry.get("sources"):
        yield "sources", "Ohne Quelle wird nichts veröffentlicht. Bitte mindestens eine angeben."
    if "reason" in entry:
        yield from document.complaints({"reason": entry["reason"]}, {"reason": _LOCAL})
    for name in ("questions", "goals"):
        yield from document.complaints({name: entry.get(name, [])}, {name: _NAMES})
    yield from _steps(entry)
    yield from _ending(entry)


def _steps(entry: Json) -> Iterator[Complaint]:
    told = entry.get("steps", [])
    yield from document.complaints({"steps": told}, {"steps": Field("list", of=STEP)})
    last = told[-1] if told and isinstance(told, list) else None
    if isinstance(last, Mapping) and last.get("status") != entry.get("status"):
        yield "steps", "Der letzte Schritt muss den Status haben, den das Projekt hat."


def _ending(entry: Json) -> Iterator[Complaint]:
    if entry.get("status") in ENDED and not _says_why(entry):
        yield "reason", "Wer ein Projekt beendet oder zusammenlegt, sagt warum: reason.de oder steps."
    if entry.get("status") == Status.MERGED and not entry.get("merged_into"):
        yield "merged_into", "In welches Projekt ist dieses aufgegangen? Bitte den Kurznamen angeben."


def _says_why(entry: Json) -> bool:
    steps = entry.get("steps") or [{}]
    last = steps[-1] if isinstance(steps, list) else {}
    return bool(entry.get("reason") or (isinstance(last, Mapping) and last.get("reason")))
