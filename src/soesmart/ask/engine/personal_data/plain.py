# SPDX-License-Identifier: EUPL-1.2
"""The same text with digits, spaces and dashes of all scripts as ASCII, character for character.

Length and positions stay, so a span found here is a span of what the person wrote.
"""

import unicodedata

_SPACES = frozenset("\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\t")
_UNSEEN = frozenset(
    "\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e\ufeff\u00ad"
)
_DASHES = frozenset("‐‑‒–—―−")


def plain(text: str) -> str:
    return text if text.isascii() else text.translate(_KNOWN)


def _plain(character: str) -> str:
    if character.isascii():
        return character
    if character in _SPACES or character in _UNSEEN:
        return " "
    if character in _DASHES:
        return "-"
    digit = unicodedata.digit(character, -1)
    if digit >= 0 and unicodedata.category(character) == "Nd":
        return str(digit)
    narrow = unicodedata.normalize("NFKC", character)
    return narrow if len(narrow) == 1 and narrow.isascii() else character


class _Known(dict[int, str]):
    """Every character is looked up once: whole files of texts go through here."""

    def __missing__(self, code: int) -> str:
        found = self[code] = _plain(chr(code))
        return found


_KNOWN = _Known()
