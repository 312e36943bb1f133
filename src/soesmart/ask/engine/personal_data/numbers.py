# SPDX-License-Identifier: EUPL-1.2
"""Account numbers and number plates."""

import re
from collections.abc import Iterator

from soesmart.ask.engine.personal_data.finding import Found
from soesmart.ask.engine.personal_data.plate_districts import DISTRICTS

_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2} ?\d{2}(?: ?[A-Z0-9]){11,30}(?![A-Za-z0-9])", re.IGNORECASE)
_LENGTHS = {
    **dict.fromkeys(("NO",), 15),
    **dict.fromkeys(("BE",), 16),
    **dict.fromkeys(("NL", "DK", "FI"), 18),
    **dict.fromkeys(("SI",), 19),
    **dict.fromkeys(("AT", "LU", "EE", "LT"), 20),
    **dict.fromkeys(("CH", "LI", "HR", "LV"), 21),
    **dict.fromkeys(("DE", "GB", "IE", "BG", "RS", "GE"), 22),
    **dict.fromkeys(("ES", "SE", "CZ", "SK", "RO", "MD"), 24),
    "PT": 25,
    "TR": 26,
    **dict.fromkeys(("FR", "IT", "GR"), 27),
    **dict.fromkeys(("PL", "HU"), 28),
    "UA": 29,
}
_PLATE = re.compile(
    r"(?<![\w-])([A-ZÄÖÜ]{1,3})( ?[-:•] ?| )([A-Z]{1,2})([ -]?)([1-9]\d{0,3})([EH]?)(?![\w%€]|[.,:-]\d)",
)
_LOOSE = re.compile(
    r"(?<![\w-])([a-zäöü]{1,3})[ -]?([a-z]{1,2})[ -]?([1-9]\d{0,3})([eh]?)(?![\w%€])", re.IGNORECASE
)
_CAR = re.compile(
    r"kennzeichen|nummernschild|autonummer|\bkfz\b|\bpkw\b|\blkw\b|\bauto\b|\bwagen\b|fahrzeug|\bplate\b|plaka|номер|لوحة",
    re.IGNORECASE,
)
_SAID = re.compile(r"kennzeichen|nummernschild|autonummer|plate|plaka|номерн|لوحة", re.IGNORECASE)
_REACH = 40
_NORMS = frozenset(
    {("DIN", "A"), ("DIN", "EN"), ("DIN", "B"), ("EU", "NR"), ("B", "L"), ("S", "B"), ("A", "B"), ("K", "L")}
)


def ibans(text: str) -> Iterator[Found]:
    for match in _IBAN.finditer(text):
        compact = match[0].replace(" ", "").upper()
        for length in range(min(34, len(compact)), 14, -1):  # a following word may have been swallowed
            if _is_iban(compact[:length]):
                yield Found("iban", match.start(), match.start() + _reach(match[0], length), 0.99)
                break


def _is_iban(compact: str) -> bool:
    if _LENGTHS.get(compact[:2]) != len(compact):
        return False
    turned = "".join(str(int(character, 36)) for character in compact[4:] + compact[:4])
    return int(turned) % 97 == 1


def _reach(written: str, count: int) -> int:
    """Where the `count`-th character that is no space ends."""
    for position, character in enumerate(written, start=1):
        count -= character != " "
        if count == 0:
            return position
    return len(written)


def plates(text: str) -> Iterator[Found]:
    """Plates with a district that exists: sure in capitals with a dash; otherwise words must say so."""
    for match in _PLATE.finditer(text):
        district, dash, letters, gap, number = match.group(1, 2, 3, 4, 5)
        if district not in DISTRICTS or (district, letters) in _NORMS:
            continue
        near = text[max(0, match.start() - _REACH) : match.end() + _REACH]
        if _CAR.search(near):
            yield Found("plate", match.start(), match.end(), 0.97)
        elif len(district) + len(letters) < 3 or len(number) < 2:
            continue
        elif dash.strip():
            yield Found("plate", match.start(), match.end(), 0.9)
        elif gap == " ":
            yield Found("plate", match.start(), match.end(), 0.75)
    if _SAID.search(text):
        yield from _loose(text)


def _loose(text: str) -> Iterator[Found]:
    for match in _LOOSE.finditer(text):
        before = text[max(0, match.start() - _REACH) : match.start()]
        if match[1].upper() in DISTRICTS and _SAID.search(before):
            yield Found("plate", match.start(), match.end(), 0.8)
