# SPDX-License-Identifier: EUPL-1.2
"""A project as one document: what may stand in it, and what is wrong with one that was sent in.

The same shape is read from a town's TOML file, from the team's forms, from a file signed by another town,
and stored. Texts are maps from language to words, money is whole cents, dates are ISO 8601.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

Complaint = tuple[str, str]
"""(field, what is wrong and what to do)"""

AGE: Final = re.compile(r"unbekannt|\d{4}(?:-\d{2}(?:-\d{2})?)?(?:[/–][0-9-]+)?")
SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MOST = 200
"""Most entries of one list."""
_LARGEST = 10**13


@dataclass(frozen=True, slots=True)
class Field:
    """`kind`: local, text, url, date, age, slug, cents, number, degrees, yes, choice, table, list."""

    kind: str
    required: bool = False
    choices: tuple[str, ...] = ()
    longest: int = 5_000
    of: Mapping[str, "Field"] | None = None


def _choice(*words: str, required: bool = False) -> Field:
    return Field("choice", required, words)


_LOCAL, _TEXT, _URL, _DATE = Field("local"), Field("text", longest=300), Field("url"), Field("date")
_MUST: Final = Field("local", required=True)
_SAID = {
    "slug": Field("slug", True),
    "sentence": _LOCAL,
    "state": _choice("yes", "no", "unknown"),
    "url": _URL,
}

SHAPE: Final[Mapping[str, Field]] = {
    "title": Field("local", True, longest=140),
    "summary": Field("local", True, longest=600),
    "status": _choice(
        "idea", "planned", "running", "paused", "finished", "stopped", "merged", "unknown", required=True
    ),
    "phase": _choice("strategy", "implementation", "continued", "unknown"),
    "note": _LOCAL,
    "field": Field("text", longest=80),
    "example": Field("yes"),
    "as_of": Field("age", True),
    "starts": _DATE,
    "ends": _DATE,
    "villages": Field("list", of={"": Field("slug", True)}),
    "lat": Field("degrees"),
    "lon": Field("degrees"),
    "sponsor": Field(
        "table",
        of={
            "kind": _choice("town", "resident", "association", "company", "unknown", required=True),
            "name": Field("text", longest=120),
        },
    ),
    "gate": Field(
        "table", of=dict.fromkeys(("problem", "whom", "without_digital", "why_not", "technology"), _LOCAL)
    ),
    "milestones": Field("list", of={"title": _MUST, "due": _DATE, "done": _DATE}),
    "risks": Field(
        "list", of={"text": _MUST, "level": _choice("low", "middle", "high", required=True), "answer": _LOCAL}
    ),
    "decisions": Field(
        "list",
        of={"by": _choice("council", "team", "vote", required=True), "on": _DATE, "text": _MUST, "url": _URL},
    ),
    "contacts": Field("list", of={"role": _MUST, "office": _TEXT, "reach": _TEXT}),
    "values": Field("list", of=_SAID),
    "charta": Field("list", of=_SAID),
    "duties": Field("list", of=_SAID),
    "repository": _URL,
    "licence": _TEXT,
    "continuation": Field(
        "table",
        of={"operator": _LOCAL, "yearly_cents": Field("cents"), "decision_on": _DATE, "decision": _LOCAL},
    ),
    "plan": Field("list", of={"item": _MUST, "year": Field("number", True), "cents": Field("cents", True)}),
    "contracts": Field(
        "list",
        of={
            "subject": _MUST,
            "procedure": _choice(
                "open", "restricted", "negotiated", "direct", "framework", "unknown", required=True
            ),
            "reason": _LOCAL,
            "offers": Field("number"),
            "awarded_on": _DATE,
            "contractor": _TEXT,
            "value_cents": Field("cents"),
            "legal_basis": _TEXT,
            "criteria": _LOCAL,
        },
    ),
    "benefits": Field(
        "list",
        of={
            "place": Field("slug"),
            "situation": _choice("old", "children", "ill", "new", "no_car", "all", required=True),
            "changed": _MUST,
            "cost": _LOCAL,
            "effect": _LOCAL,
        },
    ),
    "lessons": Field("list", of={"text": _MUST}),
    "links": Field("list", of={"label": _MUST, "url": Field("url", True)}),
    "sources": Field(
        "list", of={"label": Field("text", True, longest=300), "url": _URL, "as_of": Field("age", True)}
    ),
}


def complaints(
    entry: Mapping[str, Any], shape: Mapping[str, Field] = SHAPE, at: str = ""
) -> Iterator[Complaint]:
    """Everything wrong with a document; nothing says it may be stored."""
    for name in sorted(set(entry) - set(shape)):
        known = ", ".join(sorted(shape))
        yield f"{at}{name}", f"Dieses Feld gibt es nicht. Bekannt sind: {known}."
    for name, field in shape.items():
        if name in entry:
            yield from _wrong(f"{at}{name}", entry[name], field)
        elif field.required:
            yield f"{at}{name}", "Dieses Feld fehlt."
    if shape is SHAPE:
        yield from _wrong_together(entry)


def normalised(entry: Mapping[str, Any], shape: Mapping[str, Field] = SHAPE) -> dict[str, Any]:
    """A document without complaints as it is stored: dates as text, white space tidy, nothing empty."""
    made = {name: _tidy(entry[name], field) for name, field in shape.items() if name in entry}
    return {name: value for name, value in made.items() if value not in ("", None, [], {})}


def _wrong_together(entry: Mapping[str, Any]) -> Iterator[Complaint]:
    starts, ends = day(entry.get("starts")), day(entry.get("ends"))
    if starts and ends and ends < starts:
        yield "ends", "Das Ende liegt vor dem Anfang."
    if ("lat" in entry) != ("lon" in entry):
        yield "lat", "Bitte Breite und Länge angeben, oder keines von beiden."


def _wrong(at: str, value: Any, field: Field) -> Iterator[Complaint]:
    if field.kind == "list":
        yield from _wrong_list(at, value, field.of or {})
    elif field.kind == "table":
        if isinstance(value, Mapping):
            yield from complaints(value, field.of or {}, f"{at}.")
        else:
            yield at, "Hier gehört eine Tabelle hin."
    elif field.kind == "local":
        yield from _wrong_local(at, value, field.longest)
    elif message := _SIMPLE[field.kind](value, field):
        yield at, message


def _wrong_list(at: str, value: Any, of: Mapping[str, Field]) -> Iterator[Complaint]:
    if not isinstance(value, list) or len(value) > _MOST:
        yield at, f"Hier gehört eine Liste mit höchstens {_MOST} Einträgen hin."
        return
    for number, item in enumerate(value, 1):
        if "" in of:
            yield from _wrong(f"{at}[{number}]", item, of[""])
        elif isinstance(item, Mapping):
            yield from complaints(item, of, f"{at}[{number}].")
        else:
            yield f"{at}[{number}]", "Jeder Eintrag muss eine Tabelle sein."


def _wrong_local(at: str, value: Any, longest: int) -> Iterator[Complaint]:
    if not isinstance(value, Mapping) or not isinstance(value.get("de"), str) or not value["de"].strip():
        yield at, 'Hier fehlt der deutsche Text: de = "…".'
    elif not all(isinstance(text, str) and text.strip() for text in value.values()):
        yield at, "Jede Sprache braucht einen Text."
    elif any(len(text) > longest for text in value.values()):
        yield at, f"Höchstens {longest} Zeichen."


def day(value: Any) -> date | None:
    """A date as TOML or JSON has it; None when it is none."""
    if isinstance(value, datetime):
        return None
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None


def _text(value: Any, field: Field) -> str:
    if not isinstance(value, str):
        return "Hier gehört ein Text hin."
    return f"Höchstens {field.longest} Zeichen." if len(value) > field.longest else ""


def _url(value: Any, field: Field) -> str:
    good = isinstance(value, str) and (not value or re.fullmatch(r"(?:https?://|/)[^\s<>\"]{0,480}", value))
    return "" if good else "Bitte eine Adresse angeben, die mit https:// oder / beginnt."


def _date(value: Any, field: Field) -> str:
    return "" if day(value) else "Bitte ein Datum angeben, etwa 2026-11-22."


def _age(value: Any, field: Field) -> str:
    return "" if AGE.fullmatch(str(value)) else 'Bitte den Stand angeben: "2012", "2021-10" oder "unbekannt".'


def _slug(value: Any, field: Field) -> str:
    good = (
        isinstance(value, str)
        and len(value) <= 80
        and (SLUG.fullmatch(value) or not (value or field.required))
    )
    return "" if good else "Bitte einen Kurznamen aus kleinen Buchstaben, Ziffern und Bindestrichen angeben."


def _cents(value: Any, field: Field) -> str:
    good = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _LARGEST
    return "" if good else "Bitte einen Betrag in ganzen Cent angeben."


def _number(value: Any, field: Field) -> str:
    good = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10_000
    return "" if good else "Bitte eine ganze Zahl angeben."


def _degrees(value: Any, field: Field) -> str:
    good = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= 180
    return "" if good else "Bitte Grad als Zahl angeben, etwa 51.57."


def _yes(value: Any, field: Field) -> str:
    return "" if isinstance(value, bool) else "Bitte true oder false angeben."


def _choice_of(value: Any, field: Field) -> str:
    return "" if value in field.choices else f"Möglich sind: {', '.join(field.choices)}."


_SIMPLE: Final = {
    "text": _text,
    "url": _url,
    "date": _date,
    "age": _age,
    "slug": _slug,
    "cents": _cents,
    "number": _number,
    "degrees": _degrees,
    "yes": _yes,
    "choice": _choice_of,
}


def _tidy(value: Any, field: Field) -> Any:
    if field.kind == "list":
        of = field.of or {}
        return [_tidy(item, of[""]) if "" in of else normalised(item, of) for item in value]
    if field.kind == "table":
        return normalised(value, field.of or {})
    if field.kind == "local":
        return {language: " ".join(text.split()) for language, text in value.items()}
    if field.kind == "date":
        found = day(value)
        return found.isoformat() if found else None
    return " ".join(value.split()) if isinstance(value, str) else value
