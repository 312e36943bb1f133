# SPDX-License-Identifier: EUPL-1.2
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soesmart.kernel.cents import BadAmount, format_euros, parse_euros, share, split

AMOUNTS = st.lists(st.integers(-(10**9), 10**9), max_size=60)
PERCENT = st.integers(0, 100)


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1.234,50 €", 123450),
        ("1234,5", 123450),
        ("0,05", 5),
        ("−3", -300),
        ("-3,00 EUR", -300),
        (" 3.300.000 ", 330_000_000),
        ("12\N{NO-BREAK SPACE}€", 1200),
    ],
)
def test_german_notation_is_read(text, cents):
    assert parse_euros(text) == cents


@pytest.mark.parametrize(
    "text", ["", "€", "1.23", "1.2345,00", "1,234.50", "1,234", "zwölf", "1 2", "--1", "٣"]
)
def test_what_could_mean_something_else_is_refused(text):
    with pytest.raises(BadAmount):
        parse_euros(text)


@given(st.integers(-(10**15), 10**15))
def test_what_is_shown_reads_back(cents):
    assert parse_euros(format_euros(cents)) == cents


@pytest.mark.parametrize(("cents", "text"), [(123450, "1.234,50\xa0€"), (-5, "−0,05\xa0€"), (0, "0,00\xa0€")])
def test_shown_as_germans_write(cents, text):
    assert format_euros(cents) == text


@given(AMOUNTS, PERCENT)
def test_split_never_drifts_and_loses_nothing(amounts, percent):
    parts = list(split(amounts, percent))
    assert [funder + town for funder, town in parts] == amounts
    for count in range(len(amounts) + 1):
        assert sum(funder for funder, _ in parts[:count]) == share(sum(amounts[:count]), percent)


@given(AMOUNTS, PERCENT, st.randoms(use_true_random=False))
def test_the_sums_do_not_depend_on_the_order(amounts, percent, chance):
    shuffled = list(amounts)
    chance.shuffle(shuffled)
    first, second = list(split(amounts, percent)), list(split(shuffled, percent))
    assert sum(funder for funder, _ in first) == sum(funder for funder, _ in second)
    assert sum(town for _, town in first) == sum(town for _, town in second)


@given(st.integers(0, 10**12), PERCENT)
def test_the_share_is_rounded_in_nobodys_favour_by_a_whole_cent(total, percent):
    assert 0 <= total * percent - share(total, percent) * 100 < 100
    assert share(-total, percent) == -share(total, percent)


def test_rounding_each_voucher_would_drift_and_the_split_does_not():
    chance = random.Random(2026)
    amounts = [chance.randrange(1, 100_000) for _ in range(20_000)]
    each = sum(amount * 65 // 100 for amount in amounts)
    exact = sum(amounts) * 65 // 100
    assert abs(each - exact) > 500
    assert sum(funder for funder, _ in split(amounts, 65)) == exact
