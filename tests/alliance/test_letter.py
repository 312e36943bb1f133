# SPDX-License-Identifier: EUPL-1.2
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soesmart.alliance.engine.letter import BadLetter, opened, written
from soesmart.kernel.log.engine.note import new_key, public_key, sign

KEY = new_key("soesmart-1")
PROJECT = {"id": "7", "slug": "bank", "version": 1, "document": {"title": {"de": "Bänke – „so“"}}}
FILE = written("Soest", "05974040", "https://soest.example", "2026-11-28T06:00:00Z", PROJECT, KEY)


def test_what_was_written_is_read():
    letter = opened(FILE)
    assert letter.project == PROJECT and letter.town == "Soest" and letter.key == public_key(KEY)
    assert opened(FILE.replace("\n", "\r\n")).project == PROJECT, "mail programs change the ends of lines"


@given(st.integers(0, len(FILE) - 1), st.characters(codec="utf-8", exclude_characters="\r"))
def test_no_change_goes_unnoticed(at, character):
    changed = FILE[:at] + character + FILE[at + 1 :]
    try:
        letter = opened(changed)
    except BadLetter:
        return
    # Only what base64 itself allows twice may differ: the letter still says the same.
    assert changed == FILE or (letter.project == PROJECT and at > FILE.rindex("\n—"))


def test_another_key_in_the_file_is_noticed():
    other = new_key("soesmart-1")
    with pytest.raises(BadLetter):
        opened(FILE.replace(public_key(KEY), public_key(other)))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soesmart-project/1\n",
        sign("soesmart-project/2\n{}\n", KEY),
        sign("soesmart-project/1\n[]\n", KEY),
        sign("soesmart-project/1\n{}\n", KEY),
        sign(f"soesmart-project/1\n{'[' * 100_000}\n", KEY),
        sign("soesmart-project/1\n" + json.dumps({"key": 1}) + "\n", KEY),
    ],
)
def test_what_is_no_letter_is_refused(text):
    with pytest.raises(BadLetter):
        opened(text)


def test_an_address_that_is_none_is_refused():
    with pytest.raises(BadLetter):
        opened(written("Soest", "1", "javascript:alert(1)", "2026", PROJECT, KEY))
