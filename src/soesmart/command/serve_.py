# SPDX-License-Identifier: EUPL-1.2
import argparse
import ctypes
import errno
import os
import signal
import socket
import sys

from soesmart.command.errors import UserError
from soesmart.command.waking import wake_main_thread


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default 8000)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")


def run(words: argparse.Namespace) -> int:
    from soesmart.command.setup import require_town

    require_free(words.host, words.port)
    require_town()
    serve(words.host, words.port)
    return 0


def require_free(host: str, port: int) -> None:
    """Refuse with one clear line when something listens there already."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError as error:
            raise UserError(
                f"port {port} is reserved. Choose one above 1023, for example --port 8000"
            ) from error
        except OverflowError as error:
            raise UserError(f"there is no port {port}. Choose one from 1024 to 65535: --port 8000") from error
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise UserError(f"{host} is not an address of this machine. Try --host 127.0.0.1") from error
            raise UserError(
                f"port {port} on {host} is taken by another program. Choose another one: --port {port + 1}"
            ) from error


def serve(host: str, port: int) -> None:
    """Serve until interrupted. Django must be set up."""
    from django.conf import settings
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from soesmart.portal.storage import collect

    collect()
    _preload()
    end_with_parent()
    os.register_at_fork(after_in_child=wake_main_thread)
    Granian(
        "soesmart.conf.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=settings.SOESMART["workers"],
        blocking_threads=4,
        log_access=False,
        workers_kill_timeout=10,  # a process that hangs must not keep the town from ending
        log_level=LogLevels.warning,
    ).serve()


def _preload() -> None:
    """Import all pages once, before the server forks its processes: a quicker start, shared memory."""
    from django.db import connections
    from django.urls import get_resolver

    from soesmart.command.setup import importing

    with importing():
        import soesmart.conf.wsgi  # noqa: F401

        _ = get_resolver().url_patterns
    connections.close_all()  # a connection must not be shared by two processes


def end_with_parent() -> None:
    """Where the parent is killed without warning, no process may go on answering at its port."""
    if sys.platform != "linux":
        return
    parent = 0

    def remember() -> None:
        nonlocal parent
        parent = os.getpid()

    def follow() -> None:
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)
        if os.getppid() != parent:  # killed before this process could ask to be told
            os._exit(1)

    os.register_at_fork(before=remember, after_in_child=follow)
