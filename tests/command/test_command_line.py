# SPDX-License-Identifier: EUPL-1.2
"""The command line as a newcomer meets it; in one process, so without a town."""

import errno
import socket

import pytest

from soesmart.command import import_, main
from soesmart.command.errors import UserError, explained
from soesmart.command.folder import require_empty
from soesmart.command.serve_ import require_free
from soesmart.kernel import registry
from soesmart.kernel.room import Importer, ImportReport, Problem


@pytest.mark.parametrize("word", main.WORDS)
def test_every_word_explains_itself(word, capsys):
    with pytest.raises(SystemExit) as end:
        main.main([word, "--help"])
    assert end.value.code == 0
    assert main.WORDS[word].lower()[:30] in capsys.readouterr().out.lower().replace("\n", " ")


def test_a_taken_port_is_one_clear_line():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(UserError, match=f"port {port} .* taken .* --port {port + 1}") as error:
            require_free("127.0.0.1", port)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("host", "port", "said"), [("127.0.0.1", 99999, "no port"), ("192.0.2.1", 8000, "not an")]
)
def test_an_impossible_address_is_explained(host, port, said):
    with pytest.raises(UserError, match=said):
        require_free(host, port)


def test_init_refuses_a_folder_with_something_in_it(tmp_path):
    (tmp_path / "letter.txt").touch()
    with pytest.raises(UserError, match=r"not empty \(there is letter.txt\)"):
        require_empty(tmp_path)


def test_old_keys_may_lie_in_the_new_folder(tmp_path):
    (tmp_path / "keys").mkdir()
    require_empty(tmp_path)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space", "/x/a.zip"), "/x/a.zip: The disk is full"),
        (PermissionError(errno.EACCES, "Denied", "/x/a"), "You may not read or write it"),
        (UnicodeDecodeError("utf-8", b"\xfc", 0, 1, "invalid"), "not in UTF-8"),
    ],
)
def test_everyday_mishaps_name_the_remedy(error, said):
    assert said in explained(error)


@pytest.fixture
def an_importer(monkeypatch):
    def offer(report):
        known = {"places": Importer("places", "places.csv", "Places.", lambda path: report)}
        monkeypatch.setattr(registry, "importers", lambda: known)
        monkeypatch.setattr(import_, "require_town", lambda: None)

    return offer


def test_import_names_line_and_column_and_fails(an_importer, tmp_path, capsys):
    file = tmp_path / "places.csv"
    file.touch()
    an_importer(ImportReport(0, 0, (Problem(3, "kind", "„Dorv“ ist keine Art."),)))
    assert main.main(["import", "places", str(file)]) == 1
    said = capsys.readouterr().err
    assert f"{file}:3: kind: „Dorv“ ist keine Art." in said
    assert "Nothing was stored" in said


def test_import_offers_the_nearest_name(an_importer, capsys):
    an_importer(ImportReport(0, 0))
    assert main.main(["import", "place", "x.csv"]) == 1
    assert 'Did you mean "places"?' in capsys.readouterr().err


@pytest.mark.django_db
def test_a_dry_run_counts_and_stores_nothing(tmp_path, monkeypatch, capsys):
    from soesmart.kernel.schedules.models import Run

    def run(path):
        Run.objects.create(name="trace")
        return ImportReport(1, 0)

    file = tmp_path / "x"
    file.touch()
    monkeypatch.setattr(registry, "importers", lambda: {"x": Importer("x", "x", "X.", run)})
    monkeypatch.setattr(import_, "require_town", lambda: None)
    assert main.main(["import", "x", str(file), "--dry-run"]) == 0
    assert "1 would be created" in capsys.readouterr().out
    assert not Run.objects.exists()
