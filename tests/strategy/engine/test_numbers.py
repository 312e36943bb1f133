# SPDX-License-Identifier: EUPL-1.2
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soesmart.strategy.engine.numbers import BadNumber, Exact, at_scale, exact, read_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("21093", "21093"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("−3,2", "-3.2"),
        ("1 234", "1234"),
        ("47\N{NO-BREAK SPACE}929", "47929"),
        ("12,50", "12.50"),
        ("0.125", "0.125"),
        ("1.234.567", "1234567"),
        ("37680.397", "37680.397"),
        ("4,5 %", "4.5"),
        ("1e3", "1000"),
        ("1,234", "1.234"),
        ("+7", "7"),
    ],
)
def test_numbers_as_people_write_them(text: str, number: str):
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text", ["", "-", "k.A.", "1,2,3", "1.2.3", "12 kW", ",", ".", "1.23,4.5", "0x10", "٣"]
)
def test_what_is_no_number(text: str):
    with pytest.raises(BadNumber):
        read_number(text)


def test_a_point_before_three_digits_is_unclear_until_somebody_says():
    with pytest.raises(BadNumber, match="unklar"):
        read_number("1.234")
    assert read_number("1.234", ",") == 1234
    assert read_number("1.234", ".") == Decimal("1.234")
    assert read_number("1,234", ".") == 1234


def test_with_a_decimal_comma_a_lonely_point_is_a_mistake():
    with pytest.raises(BadNumber):
        read_number("12.5", ",")


@given(st.integers(-(10**17), 10**17), st.integers(0, 12))
def test_nothing_is_lost(mantissa: int, scale: int):
    number = Exact(mantissa, scale).decimal
    again = exact(number)
    assert again.decimal == number
    assert at_scale(number, scale) == mantissa


def test_digits_that_do_not_fit_are_refused():
    with pytest.raises(BadNumber):
        exact(Decimal("0.1234567890123"))
    with pytest.raises(BadNumber):
        at_scale(Decimal("0.12"), 1)
