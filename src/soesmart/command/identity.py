# SPDX-License-Identifier: EUPL-1.2
import os
import secrets
import socket


def worker_name() -> str:
    """Readable and unique among all workers of a town, also on other machines and after a restart."""
    return f"{socket.gethostname()[:30]}-{os.getpid()}-{secrets.token_hex(4)}"
