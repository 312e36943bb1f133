# SPDX-License-Identifier: EUPL-1.2
"""Where heavy work runs: processes, threads, or a Dask cluster, behind `concurrent.futures.Executor`.

Only inside a task or the command line, never in a web request, and only for pure functions of a module
(what goes over must pickle). Shards depend on the size of the input, not on the number of workers, and
results come in the order of the shards: every executor gives identical results.
"""

import ipaddress
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from functools import reduce
from typing import TypeVar
from urllib.parse import urlsplit

from django.conf import settings

from soesmart.kernel.settings import BadSetting

Part = TypeVar("Part")
Result = TypeVar("Result")


@contextmanager
def executor(where: str = "", workers: int | None = None) -> Iterator[Executor]:
    """The executor of the setting `executor`, or of `where`; waits for its work when left."""
    kind = where or settings.SOESMART["executor"]
    count = workers or os.cpu_count() or 1
    if kind == "processes":
        # forkserver: a fork of a process with threads and database connections may hang.
        with ProcessPoolExecutor(count, multiprocessing.get_context("forkserver")) as pool:
            yield pool
    elif kind == "threads":
        with ThreadPoolExecutor(count) as pool:
            yield pool
    elif kind.startswith("dask://"):
        with _dask(kind) as pool:
            yield pool
    else:
        raise BadSetting(f'executor: "{kind}" is not known. Use processes, threads or dask://host:port.')


def shards(n: int, size: int) -> tuple[range, ...]:
    """The numbers 0 to n−1 in ranges of `size`, the last one shorter."""
    if size < 1:
        raise ValueError("a shard holds at least one")
    return tuple(range(start, min(start + size, n)) for start in range(0, n, size))


def fan_out(pool: Executor, work: Callable[[Part], Result], parts: Iterable[Part]) -> Iterator[Result]:
    """`work` of every part, at once, in the order of the parts."""
    return pool.map(work, parts)


def reduced(
    pool: Executor,
    work: Callable[[Part], Result],
    parts: Iterable[Part],
    join: Callable[[Result, Result], Result],
) -> Result:
    """All results joined from left to right, so that sums of fractions come out the same everywhere."""
    return reduce(join, fan_out(pool, work, parts))


@contextmanager
def _dask(address: str) -> Iterator[Executor]:
    try:
        import distributed
    except ImportError as error:
        raise BadSetting(
            f'executor: "{address}" needs the package distributed: pip install "soesmart[cluster]".'
        ) from error
    with distributed.Client(_contact(address)) as client:  # type: ignore[no-untyped-call]  # it has none
        yield client.get_executor(pure=False)


def _contact(address: str) -> str:
    """Dask's address: encrypted unless the scheduler is on this machine."""
    parts = urlsplit(address)
    try:
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
    if not host or not port:
        raise BadSetting(f'executor: "{address}" lacks host or port: dask://host:port.')
    shown = f"[{host}]" if ":" in host else host
    return f"{'tcp' if _is_loopback(host) else 'tls'}://{shown}:{port}"


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
