# SPDX-License-Identifier: EUPL-1.2
"""Files on their way into the folder, and what does not belong there."""

import difflib
import filecmp
import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from soesmart.kernel.room import Finding, ImportReport, Problem
from soesmart.portal.signs import shelf

_HEAD = 16


def import_sign_video(file: Path, *, page: str, dry_run: bool = False, **_watch: object) -> ImportReport:
    suffix = file.suffix.lower().removeprefix(".").replace("jpeg", "jpg")
    wrong = [Problem(1, "page", _unknown(page))] if page not in shelf.PAGES else []
    wrong += [Problem(1, "", text) for text in _faults(file, suffix)]
    if wrong:
        return ImportReport(0, 0, tuple(wrong))
    goal = shelf.folder() / f"{page}.{suffix}"
    there = goal.is_file() and not goal.is_symlink()
    if there and filecmp.cmp(file, goal, shallow=False):
        return ImportReport(0, 0, unchanged=1)
    if not dry_run:
        _put(file, goal)
    return ImportReport(int(not there), int(there), notes=(f"{file.name} → {goal.name}",))


def findings() -> Iterator[Finding]:
    folder = shelf.folder()
    if not shelf.state() and (folder.exists() or folder.is_symlink()):
        yield Finding(False, f"{folder} must be a folder of its own, not a link: backups would miss it")
    wrong = [f"{name}: {text}" for name in sorted(shelf.names()) for text in _faults_of(name)]
    yield from (Finding(False, text) for text in wrong)
    found = shelf.pages_with_film()
    yield Finding(True, f"pages with a sign-language video: {', '.join(found) or 'none'}")


def _faults_of(name: str) -> list[str]:
    page, _dot, suffix = name.rpartition(".")
    if name.startswith("."):
        return []
    if page not in shelf.PAGES:
        return [_unknown(page or name)]
    faults = _faults(shelf.folder() / name, suffix)
    if not faults and suffix not in shelf.VIDEOS and shelf.film(page) is None:
        faults.append(f"there is no video beside it ({page}.mp4 or {page}.webm)")
    return faults


def _unknown(page: str) -> str:
    near = difflib.get_close_matches(page, shelf.PAGES, n=1, cutoff=0.0)
    hint = f' Did you mean "{near[0]}"?' if near else ""
    return f'no page is called "{page}".{hint} Known: {", ".join(shelf.PAGES)}.'


def _faults(file: Path, suffix: str) -> list[str]:
    if suffix not in shelf.TYPES:
        return [f"ends in none of {', '.join(f'.{one}' for one in shelf.TYPES)} (in small letters)"]
    try:
        found = file.lstat()
        if not stat.S_ISREG(found.st_mode):
            return ["is a link or no file; copy the file itself"]
        with file.open("rb") as opened:
            head = opened.read(_HEAD)
    except OSError as error:
        return [f"cannot be read: {error.strerror}"]
    if found.st_size > shelf.LARGEST:
        return [f"is larger than {shelf.LARGEST // 1_000_000} MB; make it shorter or smaller"]
    return [] if _is_a(suffix, head) else [f"is no .{suffix} file inside"]


def _is_a(suffix: str, head: bytes) -> bool:
    return {
        "mp4": head[4:8] == b"ftyp",
        "webm": head.startswith(b"\x1a\x45\xdf\xa3"),
        "vtt": head.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT"),
        "webp": head[:4] == b"RIFF" and head[8:12] == b"WEBP",
        "jpg": head.startswith(b"\xff\xd8\xff"),
    }[suffix]


def _put(file: Path, goal: Path) -> None:
    """In one piece: nobody is served half a video."""
    goal.parent.mkdir(parents=True, exist_ok=True)
    part = goal.with_name(f".{goal.name}.{os.getpid()}.part")
    try:
        shutil.copyfile(file, part)
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.replace(goal)
    finally:
        part.unlink(missing_ok=True)
