# SPDX-License-Identifier: EUPL-1.2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from soesmart.kernel.log.engine.note import BadNote, sign
from soesmart.kernel.log.engine.note import new_key as log_key
from soesmart.kernel.log.engine.note import public_key as log_public
from soesmart.kernel.log.engine.note import read as read_note
from soesmart.kernel.witness.engine import cosignature, request

KEY = cosignature.new_key("zeuge.example")
PUBLIC = cosignature.public_key(KEY)


_words = st.text(min_size=1, alphabet=st.characters(codec="utf-8", exclude_categories=("C", "Z")))


@given(st.integers(0, 2**40), _words)
def test_a_cosignature_holds_for_its_text_time_and_key_alone(at, words):
    text = f"{words}\n3\nx\n"
    note = f"{sign(text, log_key('log')).rstrip()}\n{cosignature.cosign(text, KEY, at)}\n"
    found = cosignature.cosigned(read_note(note), PUBLIC)
    assert found == cosignature.Cosigned("zeuge.example", at)
    other = cosignature.public_key(cosignature.new_key("zeuge.example"))
    assert cosignature.cosigned(read_note(note), other) is None
    changed = read_note(note.replace("\n3\n", "\n4\n", 1))
    assert cosignature.cosigned(changed, PUBLIC) is None


def test_the_log_and_its_witnesses_cannot_be_confused():
    with pytest.raises(BadNote):
        cosignature.read_public(log_public(log_key("log")))
    with pytest.raises(BadNote):
        cosignature.new_key("mit Leerzeichen")


@given(st.text())
def test_anything_else_is_refused(text):
    with pytest.raises(BadNote):
        request.read(text)
