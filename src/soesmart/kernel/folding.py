# SPDX-License-Identifier: EUPL-1.2
"""German folding: makes spellings that people mix up compare equal.

`fold` maps to ASCII letters, digits and single spaces. Umlauts fold to their base letter *and* the
two-letter spelling folds to it too ("Ostönnen", "Ostoennen", "Ostonnen" → "ostonnen"), so both ways
of typing meet. The two-letter rule would also shorten true "oe"/"ue" ("Soest" → "sost", "neue" →
"neu"): harmless for comparing, wrong for showing. Never show folded text.
"""

import re
import unicodedata

_TWO_LETTERS = str.maketrans({"ß": "ss", "æ": "a", "œ": "o", "ø": "o", "ł": "l", "đ": "d"})
_UMLAUT_SPELT_OUT = re.compile(r"(?<![aeiou])([aou])e")
_NOT_WORD = re.compile(r"[^0-9a-z\u0400-\u04ff\u0600-\u06ff]+")


def fold(text: str) -> str:
    """Lower-case `text` without accents, umlauts, punctuation or repeated spaces."""
    lowered = text.casefold().translate(_TWO_LETTERS)
    plain = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    spelt = _UMLAUT_SPELT_OUT.sub(r"\1", plain)
    return _NOT_WORD.sub(" ", spelt).strip()


def words(folded: str) -> tuple[str, ...]:
    """The words of an already folded text, in order."""
    return tuple(folded.split())


def grams(folded: str, size: int = 3) -> frozenset[str]:
    """Character n-grams of a folded text, each word padded with one space on either side."""
    return frozenset(
        padded[start : start + size]
        for word in folded.split()
        for padded in (f" {word} ",)
        for start in range(max(1, len(padded) - size + 1))
    )
