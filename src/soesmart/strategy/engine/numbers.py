# SPDX-License-Identifier: EUPL-1.2
"""Measured numbers as they are written: an integer mantissa and a scale, never a float."""

import re
from dataclasses import dataclass
from decimal import Decimal

MOST_SCALE, MOST_DIGITS = 12, 18
_SPACES = str.maketrans("", "", " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}'’")
_NUMBER = re.compile(
    r"(?P<sign>[-+−–]?)(?P<whole>\d*)(?:[.](?P<part>\d*))?(?:[eE](?P<power>[-+]?\d{1,2}))?", re.ASCII
)
_GERMAN_GROUPS = re.compile(r"[-+−–]?\d{1,3}(?:\.\d{3})+(?:,\d+)?", re.ASCII)
_ENGLISH_GROUPS = re.compile(r"[-+−–]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)


class BadNumber(ValueError):
    """The text is not a number; its message says what is wrong, in German."""


@dataclass(frozen=True, slots=True)
class Exact:
    """mantissa × 10^−scale."""

    mantissa: int
    scale: int

    @property
    def decimal(self) -> Decimal:
        return Decimal(self.mantissa).scaleb(-self.scale)


def exact(number: Decimal) -> Exact:
    """The same number; trailing zeros after the point stay, they say how exact it is."""
    sign, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int):
        raise BadNumber(f"{number} ist keine Zahl.")
    mantissa = int("".join(map(str, digits)) or "0") * (-1 if sign else 1)
    if exponent > 0:
        mantissa, exponent = mantissa * 10**exponent, 0
    if -exponent > MOST_SCALE or abs(mantissa) >= 10**MOST_DIGITS:
        raise BadNumber(f"{number} hat zu viele Stellen.")
    return Exact(mantissa, -exponent)


def at_scale(number: Decimal, scale: int) -> int:
    """The mantissa of `number` at a scale that can hold it; raises BadNumber."""
    shifted = number.scaleb(scale)
    if shifted != shifted.to_integral_value():
        raise BadNumber(f"{number} hat mehr als {scale} Stellen nach dem Komma.")
    return int(shifted)


def read_number(text: str, decimal: str = "") -> Decimal:
    """A number as people and programs write it: "1.234,5", "1,234.5", "21093", "−3,2", "1 234".

    `decimal` ("," or ".") settles what stays open: "1.234" is 1234 with "," and 1.234 with ".". Without it a
    single point with three digits behind it is refused as unclear, a single comma is a decimal comma.
    """
    bare = text.strip().translate(_SPACES)
    bare = bare.removesuffix("%")
    if decimal == ",":
        plain = bare.replace(".", "").replace(",", ".") if _dots_group(bare) else None
    elif decimal == ".":
        plain = bare.replace(",", "") if "," not in bare or _ENGLISH_GROUPS.fullmatch(bare) else None
    else:
        plain = _guessed(bare, text)
    match = _NUMBER.fullmatch(plain) if plain else None
    if match is None or not (match["whole"] or match["part"]):
        raise BadNumber(f"„{text.strip()}“ ist keine Zahl.")
    number = Decimal(f"{match['whole'] or '0'}.{match['part'] or ''}".rstrip("."))
    number = number.scaleb(int(match["power"])) if match["power"] else number
    number = -number if match["sign"] in {"-", "−", "–"} and match["sign"] else number
    exact(number)
    return number


def _dots_group(bare: str) -> bool:
    return "." not in bare or bool(_GERMAN_GROUPS.fullmatch(bare))


def _guessed(bare: str, text: str) -> str:
    if "." in bare and "," in bare:
        if _GERMAN_GROUPS.fullmatch(bare):
            return bare.replace(".", "").replace(",", ".")
        if _ENGLISH_GROUPS.fullmatch(bare):
            return bare.replace(",", "")
        raise BadNumber(f"„{text.strip()}“ ist keine Zahl.")
    if bare.count(".") > 1 and _GERMAN_GROUPS.fullmatch(bare):
        return bare.replace(".", "")
    if re.fullmatch(r"[-+−–]?[1-9][0-9]{0,2}\.[0-9]{3}", bare):
        raise BadNumber(
            f"„{text.strip()}“ ist unklar: Tausender oder Kommastellen? Bitte das Dezimalzeichen angeben."
        )
    return bare.replace(",", ".") if bare.count(",") == 1 else bare
