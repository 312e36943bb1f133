# SPDX-License-Identifier: EUPL-1.2
import argparse
from pathlib import Path

from soesmart.command.errors import UserError
from soesmart.command.setup import require_town


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="where to write, for example soest.zip")


def run(words: argparse.Namespace) -> int:
    require_town()
    from soesmart.command.snapshot.write import write  # inline: models need the app registry

    file: Path = words.file
    if file.is_dir():
        raise UserError(f"{file} is a folder. Name a file, for example {file / 'town.zip'}")
    if not file.parent.is_dir():
        raise UserError(f"the folder {file.parent} is not there. Make it first, or choose another one.")
    about = write(file)
    rows = sum(table["rows"] for table in about["tables"].values())
    print(f"{file}: {rows} rows, {len(about['files'])} files, {file.stat().st_size} bytes.")
    print("Keys are not in it. Keep a copy of the folder keys/ in another place: receipts need them.")
    return 0
