# SPDX-License-Identifier: EUPL-1.2
import contextlib
import socket
import time
from pathlib import Path

LOGINS = "logins.txt"


def announce(folder: Path, port: int) -> None:
    """Say where to look as soon as someone would find something there."""
    for _ in range(600):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            break
        time.sleep(0.1)
    print(f"\n  The town is open: http://127.0.0.1:{port}/\n", flush=True)
    with contextlib.suppress(FileNotFoundError):
        print("  Example log-ins (mail address, password):", flush=True)
        print((folder / LOGINS).read_text("utf-8"), flush=True)
    print("  Ctrl-C ends it.", flush=True)
