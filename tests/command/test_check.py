# SPDX-License-Identifier: EUPL-1.2
import json
import os

import pytest
from django.db import transaction

from soesmart.command.main import main
from soesmart.kernel.log.actions import sign_head, stage
from soesmart.kernel.log.exports import write
from soesmart.kernel.log.models import Leaf
from soesmart.kernel.log.tasks import publish_head
from soesmart.kernel.room import Check, Finding, LogKind, Room

pytestmark = pytest.mark.django_db


@pytest.fixture
def saved(settings, tmp_path):
    """A log with three entries, its head and its export in files."""
    room = Room("notes", "notes", log_kinds=(LogKind("note", "a note"),))
    settings.SOESMART_ROOMS = (*settings.SOESMART_ROOMS, room)
    with transaction.atomic():
        stage("note", "a", 1, {}, {"text": "Geheim"})
        stage("note", "b", 1, {"ü": "ß"})
    publish_head()
    (tmp_path / "head").write_text(sign_head(), "utf-8")
    assert write(tmp_path / "log.jsonl") == 3
    return tmp_path


def test_an_honest_log_exits_0(saved, capsys):
    assert main(["check", "log", "--head", f"{saved}/head", "--export", f"{saved}/log.jsonl"]) == 0
    output = capsys.readouterr().out
    assert "3 entries and 2 heads fit" in output
    assert "the 3 entries of the file are as stored" in output
    assert output.endswith("Everything fits.\n")


def test_a_damaged_log_exits_1_and_names_the_entry(saved, capsys):
    Leaf.objects.filter(number=1).update(public='{"x":1}')
    assert main(["check", "log"]) == 1
    assert "WRONG log: " in (output := capsys.readouterr().out)
    assert "entry 1 (note a): its content" in output


def test_an_export_is_verified_without_a_database(saved, capsys):
    assert main(["check", "--export", f"{saved}/log.jsonl", "--head", f"{saved}/head"]) == 0
    assert "3 entries, 3 of them under heads signed by" in capsys.readouterr().out
    assert b"Geheim" not in (saved / "log.jsonl").read_bytes()


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda lines: [lines[0], lines[1], lines[2].replace(b'"a"', b'"A"'), lines[3]], "does not fit"),
        (lambda lines: [lines[0], lines[1], lines[3], lines[2]], "does not fit"),
        (lambda lines: lines[:3], "the file ends after 2 of 3 entries"),
        (lambda lines: [lines[0].replace(b"\\nat 2", b"\\nat 1"), *lines[1:]], "is not signed"),
        (lambda lines: [without_heads(lines[0]), *lines[1:]], "holds no signed head"),
    ],
)
def test_a_damaged_export_exits_1(saved, capsys, change, found):
    path = saved / "log.jsonl"
    path.write_bytes(b"".join(change(path.read_bytes().splitlines(keepends=True))))
    assert main(["check", "--export", str(path)]) == 1
    assert found in capsys.readouterr().out


def test_an_export_of_another_log_contradicts_the_saved_head(saved, capsys):
    path = saved / "log.jsonl"
    path.write_bytes(b"")
    assert main(["check", "--export", str(path), "--head", f"{saved}/head"]) == 1
    assert "which is not in the file" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xff\n", "line 1: not JSON"),
        (b"[]\n", "line 1: expected a JSON object"),
        (b"{}\n", "line 1: expected a line"),
    ],
)
def test_a_file_that_is_no_export_is_refused_by_line(saved, capsys, content, message):
    (saved / "x").write_bytes(content)
    assert main(["check", "--export", f"{saved}/x"]) == 1
    assert message in capsys.readouterr().err


def test_a_line_that_is_no_entry_is_refused(saved, capsys):
    lines = (saved / "log.jsonl").read_bytes().splitlines(keepends=True)
    (saved / "x").write_bytes(lines[0] + b"{}\n")
    assert main(["check", "--export", f"{saved}/x"]) == 1
    assert "line 2: expected an entry" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["nolog"], ["--head", "/does/not/exist"], ["--head", os.devnull]])
def test_wrong_words_get_one_clear_line(saved, capsys, words):
    assert main(["check", *words]) == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "Traceback" not in error


def test_every_registered_check_runs_and_one_that_fails_decides(saved, settings, capsys):
    bad = Room("bad", "bad", checks=(Check("bad", lambda: [Finding(True, "one"), Finding(False, "two")]),))
    settings.SOESMART_ROOMS = (*settings.SOESMART_ROOMS, bad)
    assert main(["check", "bad"]) == 1
    assert capsys.readouterr().out == "ok    bad: one\nWRONG bad: two\n1 findings do not fit.\n"
    assert main(["check"]) == 1


def without_heads(line):
    return json.dumps(json.loads(line) | {"heads": []}).encode() + b"\n"
