# SPDX-License-Identifier: EUPL-1.2
"""What a stranger can verify with the public interface alone."""

from base64 import b64decode
from hashlib import sha256

import pymerkle
import pytest
import rfc8785

from soesmart.kernel.log.actions import erase
from soesmart.kernel.log.engine.checkpoint import read_checkpoint
from soesmart.kernel.log.engine.proofs import consistent, includes
from soesmart.kernel.log.tasks import publish_head, sequence

pytestmark = pytest.mark.django_db


def get(client, path, **words):
    return client.get(f"/api/v1/log/{path}", words)


def test_before_the_first_head_the_answer_says_what_to_do(client):
    response = get(client, "head")
    assert response.status_code == 404
    assert "Jede Stunde" in response.json()["detail"]


def test_a_stranger_rebuilds_the_signed_root_from_the_entries(client, fill):
    fill(5)
    publish_head()
    head, tree = get(client, "head").json(), pymerkle.InmemoryTree(algorithm="sha256")
    start = 0
    while start is not None:
        page = get(client, "entries", **{"from": start, "limit": 4}).json()
        for entry in page["entries"]:
            tree.append_entry(rfc8785.dumps(entry["leaf"]))
        start = page["next"]
    stated = read_checkpoint(head["note"])
    assert stated.note.signed_by(head["key"])
    assert (tree.get_size(), tree.get_root()) == (head["size"], stated.root)
    assert b64decode(head["root"]) == stated.root


def test_entries_show_personal_parts_as_commitments_only(client, fill):
    fill(2)
    sequence()
    before = get(client, "entries").content
    assert b"Text" not in before
    erase("note", "a")
    assert get(client, "entries").content == before


def test_a_proof_of_inclusion_verifies(client, fill):
    fill(300)
    publish_head()
    fill(3, "later")
    sequence()
    proof = get(client, "proof", kind="note", subject="a", version=7).json()
    leaf = sha256(b"\x00" + rfc8785.dumps(proof["entry"]["leaf"])).digest()
    path = [b64decode(step) for step in proof["path"]]
    head = read_checkpoint(proof["head"]["note"])
    assert includes(leaf, proof["entry"]["index"], head.size, path, head.root)


def test_an_entry_no_head_covers_yet_is_told_apart(client, fill):
    fill(1)
    assert get(client, "proof", kind="note", subject="a", version=0).status_code == 404
    sequence()
    assert get(client, "proof", kind="note", subject="a", version=0).status_code == 404
    publish_head()
    assert get(client, "proof", kind="note", subject="a", version=0).status_code == 200


def test_a_watcher_sees_that_the_log_only_grew(client, fill):
    fill(4)
    publish_head()
    old = read_checkpoint(get(client, "head").json()["note"])
    fill(300)
    publish_head()
    new = read_checkpoint(get(client, "head").json()["note"])
    found = get(client, "consistency", origin=new.origin, old=old.size, new=new.size).json()
    path = [b64decode(step) for step in found["path"]]
    assert consistent(old.size, old.root, new.size, new.root, path)
    assert get(client, "consistency", origin=new.origin, old=1, new=10**6).status_code == 404
    assert [tree["key"] for tree in get(client, "origins").json()] == [get(client, "head").json()["key"]]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("entries", {"from": "-1"}),
        ("entries", {"from": str(2**70)}),
        ("entries", {"limit": "501"}),
        ("proof", {"kind": "note", "subject": "a", "version": str(2**60)}),
        ("consistency", {"origin": "x", "old": "3"}),
    ],
)
def test_bad_input_is_refused(client, path, words):
    assert get(client, path, **words).status_code in {400, 422}
