# SPDX-License-Identifier: EUPL-1.2
"""The text of a card's own QR code: layout and printed code, in the alphabet of the smallest QR codes.

Sixteen characters fit into version 1 with a quarter of it repairable: large modules, readable when blurred.
A voting code has sixteen by itself and no check character; then an eighth is repairable.
"""

from dataclasses import dataclass

from soesmart.kernel.ids import BadCode, read_code

_PARTED = ":"
_VOTING = frozenset("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
_VOTING_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Payload:
    layout: str
    code: str

    def __str__(self) -> str:
        return f"{self.layout}{_PARTED}{self.code}"


def read_payload(text: str) -> Payload | None:
    """None when this is not the QR code of a card, or a character of the code is wrong."""
    layout, parted, code = text.partition(_PARTED)
    if not parted or len(layout) != 3:
        return None
    if len(code) == _VOTING_LENGTH and _VOTING.issuperset(code):
        return Payload(layout, code)
    try:
        return Payload(layout, read_code(code))
    except BadCode:
        return None
