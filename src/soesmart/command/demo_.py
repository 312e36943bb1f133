# SPDX-License-Identifier: EUPL-1.2
"""The example town in one process tree: this process serves, a child works and says where to look.

No threads here: the server forks, and a lock that a thread holds at that moment would never open again.
"""

import argparse
import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from soesmart.command.errors import UserError
from soesmart.command.serve_ import require_free, serve
from soesmart.command.towns import BUILDING, TOWNS, finished, move_in
from soesmart.command.welcome import LOGINS

MARK = "demo"
"""File that marks a data folder as an example; only such a folder is ever thrown away."""
LOGIN_ROLES = (
    ("team@example.org", ("team", "moderator"), "the smart-city team"),
    ("amt@example.org", ("department",), "a department that answers"),
    ("buergerin@example.org", (), "a resident with an account"),
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--sandbox", action="store_true", help="Musterstadt: all example data, try everything"
    )
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default 8000)")
    parser.add_argument("--fresh", action="store_true", help="throw the example away and make it anew")


def run(words: argparse.Namespace) -> int:
    name = "sandbox" if words.sandbox else "demo"
    base = Path(os.environ.get("SOESMART_DATA", "data"))
    folder = (words.data or base / name).resolve()
    require_free("127.0.0.1", words.port)
    if _needs_building(folder, fresh=words.fresh):
        print(f"Making the example town in {folder} …", flush=True)
        _build(TOWNS / ("musterstadt" if words.sandbox else "soest"), folder)
    os.environ["SOESMART_DATA"] = str(folder)
    from soesmart.command.setup import migrate, start

    start()
    migrate()
    with _worker(words.port):
        serve("127.0.0.1", words.port)
    return 0


def _needs_building(folder: Path, *, fresh: bool) -> bool:
    if not folder.exists() or not any(folder.iterdir()):
        return True
    if not (folder / MARK).exists():
        raise UserError(
            f"{folder} holds something that is no example town. Use: soesmart serve --data {folder}"
        )
    if fresh or (folder / BUILDING).exists():
        shutil.rmtree(folder)
        return True
    return False


def _build(town: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / BUILDING).touch()
    (folder / MARK).write_text("An example town: `soesmart demo --fresh` throws it away.\n", "utf-8")
    move_in(town, folder)
    _make_logins(folder)
    finished(folder)


def _make_logins(folder: Path) -> None:
    from soesmart.accounts import facade as accounts  # inline: models need the app registry

    lines = []
    for email, roles, meaning in LOGIN_ROLES:
        login = accounts.make_demo_account(email, roles, "beispiel-" + folder.name)
        lines.append(f"    {login.email:26} {login.password:18} {meaning}\n")
    (folder / LOGINS).write_text("".join(lines), "utf-8")


@contextlib.contextmanager
def _worker(port: int) -> Iterator[None]:
    # Behind the pages: whoever waits in a browser comes first.
    command = ["nice", "-n", "5", sys.executable, "-m", "soesmart", "worker"]
    command += ["--with-parent", str(os.getpid()), str(port)]
    child = subprocess.Popen(command)
    try:
        yield
    finally:
        child.send_signal(signal.SIGTERM)
        try:
            child.wait(15)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
