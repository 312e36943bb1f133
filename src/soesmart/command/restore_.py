# SPDX-License-Identifier: EUPL-1.2
import argparse
import os
import shutil
import zipfile
from pathlib import Path
from typing import Any

from soesmart.command.errors import UserError
from soesmart.command.folder import data_folder, require_empty


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="a backup")
    parser.add_argument("--database-url", metavar="URL", help="an empty PostgreSQL; without it SQLite")
    parser.add_argument(
        "--last-head",
        metavar="FILE",
        type=Path,
        help="newest saved head of the old log, to prove it is that log",
    )


def run(words: argparse.Namespace) -> int:
    head = words.last_head.read_text("utf-8") if words.last_head else ""
    try:
        archive = zipfile.ZipFile(words.file)
    except zipfile.BadZipFile:
        raise UserError(f"{words.file} is no backup, or only a part of one.") from None
    with archive:
        folder = data_folder()
        require_empty(folder)
        before = {path.name for path in folder.iterdir()}
        try:
            _restore(archive, folder, words.database_url or "", head)
        except BaseException:
            _clear(folder, before)
            raise
    return 0


def _clear(folder: Path, keep: set[str]) -> None:
    """Half a town must not stay: nobody could tell that it is half."""
    for path in folder.iterdir():
        if path.name not in keep:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _restore(archive: zipfile.ZipFile, folder: Path, url: str, head: str) -> None:
    from soesmart.command.setup import start

    os.environ.pop("SOESMART_DATABASE_URL", None)
    try:
        settings_text = archive.read("soesmart.toml").decode("utf-8")
    except KeyError:
        raise UserError("this is no soesmart backup: there is no soesmart.toml in it.") from None
    file = folder / "soesmart.toml"
    file.touch(mode=0o600)
    file.write_text(settings_text, "utf-8")
    if url:
        os.environ["SOESMART_DATABASE_URL"] = url
    start()
    from django.conf import settings

    from soesmart.command import settings_file
    from soesmart.command.snapshot import read
    from soesmart.kernel.log.actions import start_origin

    about = read.about(archive)
    read.require_empty_database()
    read.load(archive, about)
    read.unpack_media(archive, about["files"], Path(settings.MEDIA_ROOT))
    origin = start_origin(head)
    if url:
        values = {name: settings.SOESMART[name] for name in _chosen(settings)} | {"database_url": url}
        file.write_text(settings_file.text(values, settings.SOESMART_SETTINGS), "utf-8")
    print(f"{about['town']['name']}, as of {about['made_at']}, is in {folder}.")
    print(f"The transparency log goes on as {origin} and names the old one.")
    if not (folder / "keys" / "accounts").exists():
        print("The old keys are not here: copy the old folder keys/ into it, or old receipts will not open.")


def _chosen(settings: Any) -> list[str]:
    file = str(settings.DATA / "soesmart.toml")
    return [name for name in settings.SOESMART if settings.SOESMART.origin(name) == file]
