# SPDX-License-Identifier: EUPL-1.2
import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from soesmart.command.errors import UserError
from soesmart.command.problems import told
from soesmart.command.setup import require_town
from soesmart.kernel.room import Exporter, Importer, ImportReport

Named = TypeVar("Named", Importer, Exporter)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", nargs="?", help="what the file holds; leave out for a list")
    parser.add_argument("file", metavar="FILE", type=Path, nargs="?")
    parser.add_argument("--dry-run", action="store_true", help="check the file only, store nothing")


def run(words: argparse.Namespace) -> int:
    require_town()
    from soesmart.kernel import registry  # inline: settings are read at the first use

    known = registry.importers()
    if words.name is None:
        print(*(f"{name:14} {importer.meaning}" for name, importer in known.items()), sep="\n")
        return 0
    importer = chosen(words.name, known)
    file = required(words.file, words.word, words.name)
    if not file.is_file():
        raise UserError(f"{file} is not there, or is not a file. Is the name right?")
    with file.open("rb"):  # unreadable for this user is said before anything starts
        pass
    report = _dry(importer, file) if words.dry_run else importer.run(file)
    if report.problems:
        print(told(file, report.problems), file=sys.stderr)
        print(f"Nothing was stored: {len(report.problems)} problem(s) in {file}.", file=sys.stderr)
        return 1
    done = "would be" if words.dry_run else "were"
    print(f"{report.created} {done} created, {report.updated} {done} updated.")
    return 0


def chosen(name: str, known: Mapping[str, Named]) -> Named:
    """The importer or exporter of that name, or the nearest name as an error."""
    import difflib

    if name in known:
        return known[name]
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.0)
    hint = f' Did you mean "{near[0]}"?' if near else ""
    raise UserError(f'"{name}" is not known.{hint} Known: {", ".join(known)}.')


def required(file: Path | None, word: str, name: str) -> Path:
    if file is None:
        raise UserError(f"which file? soesmart {word} {name} FILE")
    return file


class _Undo(Exception):
    pass


def _dry(importer: Importer, file: Path) -> ImportReport:
    """The whole import, then undone: what it would have done is known exactly."""
    from django.db import transaction

    try:
        with transaction.atomic():
            report = importer.run(file)
            raise _Undo
    except _Undo:
        return report
