# SPDX-License-Identifier: EUPL-1.2
from hypothesis import given
from hypothesis import strategies as st

from soesmart.kernel.guard import puzzle


def test_a_solution_is_accepted_for_its_nonce_alone():
    solution = puzzle.solve("nonce-a", bits=4)
    assert puzzle.is_solved("nonce-a", 4, solution)
    assert not puzzle.is_solved("nonce-b", 4, solution)


def test_every_piece_counts():
    numbers = puzzle.solve("nonce", bits=6).split(".")
    assert not puzzle.is_solved("nonce", 6, ".".join(numbers[:-1]))
    numbers[3] = str(int(numbers[3]) + 1)
    assert not puzzle.is_solved("nonce", 6, ".".join(numbers))


@given(st.text())
def test_nonsense_is_refused_without_an_error(text: str):
    assert not puzzle.is_solved("nonce", 8, text)
