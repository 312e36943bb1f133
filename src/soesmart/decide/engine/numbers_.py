# SPDX-License-Identifier: EUPL-1.2
"""Numbers as people and spreadsheets write them, read exactly."""

import re
from collections.abc import Iterable
from fractions import Fraction

_SPACES = re.compile(r"[\s\u00a0\u202f']+")
_PLAIN = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3}){2,}|[+-]?[0-9]{1,3}(?:\.[0-9]{3}){2,}")
MOST_DECIMALS = 6


class BadNumber(ValueError):
    """The text is not a number, or one too fine or too large to count with."""


def exact(text: str) -> Fraction:
    """The number: "1200", "4000.0", "12,5" (a comma is a decimal one), "1 200", "1.200.000", "1.200,50"."""
    plain = _SPACES.sub("", text).replace("−", "-")
    if "," in plain and "." in plain:
        last = max(plain.rfind(","), plain.rfind("."))
        plain = plain[:last].replace(",", "").replace(".", "") + "." + plain[last + 1 :]
    elif _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "").replace(".", "")
    else:
        plain = plain.replace(",", ".")
    if not _PLAIN.fullmatch(plain):
        raise BadNumber(text)
    value = Fraction(plain)
    if abs(value) >= 10**13 or value.denominator > 10**MOST_DECIMALS:
        raise BadNumber(text)
    return value


def scale_of(values: Iterable[Fraction]) -> int:
    """The smallest power of ten that makes all of them whole."""
    scale = 1
    for value in values:
        while (value * scale).denominator != 1:
            scale *= 10
    return scale
