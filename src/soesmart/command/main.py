# SPDX-License-Identifier: EUPL-1.2
"""The `soesmart` command line: one module per word, imported only when the word is used."""

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from soesmart.kernel.room import Command

WORDS = {
    "demo": "start the example town with web server and worker, and open it in your browser",
    "init": "make an empty town of your own from a name, a state and a list of places",
    "serve": "run the web server for a town",
    "worker": "run background jobs and schedules for a town",
    "tick": "start the scheduled work that is due, once (for cron)",
    "upgrade": "bring a town's database up to this version (make a backup before)",
    "check": "check the stored data: log, settings, rooms",
    "backup": "write a snapshot of the whole town into one file",
    "restore": "load a snapshot into an empty SQLite or PostgreSQL database",
    "account": "add people, give roles, print a sign-in link",
    "import": "bring data in: places, questions, facts",
    "export": "give data out: questions, log, settings",
    "verify": "check a published file without a database: money, votes, the log",
}


def parser() -> argparse.ArgumentParser:
    """The whole command line, with help for every word."""
    top = argparse.ArgumentParser(
        prog="soesmart",
        description="soesmart: residents ask, the town answers, everyone sees what came of it.",
        epilog="Begin with: soesmart demo — Every word has its own help: soesmart WORD --help",
    )
    commands = top.add_subparsers(dest="word", metavar="WORD", required=True)
    for word, meaning in WORDS.items():
        sub = commands.add_parser(word, help=meaning, description=meaning[0].upper() + meaning[1:] + ".")
        _common(sub)
        module = importlib.import_module(f"soesmart.command.{word}_")
        module.arguments(sub)
        sub.set_defaults(run=module.run)
    for command in _of_rooms():
        sub = commands.add_parser(
            command.word,
            help=command.meaning,
            description=command.meaning[0].upper() + command.meaning[1:] + ".",
        )
        _common(sub)
        command.arguments(sub)
        sub.set_defaults(run=_with_town(command) if command.needs_town else command.run)
    return top


def _common(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--data", type=Path, metavar="DIR", help="the town's data folder (default: ./data)")
    sub.add_argument("--debug", action="store_true", help=argparse.SUPPRESS)


def _of_rooms() -> Iterator[Command]:
    """Words that rooms add. Read from the house itself, before any settings."""
    from soesmart.conf.rooms import ROOMS

    return (command for room in ROOMS for command in room.commands)


def _with_town(command: Command) -> Callable[[argparse.Namespace], int]:
    def run(words: argparse.Namespace) -> int:
        from soesmart.command.setup import require_town

        require_town()
        return command.run(words)

    return run


def main(argv: list[str] | None = None) -> int:
    """Run one word; 0 fine, 1 failed, 2 wrong use."""
    words = parser().parse_args(argv)
    if words.data is not None:
        os.environ["SOESMART_DATA"] = str(words.data)
    try:
        return words.run(words) or 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        from soesmart.command.errors import explained

        if words.debug:
            raise
        print(f"soesmart {words.word}: {explained(error)}", file=sys.stderr)
        return 1
