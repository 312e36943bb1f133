# SPDX-License-Identifier: EUPL-1.2
"""A mobile number as people type it → as a gateway wants it (E.164). Only numbers of the town's own country:
a number abroad can cost the town a multiple, and whoever owns it earns on it."""

import re

_NOISE = re.compile(r"[\s()/.\-\u2010-\u2015]")
_SHORTEST, _LONGEST = 10, 15
"""Digits with the country's code."""


class BadNumber(ValueError):
    """Not a number that gets a message."""


def read_number(text: str, country: str) -> str:
    """`country`: its code in digits, "49". Raises BadNumber."""
    number = _NOISE.sub("", text[:40].replace("(0)", ""))
    if number.startswith("00"):
        number = "+" + number[2:]
    elif number.startswith("0"):
        number = f"+{country}{number[1:]}"
    digits = number[1:]
    fits = number.startswith(f"+{country}") and digits.isascii() and digits.isdecimal()
    if not fits or not _SHORTEST <= len(digits) <= _LONGEST or digits[len(country)] == "0":
        raise BadNumber(country)
    return number
