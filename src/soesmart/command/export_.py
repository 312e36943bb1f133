# SPDX-License-Identifier: EUPL-1.2
import argparse
import os
from pathlib import Path

from soesmart.command.errors import UserError
from soesmart.command.import_ import chosen
from soesmart.command.setup import require_town
from soesmart.kernel.room import Exporter


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", nargs="?", help="what to write; leave out for a list")
    parser.add_argument(
        "rest",
        metavar="FILE",
        nargs="*",
        help="where to; some want a name before it: export project SLUG FILE",
    )


def run(words: argparse.Namespace) -> int:
    require_town()
    from soesmart.kernel import registry  # inline: settings are read at the first use

    known = registry.exporters()
    if words.name is None:
        print(*(f"{name:14} {exporter.meaning}" for name, exporter in known.items()), sep="\n")
        return 0
    exporter = chosen(words.name, known)
    what, file = _what_and_file(exporter, words)
    if not file.parent.is_dir():
        raise UserError(f"the folder {file.parent} is not there. Make it first, or choose another one.")
    # The suffix stays last: exporters may choose the format by it. A full disk leaves the old file whole.
    part = file.with_name(f".part-{os.getpid()}-{file.name}")
    try:
        rows = exporter.run(part, *what)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    print(f"{rows} rows written to {file}.")
    return 0


def _what_and_file(exporter: Exporter, words: argparse.Namespace) -> tuple[list[str], Path]:
    wanted = f"{exporter.what} FILE".split()
    if len(words.rest) != len(wanted):
        raise UserError(f"which file? soesmart {words.word} {words.name} {' '.join(wanted)}")
    *what, file = words.rest
    return what, Path(file)
