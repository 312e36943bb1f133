# SPDX-License-Identifier: EUPL-1.2
import argparse
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from soesmart.command.errors import UserError

if TYPE_CHECKING:
    from soesmart.kernel.log.engine.checkpoint import Checkpoint
    from soesmart.kernel.room import Finding

Run = Callable[[], "Iterable[Finding]"]


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("names", nargs="*", metavar="NAME", help="checks to run (default: all)")
    parser.add_argument(
        "--head",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="a signed head of the log you saved earlier (from /api/v1/log/head); may be given again",
    )
    parser.add_argument(
        "--export",
        type=Path,
        metavar="FILE",
        help="an exported log: verified without a database; with the name log also compared with it",
    )


def run(words: argparse.Namespace) -> int:
    from soesmart.kernel.log.engine.file import BadFile

    heads = [_read(path) for path in words.head]
    checks: dict[str, Run] = {}
    if words.export:
        checks["exported log"] = partial(_exported, words.export, _heads(heads, words.head))
    if words.names or not words.export:
        checks |= _stored(words, heads)
    try:
        wrong = sum(_report(name, check) for name, check in checks.items())
    except BadFile as error:
        raise UserError(f"{words.export}: {error}") from error
    print("Everything fits." if not wrong else f"{wrong} findings do not fit.")
    return 1 if wrong else 0


def _stored(words: argparse.Namespace, heads: list[str]) -> dict[str, Run]:
    from soesmart.command.setup import start

    start()
    from soesmart.kernel import registry
    from soesmart.kernel.log import checks as log  # models: not before Django is set up

    _heads(heads, words.head)
    known: dict[str, Run] = {check.name: check.run for check in registry.checks()}
    known["log"] = partial(log.verify, heads)
    unknown = [name for name in words.names if name not in known]
    if unknown:
        raise UserError(f'there is no check "{unknown[0]}". There are: {", ".join(sorted(known))}')
    chosen = {name: known[name] for name in words.names or known}
    if words.export and "log" in chosen:
        chosen["log and exported log"] = partial(log.compare, words.export)
    return chosen


def _exported(path: Path, heads: "list[Checkpoint]") -> "Iterator[Finding]":
    from soesmart.kernel.log.engine.file import read_file, verify
    from soesmart.kernel.room import Finding

    origins = set()
    with path.open("rb") as file:
        for log in read_file(file):
            origins.add(log.tree.origin)
            damages = list(verify(log, heads))
            yield from (Finding(False, f"{log.tree.origin}: {damage}") for damage in damages)
            if not damages:
                covered = max(head.size for head in log.tree.heads)
                text = f"{len(log.rows)} entries, {covered} of them under heads signed by {log.tree.key}"
                yield Finding(True, f"{log.tree.origin}: {text}")
    yield from (
        Finding(False, f"the saved head is of log {head.origin}, which is not in the file")
        for head in heads
        if head.origin not in origins
    )


def _heads(texts: list[str], paths: list[Path]) -> "list[Checkpoint]":
    from soesmart.kernel.log.engine.checkpoint import read_checkpoint
    from soesmart.kernel.log.engine.note import BadNote

    heads = []
    for text, path in zip(texts, paths, strict=True):
        try:
            heads.append(read_checkpoint(text))
        except BadNote as error:
            raise UserError(f"{path}: {error}") from error
    return heads


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path} cannot be read: {error}") from error


def _report(name: str, check: Run) -> int:
    wrong = 0
    for finding in check():
        wrong += not finding.ok
        print(f"{'ok   ' if finding.ok else 'WRONG'} {name}: {finding.text}", flush=True)
    return wrong
