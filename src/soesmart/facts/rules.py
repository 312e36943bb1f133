# SPDX-License-Identifier: EUPL-1.2
"""What an entry of a town's file must hold before it may be published."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from soesmart.facts.types import STOP_NAMES

Entry = Mapping[str, Any]
Complaint = tuple[str, str]
"""(field, what is wrong and what to do)"""

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_AGE = re.compile(r"unbekannt|\d{4}(?:-\d{2}(?:-\d{2})?)?(?:[/–][0-9-]+)?")
_COMMON = {"slug", "title", "text", "source", "example", "withdrawn"}
_OWN = {
    "fact": {"topic", "as_of", "asked_at", "whom", "related", "ask"},
    "date": {"starts", "ends", "place"},
    "outcome": {"as_of", "stops", "fact"},
    "words": {"name", "words", "elsewhere"},
    "topic": {"name", "title"},
    "chapter": {"statement"},
}
_STATEMENT = {"text", "when", "source", "version", "asked_at", "whom"}
_ASK_KEYS = {"phrasings", "needs", "unless", "words"}
_LONGEST: Final = {"slug": 80, "name": 80, "topic": 60, "place": 120, "as_of": 40, "fact": 80}


def complaints(kind: str, entry: Entry) -> Iterator[Complaint]:
    """Everything wrong with one entry."""
    for name, longest in _LONGEST.items():
        if len(str(entry.get(name, ""))) > longest:
            yield name, f"Höchstens {longest} Zeichen."
    if kind in _NAMED:
        yield from _NAMED[kind](entry)
        return
    for name in sorted(set(entry) - _COMMON - _OWN[kind]):
        yield name, f"Dieses Feld gibt es nicht. Bekannt sind: {', '.join(sorted(_COMMON | _OWN[kind]))}."
    if not _SLUG.fullmatch(str(entry.get("slug", ""))):
        yield "slug", "Bitte einen Kurznamen aus kleinen Buchstaben, Ziffern und Bindestrichen angeben."
    if entry.get("withdrawn"):
        return
    for name in ("title", "text"):
        yield from _local(name, entry.get(name))
    yield from _sources(entry.get("source"))
    yield from _BY_KIND[kind](entry)


def _local(name: str, value: Any) -> Iterator[Complaint]:
    if not isinstance(value, dict) or not isinstance(value.get("de"), str) or not value["de"].strip():
        yield name, 'Hier fehlt der deutsche Text: de = "…".'
    elif not all(isinstance(text, str) and text.strip() for text in value.values()):
        yield name, "Jede Sprache braucht einen Text."


def _sources(value: Any) -> Iterator[Complaint]:
    if not isinstance(value, list) or not value:
        yield "source", "Ohne Quelle wird nichts veröffentlicht. Bitte mindestens eine angeben."
        return
    for source in value:
        if not isinstance(source, dict) or not source.get("label") or not source.get("as_of"):
            yield "source", 'Jede Quelle braucht label = "…" und as_of = "…" (Stand).'
        elif source.get("url", "https://").split("://")[0] not in {"http", "https"}:
            yield "source", "Die Adresse der Quelle muss mit http:// oder https:// beginnen."


def _fact(entry: Entry) -> Iterator[Complaint]:
    if not isinstance(entry.get("topic"), str) or not entry["topic"]:
        yield "topic", "Bitte ein Thema angeben."
    yield from _age(entry)
    if "asked_at" in entry:
        if not isinstance(entry["asked_at"], date):
            yield "asked_at", "Bitte ein Datum ohne Anführungszeichen angeben, etwa 2026-11-22."
        yield from _local("whom", entry.get("whom"))
    elif "whom" in entry:
        yield "asked_at", "Wen man fragen kann, steht nur bei offenen Fragen: Bitte asked_at angeben."
    ask = entry.get("ask", {})
    for name in sorted(set(ask) - _ASK_KEYS):
        yield f"ask.{name}", f"Dieses Feld gibt es nicht. Bekannt sind: {', '.join(sorted(_ASK_KEYS))}."
    if not ask.get("phrasings"):
        yield "ask.phrasings", "Bitte mindestens eine Frage angeben, wie Menschen sie stellen."


def _age(entry: Entry) -> Iterator[Complaint]:
    if not _AGE.fullmatch(str(entry.get("as_of", ""))):
        yield "as_of", 'Bitte den Stand angeben: "2012", "2021-10", "2021-10-06" oder "unbekannt".'


def _date(entry: Entry) -> Iterator[Complaint]:
    starts, ends = entry.get("starts"), entry.get("ends", entry.get("starts"))
    if not isinstance(starts, date):
        yield "starts", "Bitte ein Datum ohne Anführungszeichen angeben, etwa 2027-11-03."
    elif not isinstance(ends, date) or ends < starts:
        yield "ends", "Das Ende muss ein Datum sein und darf nicht vor dem Anfang liegen."


def _outcome(entry: Entry) -> Iterator[Complaint]:
    yield from _age(entry)
    stops = entry.get("stops", {})
    for name in STOP_NAMES:
        stop = stops.get(name)
        if not isinstance(stop, dict) or stop.get("state") not in {"done", "gap"}:
            yield f"stops.{name}", 'Jede Haltestelle braucht state = "done" oder "gap".'
        else:
            yield from _local(f"stops.{name}.word", stop.get("word"))


def _chapter(entry: Entry) -> Iterator[Complaint]:
    statements = entry.get("statement")
    if not isinstance(statements, list) or not statements:
        yield "statement", "Ein Kapitel braucht mindestens eine Aussage: [[chapter.statement]]."
        return
    for number, statement in enumerate(statements, 1):
        for name, complaint in _statement(statement):
            yield f"statement {number}.{name}", complaint


def _statement(statement: Any) -> Iterator[Complaint]:
    if not isinstance(statement, dict):
        yield "", "Bitte jede Aussage mit [[chapter.statement]] beginnen."
        return
    for name in sorted(set(statement) - _STATEMENT):
        yield name, f"Dieses Feld gibt es nicht. Bekannt sind: {', '.join(sorted(_STATEMENT))}."
    yield from _local("text", statement.get("text"))
    if "when" in statement and not _AGE.fullmatch(str(statement["when"])):
        yield "when", 'Bitte so angeben: "2019", "2019-07", "2019-07-18" oder "2020-08-25/29".'
    if "asked_at" in statement:
        if not isinstance(statement["asked_at"], date):
            yield "asked_at", "Bitte ein Datum ohne Anführungszeichen angeben, etwa 2026-11-22."
        yield from _local("whom", statement.get("whom"))
    versions = statement.get("version", [])
    if versions and (not isinstance(versions, list) or len(versions) < 2):
        yield "version", "Fassungen gibt es nur, wo Quellen sich widersprechen: mindestens zwei."
        return
    for version in versions:
        yield from _local("version.text", version.get("text"))
        yield from _sources([version.get("source")])
    if not versions and "asked_at" not in statement:
        yield from _sources(statement.get("source"))


def _topic(entry: Entry) -> Iterator[Complaint]:
    yield from _unknown("topic", entry)
    if not isinstance(entry.get("name"), str) or not entry["name"].strip():
        yield "name", "Bitte das Thema so angeben, wie es bei den Auskünften steht."
    yield from _local("title", entry.get("title"))


def _unknown(kind: str, entry: Entry) -> Iterator[Complaint]:
    for name in sorted(set(entry) - _OWN[kind]):
        yield name, f"Dieses Feld gibt es nicht. Bekannt sind: {', '.join(sorted(_OWN[kind]))}."


def _words(entry: Entry) -> Iterator[Complaint]:
    yield from _unknown("words", entry)
    if not _SLUG.fullmatch(str(entry.get("name", ""))):
        yield "name", "Bitte einen Kurznamen aus kleinen Buchstaben, Ziffern und Bindestrichen angeben."
    listed = entry.get("words")
    if not isinstance(listed, list) or not all(isinstance(word, str) and word for word in listed or [0]):
        yield "words", 'Bitte eine Liste von Wörtern angeben: ["…", "…"].'


_NAMED: Mapping[str, Callable[[Entry], Iterator[Complaint]]] = {"words": _words, "topic": _topic}
"""Tables whose entries have a name instead of an address."""
NAMED: Final = frozenset(_NAMED)
_BY_KIND: Mapping[str, Callable[[Entry], Iterator[Complaint]]] = {
    "fact": _fact,
    "date": _date,
    "outcome": _outcome,
    "chapter": _chapter,
}
