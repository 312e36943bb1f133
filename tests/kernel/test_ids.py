# SPDX-License-Identifier: EUPL-1.2
from hypothesis import given
from hypothesis import strategies as st

from soesmart.kernel.ids import BadCode, grouped, new_code, read_code, uuid7


def test_uuid7_is_ordered_by_time_and_marked():
    first, second = uuid7(), uuid7()
    assert first.version == 7
    assert first.variant == "specified in RFC 4122"
    assert first.int >> 80 <= second.int >> 80


def test_code_survives_print_and_sloppy_typing():
    code = new_code()
    assert len(code) == 12
    assert read_code(grouped(code).lower().replace("0", "o").replace("1", "l")) == code


@given(st.integers(0, 11), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_one_wrong_character_is_noticed(position, character):
    code = "4T7Q2XW9KPM"
    good = next(code + c for c in "0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U" if _reads(code + c))
    wrong = good[:position] + character + good[position + 1 :]
    assert wrong == good or not _reads(wrong)


def _reads(code):
    try:
        read_code(code)
    except BadCode:
        return False
    return True
