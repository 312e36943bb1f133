# SPDX-License-Identifier: EUPL-1.2
"""Between stored JSON and the types of the door."""

from collections.abc import Iterable, Mapping
from typing import Any

from soesmart.kernel.words import LocalText
from soesmart.strategy.types import Source

Stored = dict[str, Any]


def text_in(texts: Mapping[str, str]) -> Stored:
    """As it lies in the database: runs of white space are one space, paragraphs stay."""
    tidy = {language: _tidy(text) for language, text in texts.items() if text.strip()}
    source = "de" if "de" in tidy else next(iter(tidy), "de")
    return {"texts": tidy, "source_lang": source, "status": "translated" if len(tidy) > 1 else "authored"}


def _tidy(text: str) -> str:
    return "\n\n".join(" ".join(part.split()) for part in text.strip().replace("\r", "").split("\n\n"))


def text_out(stored: Mapping[str, Any] | None) -> LocalText | None:
    if not stored or not stored["texts"]:
        return None
    return LocalText(stored["texts"], stored["source_lang"], stored["status"])


def must(stored: Mapping[str, Any]) -> LocalText:
    """A text that is never empty."""
    return LocalText(stored["texts"], stored["source_lang"], stored["status"])


def source_in(source: Mapping[str, Any]) -> Stored:
    return {name: str(source.get(name, "")).strip() for name in ("label", "url", "as_of")}


def source_out(stored: Mapping[str, Any]) -> Source:
    return Source(stored.get("label", ""), stored.get("url", ""), stored.get("as_of", ""))


def sources_out(stored: Iterable[Mapping[str, Any]]) -> tuple[Source, ...]:
    return tuple(source_out(one) for one in stored)
