# SPDX-License-Identifier: EUPL-1.2
"""A PostgreSQL for tests: the given one, or a temporary cluster that listens on a socket only.

fsync stays on: the durability tests kill servers and count what survived.
"""

import contextlib
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote


class Missing(Exception):
    """No PostgreSQL here; the message says what to do."""


@contextlib.contextmanager
def server() -> Iterator[str]:
    """The address of a server with the right to make databases; a temporary one is gone afterwards."""
    given = os.environ.get("SOESMART_DATABASE_URL", "")
    if given.startswith("postgres"):
        yield given
        return
    programs = newest_programs()
    folder = Path(tempfile.mkdtemp(prefix="soesmart-pg-"))
    try:
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            owner = pwd.getpwnam("postgres")
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        data = folder / "data"
        options = ("--username=soesmart", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
        _call(programs / "initdb", "-D", data, *options)
        settings = f"-c listen_addresses= -c unix_socket_directories={folder}"
        _call(programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", settings, "start")
        yield f"postgresql://soesmart@/postgres?host={quote(str(folder))}"
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            _call(programs / "pg_ctl", "-D", folder / "data", "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def newest_programs(base: Path = Path("/usr/lib/postgresql")) -> Path:
    """The newest `bin` folder Debian's packages installed."""
    found = [path for path in base.glob("*/bin") if re.fullmatch(r"\d+", path.parent.name)]
    if not found:
        raise Missing("PostgreSQL is not installed: apt-get install postgresql — or ./run test --sqlite-only")
    return max(found, key=lambda path: int(path.parent.name))


def _call(*words: object) -> None:
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    command = [*prefix, *map(str, words)]
    # A session of its own: Ctrl-C reaches the whole terminal group, and half a start cannot be stopped.
    child = subprocess.Popen(
        command,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        output = child.communicate()[0]
    except KeyboardInterrupt:
        child.communicate()
        raise
    if child.returncode:
        raise Missing(f"PostgreSQL did not obey: {' '.join(command)}\n{output}")
