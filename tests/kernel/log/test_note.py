# SPDX-License-Identifier: EUPL-1.2
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soesmart.kernel.log.engine.checkpoint import checkpoint_text, read_checkpoint
from soesmart.kernel.log.engine.note import BadNote, new_key, public_key, read, sign

# The example of Go's golang.org/x/mod/sumdb/note, the reference implementation; Ed25519 is deterministic.
GO_PRIVATE = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
GO_PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_TEXT = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
)
GO_SIGNATURE = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="

# A head that Go's checksum database really published.
SUMDB_PUBLIC = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
SUMDB_HEAD = """go.sum database tree
6476701
mb8QLQIs0Z0yP5Cstq6guj87oXWeC9gEM8oVikmm9Wk=

— sum.golang.org Az3grsLX85Gz+s1SiTbgkuqxgItqFq7gsMUEyVnrsa9LM7Us9S+1xbFIGu95949rj4nPRYfvimWEPWL+o3GeoWwOoAw=
"""


def test_keys_and_signature_are_those_of_the_reference_implementation():
    assert public_key(GO_PRIVATE) == GO_PUBLIC
    assert sign(GO_TEXT, GO_PRIVATE) == f"{GO_TEXT}\n— PeterNeumann {GO_SIGNATURE}\n"


def test_a_real_head_of_another_log_is_read_and_verified():
    head = read_checkpoint(SUMDB_HEAD)
    assert (head.origin, head.size, head.at) == ("go.sum database tree", 6476701, "")
    assert head.note.signed_by(SUMDB_PUBLIC)
    assert not head.note.signed_by(GO_PUBLIC)


@given(st.integers(0, len(SUMDB_HEAD.encode()) - 1), st.integers(1, 255))
def test_no_byte_of_a_head_can_change_unseen(position, mask):
    data = bytearray(SUMDB_HEAD.encode())
    data[position] ^= mask
    try:
        changed = data.decode("utf-8")
        seen = not read(changed).signed_by(SUMDB_PUBLIC)
    except (UnicodeDecodeError, BadNote):
        seen = True
    same = changed.replace("\r\n", "\n").strip() == SUMDB_HEAD.strip() if not seen else False
    assert seen or same


def test_own_heads_say_when_they_were_made():
    key = new_key("log")
    text = checkpoint_text("log", 7, bytes(32), datetime(2026, 11, 22, 12, tzinfo=UTC))
    head = read_checkpoint(sign(text, key))
    assert (head.origin, head.size, head.root) == ("log", 7, bytes(32))
    assert head.at == "2026-11-22T12:00:00.000000Z"
    assert head.note.signed_by(public_key(key))
    assert not head.note.signed_by(public_key(new_key("log")))


def test_a_copy_with_windows_line_ends_still_verifies():
    assert read(SUMDB_HEAD.replace("\n", "\r\n")).signed_by(SUMDB_PUBLIC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\n\n",
        "a\n-1\nb\n\n— a AAAA\n",
        "a\n07\nmb8QLQIs0Z0yP5Cstq6guj87oXWeC9gEM8oVikmm9Wk=\n\n— a AAAA\n",
        "a\n7\nAAAA\n\n— a AAAA\n",
        "a\n7\n\n— a AAAA\n",
        "a\n7\nmb8QLQIs0Z0yP5Cstq6guj87oXWeC9gEM8oVikmm9Wk=\n\n- a AAAA\n",
        "a\n7\nmb8QLQIs0Z0yP5Cstq6guj87oXWeC9gEM8oVikmm9Wk=\n\n— a ÄÄ\n",
    ],
)
def test_what_is_no_head_is_refused(text):
    with pytest.raises(BadNote):
        read_checkpoint(text)


@pytest.mark.parametrize("key", ["", "a", "a+b+c", GO_PUBLIC.replace("c74f", "c74e"), GO_PRIVATE])
def test_what_is_no_public_key_is_refused(key):
    with pytest.raises(BadNote):
        read(SUMDB_HEAD).signed_by(key)


def test_what_is_no_private_key_is_refused():
    with pytest.raises(BadNote):
        sign("text\n", "PRIVATE+KEY+a+b")
