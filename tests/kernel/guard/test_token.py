# SPDX-License-Identifier: EUPL-1.2
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soesmart.kernel import clock
from soesmart.kernel.guard import token
from soesmart.kernel.guard.errors import Refused, TokenExpired, TokenInvalid


def test_reads_back_what_was_issued():
    issued = token.issue("ask.new")
    assert token.read(issued.text, "ask.new") == issued
    assert len(issued.text) < token.MAX_LENGTH


def test_is_bound_to_its_purpose():
    with pytest.raises(TokenInvalid):
        token.read(token.issue("ask.new").text, "ask.comment")


def test_easier_puzzle_or_longer_life_breaks_the_signature():
    purpose, expires, bits, nonce, signature = token.issue("ask.new").text.split("~")
    for forged in ((purpose, expires, "0", nonce), (purpose, str(int(expires) + 9), bits, nonce)):
        with pytest.raises(TokenInvalid):
            token.read("~".join((*forged, signature)), "ask.new")


def test_expires(monkeypatch):
    issued = token.issue("ask.new")
    later = clock.now() + token.LIFETIME + timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    with pytest.raises(TokenExpired):
        token.read(issued.text, "ask.new")


@given(st.text())
def test_nonsense_is_refused_without_an_error(text: str):
    with pytest.raises(Refused):
        token.read(text, "ask.new")
