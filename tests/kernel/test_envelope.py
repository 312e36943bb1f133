# SPDX-License-Identifier: EUPL-1.2
from contextlib import suppress
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soesmart.kernel.envelope import BadEnvelope, new_key, open_sealed, public_key, seal, stall_of

KEY = new_key()


@given(st.text(max_size=300))
def test_only_the_private_key_opens_it_and_the_text_does_not_show(text):
    stall, entry = uuid4(), uuid4()
    sealed = seal(public_key(KEY), stall, entry, {"text": text})
    assert stall_of(sealed) == stall
    assert open_sealed(KEY, entry, sealed) == {"text": text}
    assert len(text) < 12 or text not in sealed
    for key, number in ((new_key(), entry), (KEY, uuid4())):
        with pytest.raises(BadEnvelope):
            open_sealed(key, number, sealed)


def test_short_texts_are_all_of_one_length():
    lengths = {len(seal(public_key(KEY), uuid4(), uuid4(), {"text": "x" * n})) for n in (1, 100, 400)}
    assert len(lengths) == 1


@given(st.one_of(st.text(), st.binary().map(repr)))
def test_anything_else_is_refused(garbage):
    with pytest.raises(BadEnvelope):
        open_sealed(KEY, uuid4(), garbage)


@given(st.integers(0, 600), st.characters(min_codepoint=33, max_codepoint=126))
def test_a_changed_envelope_never_opens_as_something_else(place, letter):
    entry = uuid4()
    sealed = seal(public_key(KEY), uuid4(), entry, {"text": "Wo?"})
    changed = sealed[:place] + letter + sealed[place + 1 :]
    with suppress(BadEnvelope):
        assert open_sealed(KEY, entry, changed) == {"text": "Wo?"}
