# SPDX-License-Identifier: EUPL-1.2
"""Bytes of a text file as text, in the encodings that German, Swiss and Spanish offices save in."""

import codecs

from soesmart.kernel.tables.table import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 mit Kennung"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_LOOKED_AT = 4_000


def decoded(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding; raises Unreadable for what is no text."""
    for mark, encoding, name in _MARKS:
        if content.startswith(mark):
            return _as(content, encoding, name)
    unmarked = _without_mark(content[:_LOOKED_AT])
    if unmarked:
        return _as(content, unmarked, "UTF-16 ohne Kennung")
    try:
        return _without_nul(content.decode("utf-8")), "UTF-8"
    except UnicodeDecodeError:
        return _as(content, "cp1252", "Windows (cp1252)")


def _as(content: bytes, encoding: str, name: str) -> tuple[str, str]:
    try:
        return _without_nul(content.decode(encoding)), name
    except UnicodeError as error:
        at = getattr(error, "start", 0)
        line = content[:at].count(b"\n") + 1
        text = "Die Schrift der Datei ist nicht lesbar. Bitte als „CSV UTF-8“ speichern."
        raise Unreadable(text, line) from None


def _without_mark(beginning: bytes) -> str:
    """UTF-16 without its mark: every other byte of western text is zero."""
    half = len(beginning) // 2
    if half < 4 or beginning.count(0) < half * 0.6:
        return ""
    return "utf-16-le" if beginning[1::2].count(0) > beginning[::2].count(0) else "utf-16-be"


def _without_nul(text: str) -> str:
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise Unreadable("Das ist keine Textdatei: Sie enthält Nullzeichen.", line)
    return text
