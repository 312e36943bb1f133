# SPDX-License-Identifier: EUPL-1.2
"""What is published can be checked without a database, and nothing can be changed unseen."""

import json
import zipfile
from pathlib import Path

import pytest

from soesmart.command.main import main
from soesmart.kernel.clock import now
from soesmart.kernel.log.actions import sign_head
from soesmart.kernel.log.actions.keys import read_key
from soesmart.kernel.log.engine.checkpoint import checkpoint_text
from soesmart.kernel.log.engine.note import sign
from soesmart.kernel.log.engine.tree import Frontier, leaf_hash
from soesmart.kernel.log.queries import latest_head
from soesmart.ledger.engine.published import knows, verify
from soesmart.ledger.exports.bundle import write
from tests.ledger.books import booked, grant, voucher

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path):
    settings.DATA = tmp_path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    row = grant()
    booked(
        row, voucher(payee="Firma Draht"), voucher(cents=77, text='Öl;"x"\nz'), voucher(cents=5, hidden=True)
    )
    path = tmp_path / "geld.zip"
    assert write(path) == 3
    return path


def _bad(path: Path, *heads: str) -> list[str]:
    return [one.text for one in verify(path, heads) if not one.ok]


def _changed(path: Path, name: str, old: str, new: str) -> Path:
    other = path.with_name("anders.zip")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(other, "w") as target:
        for member in source.namelist():
            text = source.read(member).decode()
            assert member != name or old in text
            target.writestr(member, text.replace(old, new, 1) if member == name else text)
    return other


def test_an_honest_file_fits_and_names_nobody(file, capsys):
    assert knows(file) and not _bad(file)
    with zipfile.ZipFile(file) as archive:
        assert not any(b"Draht" in archive.read(name) for name in archive.namelist())
    assert main(["verify", str(file)]) == 0
    assert "Everything fits." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("log.jsonl", '"cents":77', '"cents":78', "does not fit"),
        ("log.jsonl", '"on":"2022-03-01"', '"on":"2021-03-01"', "does not fit"),
        ("entries.csv", ",77,", ",78,", "not as in the log"),
        ("about.json", '"voucher": 10082', '"voucher": 10083', "add up to"),
    ],
)
def test_every_change_is_found(file, name, old, new, told):
    assert any(told in text for text in _bad(_changed(file, name, old, new)))


def test_a_missing_entry_is_found(file):
    with zipfile.ZipFile(file) as archive:
        lines = archive.read("log.jsonl").decode().splitlines(keepends=True)
    gone = next(line for line in lines if '"cents":77' in line)
    found = _bad(_changed(file, "log.jsonl", gone, ""))
    assert any("gaps" in text for text in found) and any(
        "does not fit" in text or "ends after" in text for text in found
    )


def test_an_auditor_sees_what_is_hidden_and_a_false_content_is_found(file, tmp_path):
    path = tmp_path / "pruefung.zip"
    write(path, auditor=True)
    assert not _bad(path)
    with zipfile.ZipFile(path) as archive:
        assert json.loads(archive.read("hidden.jsonl"))["content"]["cents"] == 5
    assert any(
        "committed" in text for text in _bad(_changed(path, "hidden.jsonl", '"cents": 5', '"cents": 6'))
    )


def test_a_head_saved_earlier_must_be_continued(file, tmp_path):
    saved = latest_head().note
    booked(grant("zwei"), voucher())
    sign_head()
    later = tmp_path / "spaeter.zip"
    write(later)
    assert not _bad(later, saved)
    with zipfile.ZipFile(later) as archive:
        header, *lines = archive.read("log.jsonl").decode().splitlines(keepends=True)
    tree = json.loads(header)
    # Somebody writes the log anew and signs it with the town's own key: only the saved head says no.
    lines = [line.replace('"cents":77', '"cents":78') for line in lines]
    root = Frontier()
    root.extend(leaf_hash(line.rstrip("\n").encode()) for line in lines)
    text = checkpoint_text(tree["origin"], tree["size"], root.root(), now())
    tree["heads"] = [sign(text, read_key(tree["origin"]))]
    forged = later.with_name("neu.zip")
    with zipfile.ZipFile(later) as source, zipfile.ZipFile(forged, "w") as target:
        for name in ("about.json", "cosigned.txt", "entries.csv"):
            words = source.read(name).decode()
            words = words.replace(",77,", ",78,").replace("10082", "10083").replace("20082", "20083")
            target.writestr(name, words)
        target.writestr("log.jsonl", json.dumps(tree, ensure_ascii=False) + "\n" + "".join(lines))
    assert not [text for text in _bad(forged) if "does not fit" in text]
    assert any("the saved head" in text for text in _bad(forged, saved))


def test_other_files_are_not_taken_for_one(tmp_path, capsys):
    other = tmp_path / "x.zip"
    other.write_bytes(b"PK\x03\x04 nothing")
    assert not knows(other) and main(["verify", str(other)]) == 1
    assert "nothing that can be verified" in capsys.readouterr().err
