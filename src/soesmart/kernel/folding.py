# SPDX-License-Identifier: EUPL-1.2
"""German folding: makes spellings that people mix up compare equal.

`fold` maps to ASCII letters, digits and single spaces. Umlauts fold to their base letter *and* the
two-letter spelling folds to it too ("Ostönnen", "Ostoennen", "Ostonnen" → "ostonnen"), so both ways
of typing meet. The two-letter rule would also shorten true "oe"/"ue" ("Soest" → "sost", "neue" →
"neu"): harmless for comparing, wrong for showing. Never show folded text.
"""

import re
import unicodedata
from functools import lru_cache

_WITHOUT_BASE = str.maketrans({"ß": "ss", "æ": "a", "œ": "o", "ø": "o", "ł": "l", "đ": "d"})
# An e after a, o, u that no vowel precedes. Beginning with the letter lets the engine jump from e to e.
_UMLAUT_SPELT_OUT = re.compile(r"e(?<=[aou]e)(?<![aeiou][aou]e)")
_NOT_WORD = re.compile(r"[^0-9a-z\u0400-\u04ff\u0600-\u06ff]+")


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_WITHOUT_BASE)


# Folding runs on every search: nearly all our texts need nothing but ASCII and these.
_LATIN = {code: _plain(chr(code)) for code in range(0x80, 0x250)}
# Dashes, quotation marks and dots of print: no letters either.
_LATIN |= dict.fromkeys(range(0x2010, 0x2040), " ")
_ASCII = bytes(ord(c.lower()) if (c := chr(code)).isalnum() and code < 128 else 32 for code in range(256))


def fold(text: str) -> str:
    """Lower-case `text` without accents, umlauts, punctuation or repeated spaces."""
    plain = text if text.isascii() else text.translate(_LATIN)
    if plain.isascii():
        # Bytes of one table instead of a pattern: twice as fast.
        plain = plain.encode("ascii").translate(_ASCII).decode("ascii")
        return " ".join(_spelt(plain).split())
    return _NOT_WORD.sub(" ", _spelt(_plain(plain))).strip()


def _spelt(plain: str) -> str:
    return _UMLAUT_SPELT_OUT.sub("", plain) if "e" in plain else plain


def words(folded: str) -> tuple[str, ...]:
    """The words of an already folded text, in order."""
    return tuple(folded.split())


def grams(folded: str, size: int = 3) -> frozenset[str]:
    """Character n-grams of a folded text, each word padded with one space on either side."""
    return frozenset().union(*(_grams_of_word(word, size) for word in folded.split()))


@lru_cache(maxsize=8_192)  # the same few thousand words make up nearly all texts
def _grams_of_word(word: str, size: int) -> frozenset[str]:
    padded = f" {word} "
    return frozenset(padded[start : start + size] for start in range(max(1, len(padded) - size + 1)))
