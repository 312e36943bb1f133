# SPDX-License-Identifier: EUPL-1.2
"""A project as one signed file: a C2SP signed note (Ed25519) whose text is JSON.

The first line names the format, the last one carries the signature; everything between can be read with any
editor. The file holds the public key, so that a change is found by anyone; *whose* key it is has to be known
from elsewhere: from the list of partners, or by comparing the fingerprint over the telephone.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from soesmart.kernel.log.engine.note import BadNote, Note, public_key, read, sign

FORMAT: Final = "soesmart-project/1"
LARGEST: Final = 2_000_000
"""Characters of a file."""


class BadLetter(ValueError):
    """Not such a file, altered on the way, or signed by somebody else. The text is for people (German)."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A file whose signature holds."""

    town: str
    town_id: str
    url: str
    key: str
    signed_at: str
    project: Mapping[str, Any]
    digest: str

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.key)


def written(
    town: str, town_id: str, url: str, signed_at: str, project: Mapping[str, Any], private: str
) -> str:
    """The whole file."""
    content = {
        "town": {"name": town, "id": town_id, "url": url},
        "key": public_key(private),
        "signed_at": signed_at,
        "project": project,
    }
    body = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    return sign(f"{FORMAT}\n{body}\n", private)


def opened(text: str) -> Letter:
    """Check the signature and read; raises BadLetter."""
    if len(text) > LARGEST:
        raise BadLetter("Die Datei ist zu groß.")
    try:
        note = read(text)
        content = _content(note)
        holds = note.signed_by(content["key"])
        town = content["town"]
        letter = Letter(
            town=_word(town["name"], 120),
            town_id=_word(town["id"], 20),
            url=_address(town["url"]),
            key=_word(content["key"], 300),
            signed_at=_word(content["signed_at"], 40),
            project=content["project"],
            digest=sha256(text.replace("\r\n", "\n").encode()).hexdigest(),
        )
        _word(letter.project["id"], 64)
        good = isinstance(letter.project["document"], dict)
    except (BadNote, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadLetter("Das ist keine Projektdatei von soesmart, oder sie ist beschädigt.") from error
    if not good:
        raise BadLetter("In der Datei steht kein Projekt.")
    if not holds:
        raise BadLetter(
            "Die Unterschrift passt nicht: Jemand hat die Datei nach dem Unterschreiben verändert."
        )
    return letter


def _content(note: Note) -> dict[str, Any]:
    first, _line, body = note.text.partition("\n")
    if first != FORMAT:
        raise BadNote(first)
    content = json.loads(body)
    if not isinstance(content, dict):
        raise BadNote("no object")
    return content


def _word(value: Any, longest: int) -> str:
    if not isinstance(value, str) or not value or len(value) > longest or "\x00" in value:
        raise ValueError("a short text is wanted here")
    return value


def _address(value: Any) -> str:
    if value == "":
        return ""
    address = _word(value, 500)
    if not address.startswith(("https://", "http://")) or any(c in address for c in " \t\n\"'<>"):
        raise ValueError("an address is wanted here")
    return address.rstrip("/")


def fingerprint(key: str) -> str:
    """Sixteen characters to compare over the telephone."""
    digest = sha256(key.encode()).hexdigest()[:16]
    return " ".join(digest[start : start + 4] for start in range(0, 16, 4))
