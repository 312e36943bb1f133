# SPDX-License-Identifier: EUPL-1.2
"""A published ledger as a file that anybody can verify without a database.

about.json      format, town, and per grant what its sums are said to be
log.jsonl       the whole transparency log (kernel/log/engine/file.py)
cosigned.txt    heads that witnesses co-signed, one after the other
entries.csv     the public entries, for people and spreadsheets
hidden.jsonl    only for auditors: salt and content of entries that are not public
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import Any

from soesmart.kernel.log.engine.audit import Row
from soesmart.kernel.log.engine.checkpoint import Checkpoint, read_checkpoint
from soesmart.kernel.log.engine.file import ExportedLog, ExportedTree
from soesmart.kernel.log.engine.file import verify as verify_log
from soesmart.kernel.log.engine.leaf import canonical, commitment
from soesmart.kernel.log.engine.note import BadNote
from soesmart.kernel.witness.engine.cosignature import cosigned

FORMAT = "soesmart-ledger-1"
ENTRY = "ledger.entry"
COLUMNS = (
    *("grant", "number", "effect", "on", "cents", "position", "source", "phase", "project", "project_name"),
    *("village", "year", "eligible", "reason", "voucher", "voucher_hash", "text", "forwarded", "corrects"),
    *("sealed",),
)
_CELLS = itemgetter(*COLUMNS)
_ELIGIBLE = COLUMNS.index("eligible")
_MOST = 2_000_000_000
_SHOWN = 20
_FILES = ("about.json", "log.jsonl", "cosigned.txt", "entries.csv")


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that was checked."""

    ok: bool
    text: str


def knows(path: Path) -> bool:
    """Whether the file is one of these."""
    try:
        with zipfile.ZipFile(path) as archive:
            return FORMAT.encode() in archive.read("about.json")[:200]
    except (OSError, KeyError, zipfile.BadZipFile, RuntimeError, ValueError):
        return False


def csv_text(leaves: Iterable[Mapping[str, Any]]) -> str:
    """The public entries as CSV, exactly as their leaves say."""
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows(_line(leaf) for leaf in leaves if not leaf["hidden"])
    return out.getvalue()


def _line(leaf: Mapping[str, Any]) -> list[Any]:
    cells = list(_CELLS(leaf))
    cells[_ELIGIBLE] = "ja" if leaf["eligible"] else "nein"
    return cells


def sums(leaves: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, int]]:
    """Grant → effect → cents of entries whose contents are known."""
    found: dict[str, dict[str, int]] = {}
    for leaf in leaves:
        if "cents" in leaf:
            of = found.setdefault(str(leaf["grant"]), {})
            of[leaf["effect"]] = of.get(leaf["effect"], 0) + leaf["cents"]
    return found


def verify(path: Path, heads: Sequence[str] = (), witnesses: Sequence[str] = ()) -> Iterator[Told]:
    """Everything the file can contradict: itself, `heads` saved earlier, and what `witnesses` signed."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(member.file_size for member in archive.infolist()) > _MOST:
                yield Told(False, "unpacked the file is larger than 2 GB")
                return
            parts = {name: archive.read(name) for name in _FILES}
            hidden = archive.read("hidden.jsonl") if "hidden.jsonl" in archive.namelist() else b""
        about = json.loads(parts["about.json"])
        notes = _notes(parts["cosigned.txt"].decode())
        saved = [*notes, *(read_checkpoint(head) for head in heads)]
        logs, leaves = _read(parts["log.jsonl"].decode().splitlines())
    except (KeyError, TypeError, OSError, ValueError, RuntimeError, zipfile.BadZipFile) as error:
        yield Told(False, f"the file is damaged: {error}")
        return
    yield from _log(logs, saved, heads)
    yield from _witnesses(logs, notes, witnesses)
    yield from _entries([public for public, _committed in leaves], parts["entries.csv"].decode())
    revealed, wrong = _revealed(leaves, hidden)
    yield from wrong
    yield from _sums(about, leaves, revealed)


def _notes(text: str) -> list[Checkpoint]:
    """Heads follow one another; each ends with its signature lines."""
    found: list[str] = []
    for line in text.splitlines():
        if (
            found
            and not line.startswith("— ")
            and found[-1].rstrip("\n").rpartition("\n")[2].startswith("— ")
        ):
            if line.strip():
                found.append(f"{line}\n")
        elif found or line.strip():
            found[-1:] = [f"{found[-1] if found else ''}{line}\n"]
    return [read_checkpoint(note) for note in found]


def _log(logs: Sequence[ExportedLog], saved: Sequence[Checkpoint], heads: Sequence[str]) -> Iterator[Told]:
    origins = {log.tree.origin for log in logs}
    for head in saved:
        if head.origin not in origins:
            yield Told(False, f"a saved head is of log {head.origin}, which is not in the file")
    for log in logs:
        damages = list(verify_log(log, saved))
        for damage in damages[:_SHOWN]:
            yield Told(False, f"{log.tree.origin}: {damage}")
        if len(damages) > _SHOWN:
            yield Told(False, f"{log.tree.origin}: and {len(damages) - _SHOWN} more")
        if not damages:
            fitting = len(log.tree.heads) + sum(head.origin == log.tree.origin for head in saved)
            text = f"{log.tree.origin}: {log.tree.size} entries of the log and {fitting} heads fit"
            yield Told(True, text)
        covered = max(
            (head.size for head in (*log.tree.heads, *saved) if head.origin == log.tree.origin), default=0
        )
        if covered < log.tree.size:
            yield Told(True, f"{log.tree.size - covered} newest entries are under no head yet")
    if not heads:
        yield Told(True, "no head of your own was given (--head): it is the file's own key that holds")


def _witnesses(
    logs: Sequence[ExportedLog], notes: Sequence[Checkpoint], wanted: Sequence[str]
) -> Iterator[Told]:
    for key in wanted:
        name = key.partition("+")[0]
        try:
            sizes = [head.size for head in notes if cosigned(head.note, key)]
        except BadNote as error:
            yield Told(False, f"{name}: {error}")
            continue
        if sizes:
            yield Told(True, f"{name} co-signed {len(sizes)} heads, the newest over {max(sizes)} entries")
        else:
            yield Told(False, f"{name} co-signed no head in this file")
    if not wanted and notes:
        yield Told(True, f"{len(notes)} heads carry cosignatures; name a witness's key to check (--witness)")


def _read(lines: Sequence[str]) -> tuple[list[ExportedLog], list[tuple[Mapping[str, Any], str]]]:
    """The trees, and (public, commitment) of every entry of the ledger: each line is parsed once."""
    logs: list[ExportedLog] = []
    leaves: list[tuple[Mapping[str, Any], str]] = []
    left = iter(lines)
    for line in left:
        about = json.loads(line)
        heads = tuple(read_checkpoint(note) for note in about["heads"])
        tree = ExportedTree(about["origin"], about["key"], int(about["size"]), heads)
        rows = []
        for index, text in enumerate(islice(left, tree.size)):
            leaf = json.loads(text)
            at = datetime.fromisoformat(leaf["at"])
            rows.append(Row(index, leaf["kind"], leaf["subject"], at, text.encode()))
            if leaf["kind"] == ENTRY:
                leaves.append((leaf["public"], leaf["personal"] or ""))
        logs.append(ExportedLog(tree, tuple(rows)))
    return logs, leaves


def _entries(leaves: Sequence[Mapping[str, Any]], stated: str) -> Iterator[Told]:
    numbers: dict[str, list[int]] = {}
    for leaf in leaves:
        numbers.setdefault(leaf["grant"], []).append(leaf["number"])
    for grant, found in sorted(numbers.items()):
        if sorted(found) != list(range(1, len(found) + 1)):
            yield Told(False, f"{grant}: the numbers of the entries have gaps or come twice")
        else:
            yield Told(True, f"{grant}: {len(found)} entries without a gap")
    wanted = csv_text(leaves).splitlines()
    given = stated.splitlines()
    if sorted(given[1:]) == sorted(wanted[1:]) and given[:1] == wanted[:1]:
        yield Told(True, "entries.csv says what the log says")
        return
    known = set(wanted)
    strange = [line for line in given if line not in known]
    for line in strange[:_SHOWN]:
        yield Told(False, f"entries.csv: not as in the log: {line[:120]}")
    if not strange:
        yield Told(
            False, f"entries.csv holds {len(given) - 1} entries, the log {len(wanted) - 1} public ones"
        )


def _revealed(
    leaves: Sequence[tuple[Mapping[str, Any], str]], hidden: bytes
) -> tuple[list[Mapping[str, Any]], list[Told]]:
    """Contents of hidden entries that fit their commitments, and what does not."""
    committed = {(leaf["grant"], leaf["number"]): sealed for leaf, sealed in leaves if leaf["hidden"]}
    found: list[Mapping[str, Any]] = []
    wrong = []
    for line in hidden.splitlines():
        given = json.loads(line)
        key = (given["grant"], given["number"])
        if commitment(bytes.fromhex(given["salt"]), canonical(given["content"])) != committed.get(key):
            wrong.append(Told(False, f"{key[0]}, entry {key[1]}: not what the log committed to"))
        else:
            found.append({"grant": key[0], **given["content"]})
    return found, wrong


def _sums(
    about: Mapping[str, Any],
    leaves: Sequence[tuple[Mapping[str, Any], str]],
    revealed: Sequence[Mapping[str, Any]],
) -> Iterator[Told]:
    public = sums(leaf for leaf, _sealed in leaves)
    behind = sums(revealed)
    secret = sum(leaf["hidden"] for leaf, _sealed in leaves)
    for grant in about["grants"]:
        slug, bad = grant["slug"], []
        for effect, stated in sorted(grant["sums"].items()):
            shown = public.get(slug, {}).get(effect, 0)
            hidden = grant["hidden"].get(effect, 0)
            if shown + hidden != stated:
                bad.append(f"{slug}, {effect}: stated {stated}, the entries add up to {shown + hidden} cents")
            if secret and len(revealed) == secret and behind.get(slug, {}).get(effect, 0) != hidden:
                bad.append(f"{slug}, {effect}: the hidden entries do not add up to {hidden} cents")
        yield from (Told(False, text) for text in bad)
        if not bad:
            yield Told(True, f"{slug}: all {len(grant['sums'])} sums fit to the cent")
    if secret and len(revealed) < secret:
        yield Told(True, f"{secret - len(revealed)} entries are not public; their sum is as stated, unproven")
