# SPDX-License-Identifier: EUPL-1.2
"""The ways people write a place's name."""

import re
import unicodedata
from collections.abc import Iterable

from soesmart.kernel.folding import fold

_IN_BRACKETS = re.compile(r"\s*\([^)]*\)")
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def spellings(name: str, aliases: Iterable[str], town: str) -> tuple[str, ...]:
    """Folded, without repeats: the name, without bracketed additions, without the town's own name."""
    written = [name, _IN_BRACKETS.sub("", name), *aliases]
    folded = [fold(text) for text in written]
    suffix = f" {fold(town)}"
    folded += [text.removesuffix(suffix) for text in folded if text.endswith(suffix)]
    return tuple(dict.fromkeys(text for text in folded if text))


def slug_of(name: str) -> str:
    """ "Ostönnen" → "ostoennen": as Germans spell it out, not as machines drop the dots."""
    return re.sub(r"[^a-z0-9]+", "-", _spelt_out(name)).strip("-")[:60]


def _spelt_out(name: str) -> str:
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", name).lower().translate(_GERMAN))
    return plain.encode("ascii", "ignore").decode("ascii")
