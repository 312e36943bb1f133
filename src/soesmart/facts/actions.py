# SPDX-License-Identifier: EUPL-1.2
"""Publishing what a town's file says."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models, transaction

from soesmart.facts.models import Chapter, Fact, Happening, Lexicon, Outcome, Topic
from soesmart.facts.queries import WITHDRAWN, public
from soesmart.facts.rules import NAMED
from soesmart.kernel.log.actions import stage

MODELS: Mapping[str, type[models.Model]] = {
    "fact": Fact,
    "date": Happening,
    "outcome": Outcome,
    "words": Lexicon,
    "topic": Topic,
    "chapter": Chapter,
}
Entry = Mapping[str, Any]


def publish(tables: Sequence[tuple[str, Sequence[Entry]]]) -> tuple[int, int]:
    """Store checked entries by their slug; (created, updated). What did not change stays untouched.

    Entries the file does not name stay: other files may have brought them. `withdrawn` takes one away.
    """
    created = updated = 0
    with transaction.atomic():
        for kind, entries in tables:
            key = "name" if kind in NAMED else "slug"
            known = {getattr(row, key): row for row in MODELS[kind].objects.all()}  # type: ignore[attr-defined]
            for position, entry in enumerate(entries):
                row = known.get(entry[key])
                if entry.get("withdrawn"):
                    updated += _withdraw(kind, row)
                    continue
                changed = _store(kind, row, _ROWS[kind](entry, position))
                created += changed and row is None
                updated += changed and row is not None
    return created, updated


def _store(kind: str, row: Any, values: dict[str, Any]) -> bool:
    if row is None:
        row = MODELS[kind](**values)
    elif all(getattr(row, name) == value for name, value in values.items()):
        return False
    else:
        row.version += 1
        for name, value in values.items():
            setattr(row, name, value)
    row.full_clean(validate_unique=False)
    row.save()
    stage(f"facts.{kind}", str(row), row.version, public(row))
    return True


def _withdraw(kind: str, row: Any) -> bool:
    if row is None:
        return False
    stage(f"facts.{kind}", str(row), row.version + 1, WITHDRAWN)
    row.delete()
    return True


def _common(entry: Entry, position: int) -> dict[str, Any]:
    return {
        "slug": entry["slug"],
        "position": position,
        "title": _local(entry["title"]),
        "text": _local(entry["text"]),
        "sources": _sources(entry["source"]),
        "example": bool(entry.get("example", False)),
    }


def _fact(entry: Entry, position: int) -> dict[str, Any]:
    ask = entry.get("ask", {})
    return _common(entry, position) | {
        "topic": entry["topic"],
        "as_of": entry["as_of"],
        "asked_at": entry.get("asked_at"),
        "whom_to_ask": _local(entry["whom"]) if "whom" in entry else None,
        "related": list(entry.get("related", [])),
        "match": {name: ask.get(name, []) for name in ("phrasings", "needs", "unless", "words")},
    }


def _date(entry: Entry, position: int) -> dict[str, Any]:
    ends = entry.get("ends", entry["starts"])
    return _common(entry, position) | {
        "starts": entry["starts"],
        "ends": ends,
        "place": entry.get("place", ""),
    }


def _outcome(entry: Entry, position: int) -> dict[str, Any]:
    stops = {
        name: {"state": stop["state"], "word": _local(stop["word"])} for name, stop in entry["stops"].items()
    }
    return _common(entry, position) | {
        "as_of": entry["as_of"],
        "stops": stops,
        "fact": entry.get("fact", ""),
    }


def _chapter(entry: Entry, position: int) -> dict[str, Any]:
    return _common(entry, position) | {"statements": [_statement(given) for given in entry["statement"]]}


def _statement(given: Entry) -> dict[str, Any]:
    asked = given.get("asked_at")
    return {
        "text": _local(given["text"]),
        "when": given.get("when", ""),
        "sources": _sources(given.get("source", [])),
        "versions": [
            {"text": _local(version["text"]), "source": _sources([version["source"]])[0]}
            for version in given.get("version", [])
        ],
        "asked_at": asked.isoformat() if asked else "",
        "whom": _local(given["whom"]) if asked else None,
    }


def _sources(given: Sequence[Entry]) -> list[dict[str, str]]:
    return [{"label": s["label"], "url": s.get("url", ""), "as_of": s["as_of"]} for s in given]


def _words(entry: Entry, position: int) -> dict[str, Any]:
    return {
        "name": entry["name"],
        "words": list(entry["words"]),
        "elsewhere": bool(entry.get("elsewhere", False)),
    }


def _topic(entry: Entry, position: int) -> dict[str, Any]:
    return {"name": entry["name"], "title": _local(entry["title"])}


def _local(texts: Mapping[str, str]) -> dict[str, Any]:
    stripped = {language: " ".join(text.split()) for language, text in texts.items()}
    return {
        "texts": stripped,
        "source_lang": "de",
        "status": "translated" if len(stripped) > 1 else "authored",
    }


_ROWS = {
    "fact": _fact,
    "date": _date,
    "outcome": _outcome,
    "words": _words,
    "topic": _topic,
    "chapter": _chapter,
}
