# SPDX-License-Identifier: EUPL-1.2
"""A title from the first sentence of a text, and the words of its address."""

import re

_SENTENCE_END = re.compile(r"(?<=[^\W\d]{2}\.)\s+(?![a-zäöüß0-9])|(?<=[?!…])\s|\n")
"""A full stop ends a sentence after a word, unless a small letter or a number follows ("Nr. 5")."""
_ADDRESS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_NOT_ADDRESS = re.compile(r"[^a-z0-9]+")


def title_from(text: str, longest: int) -> str:
    """The first sentence on one line, cut at a word with "…" when it is longer than `longest`."""
    first = " ".join(_SENTENCE_END.split(text.strip(), maxsplit=1)[0].split())
    if len(first) <= longest:
        return first
    cut = first[: longest - 1]
    words = cut.rsplit(" ", 1)[0] if " " in cut[longest // 2 :] else cut
    return words.rstrip(" ,;:-–") + "…"


def address_words(title: str, longest: int = 60) -> str:
    """Lower-case ASCII words of the title joined by hyphens; may be empty (other scripts)."""
    plain = _NOT_ADDRESS.sub("-", title.casefold().translate(_ADDRESS)).strip("-")
    if len(plain) <= longest:
        return plain
    return plain[: longest + 1].rsplit("-", 1)[0][:longest].strip("-")
