# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Iterable
from dataclasses import dataclass

KINDS = ("phone", "email", "iban", "plate", "birth", "address")
HOLD = 0.6
"""From this confidence on a text waits for a person."""


@dataclass(frozen=True, slots=True)
class Found:
    """`text[start:end]` is personal data of this kind. `confidence`: how surely, 0 … 1."""

    kind: str
    start: int
    end: int
    confidence: float


def find(text: str, least: float = HOLD) -> tuple[Found, ...]:
    """Personal data in `text`, in its order, without overlaps."""
    # Inline: the finders use Found.
    from soesmart.ask.engine.personal_data import dates, homes, mails, numbers, phones
    from soesmart.ask.engine.personal_data.plain import plain

    same = plain(text)
    found = [
        one
        for look in (mails.mails, numbers.ibans, dates.births, numbers.plates, phones.phones, homes.homes)
        for one in look(same)
        if one.confidence >= least
    ]
    return _apart(found)


def _apart(found: Iterable[Found]) -> tuple[Found, ...]:
    """Of overlapping spans the surer one stays, then the longer."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: (-f.confidence, f.start - f.end, f.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda f: f.start))
