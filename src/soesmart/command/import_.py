# SPDX-License-Identifier: EUPL-1.2
import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from soesmart.command.bar import Bar
from soesmart.command.errors import UserError
from soesmart.command.problems import told
from soesmart.command.setup import require_town
from soesmart.kernel.room import Exporter, Importer, ImportReport, Option

_KINDS: Mapping[str, Mapping[str, Any]] = {
    "text": {"metavar": "TEXT", "default": ""},
    "flag": {"action": "store_true"},
    "list": {"metavar": "TEXT", "action": "append"},
}
Named = TypeVar("Named", Importer, Exporter)
NamedFile = TypeVar("NamedFile", str, Path)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", nargs="?", help="what the file holds; leave out for a list")
    parser.add_argument("file", metavar="FILE", nargs="?")
    parser.add_argument("--dry-run", action="store_true", help="check the file only, store nothing")
    for option, owners in _options().items():
        parser.add_argument(
            f"--{option.name}", help=f"{', '.join(owners)}: {option.meaning}", **_KINDS[option.kind]
        )


def _options() -> dict[Option, list[str]]:
    """Every option with the importers that have it. Read from the house itself, before any settings."""
    from soesmart.conf.rooms import ROOMS

    found: dict[Option, list[str]] = {}
    names: dict[str, Option] = {}
    for importer in (importer for room in ROOMS for importer in room.importers):
        for option in importer.options:
            found.setdefault(names.setdefault(option.name, option), []).append(importer.name)
    return found


def run(words: argparse.Namespace) -> int:
    require_town()
    from soesmart.kernel import registry  # inline: settings are read at the first use

    known = registry.importers()
    if words.name is None:
        print(*(f"{name:14} {importer.meaning}" for name, importer in known.items()), sep="\n")
        return 0
    importer = chosen(words.name, known)
    file = required(words.file, words.word, words.name)
    if not (importer.takes_address and is_address(file)):
        _check_file(Path(file))
    report = _called(importer, file, words)
    if report.problems:
        print(told(Path(file), report.problems), file=sys.stderr)
        print(*report.notes, sep="\n", file=sys.stderr)
        print(f"Nothing was stored: {len(report.problems)} problem(s) in {file}.", file=sys.stderr)
        return 1
    print(*report.notes, sep="\n", end="\n" if report.notes else "")
    if report.skipped:
        print(told(Path(file), report.skipped), file=sys.stderr)
        print(f"{len(report.skipped)} faulty line(s) left out.", file=sys.stderr)
    done = "would be" if words.dry_run else "were"
    same = f", {report.unchanged} unchanged" if report.unchanged else ""
    print(f"{report.created} {done} created, {report.updated} {done} updated{same}.")
    return 0


def is_address(file: str) -> bool:
    return file.startswith(("http://", "https://"))


def _check_file(file: Path) -> None:
    if not file.is_file():
        raise UserError(f"{file} is not there, or is not a file. Is the name right?")
    with file.open("rb"):  # unreadable for this user is said before anything starts
        pass


def _called(importer: Importer, file: str, words: argparse.Namespace) -> ImportReport:
    given = {option.name: getattr(words, option.name.replace("-", "_")) for option in _options()}
    own = {option.name for option in importer.options}
    for name, value in given.items():
        if value and name not in own:
            raise UserError(f"--{name} means nothing for {importer.name}.")
    for option in importer.options:
        if option.required and not given.get(option.name):
            raise UserError(f"--{option.name} is missing: {option.meaning}.")
    if not importer.options and not importer.takes_address:
        return _dry(importer, Path(file)) if words.dry_run else importer.run(Path(file))
    named = {name.replace("-", "_"): given.get(name) for name in own}
    with Bar() as bar:
        return importer.run(
            file if importer.takes_address else Path(file), watch=bar.show, dry_run=words.dry_run, **named
        )


def chosen(name: str, known: Mapping[str, Named]) -> Named:
    """The importer or exporter of that name, or the nearest name as an error."""
    import difflib

    if name in known:
        return known[name]
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.0)
    hint = f' Did you mean "{near[0]}"?' if near else ""
    raise UserError(f'"{name}" is not known.{hint} Known: {", ".join(known)}.')


def required(file: NamedFile | None, word: str, name: str) -> NamedFile:
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
