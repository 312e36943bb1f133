# SPDX-License-Identifier: EUPL-1.2
"""A town moves between databases and stays the same town, compared by content."""

import json
import zipfile
from pathlib import Path

import pytest

from tests.durability.town import Town, Writer, soesmart

# The restored log goes on in a new tree; everything before it is compared below.
GROWS = ("log.Origin", "log.Leaf", "log.Tile")


def content(backup: Path) -> dict[str, tuple[int, str]]:
    with zipfile.ZipFile(backup) as archive:
        tables = json.loads(archive.read("snapshot.json"))["tables"]
    return {name: (table["rows"], table["hash"]) for name, table in tables.items() if name not in GROWS}


def filled(town: Town) -> Path:
    town.serve()
    with Writer(town.port) as writer:
        for number in range(20):
            writer.ask(f"Größe {number}: „Füße“ – 漢字 🚲 a\tb; NULL, 'x' \\ \"y\"?")
    town.end()
    (town.folder / "media" / "photos").mkdir(parents=True)
    (town.folder / "media" / "photos" / "ä.bin").write_bytes(bytes(range(256)) * 100)
    town.run("tick")
    return town.backup("first.zip")


def same_log(town: Town, earlier: Path, later: Path) -> None:
    old, new = town.rows(earlier, "log.Leaf"), town.rows(later, "log.Leaf")
    assert new[: len(old)] == old
    newest_tree = [leaf for leaf in old if leaf["origin_id"] == old[-1]["origin_id"]]
    assert json.loads(new[len(old)]["public"])["previous"]["size"] == len(newest_tree)


@pytest.mark.postgres
def test_from_sqlite_to_postgresql_and_back(tmp_path, empty_database, in_a_folder):
    first = in_a_folder("one")
    one = filled(first)
    second = Town(tmp_path / "two" / "town")
    second.folder.parent.mkdir()
    second.run("restore", one, "--database-url", empty_database)
    second.url = empty_database
    two = second.backup("second.zip")
    third = Town(tmp_path / "three" / "town")
    third.folder.parent.mkdir()
    third.run("restore", two)
    three = third.backup("third.zip")
    assert content(one) == content(two) == content(three)
    same_log(first, one, two)
    same_log(first, two, three)
    picture = Path("media") / "photos" / "ä.bin"
    assert (third.folder / picture).read_bytes() == (first.folder / picture).read_bytes()
    second.serve()  # sequences go on behind what was restored
    with Writer(second.port) as writer:
        writer.ask("Geht es weiter?")
    second.end()


def test_a_backup_holds_no_keys_and_no_sessions(town):
    backup = filled(town)
    with zipfile.ZipFile(backup) as archive:
        names = archive.namelist()
        everything = b"".join(archive.read(name) for name in names)
    assert not [name for name in names if "key" in name or "session" in name]
    for key in (town.folder / "keys").rglob("*"):
        if key.is_file():
            assert key.read_bytes().strip() not in everything
    assert backup.stat().st_mode & 0o077 == 0


def test_restore_refuses_what_is_not_empty_or_not_whole(town, tmp_path):
    backup = filled(town)
    onto_itself = soesmart("restore", backup, "--data", town.folder)
    assert onto_itself.returncode == 1
    assert "not empty" in onto_itself.stderr
    damaged = tmp_path / "damaged.zip"
    with zipfile.ZipFile(backup) as whole, zipfile.ZipFile(damaged, "w") as copy:
        for name in whole.namelist():
            content = whole.read(name)
            copy.writestr(
                name, content.replace(b"Mitte", b"Miete") if name.endswith("Place.jsonl") else content
            )
    refused = soesmart("restore", damaged, "--data", tmp_path / "new")
    assert refused.returncode == 1
    assert "damaged: places.Place" in refused.stderr
    assert [*(tmp_path / "new").iterdir()] == []


@pytest.mark.parametrize(
    ("content", "said"), [(b"no zip", "is no backup"), (b"", "is no backup"), (None, "no such file")]
)
def test_restore_says_what_is_wrong_with_the_file(tmp_path, content, said):
    file = tmp_path / "x.zip"
    if content is not None:
        file.write_bytes(content)
    done = soesmart("restore", file, "--data", tmp_path / "new")
    assert done.returncode == 1
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
