# SPDX-License-Identifier: EUPL-1.2
import math
import operator
import sys
import types
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soesmart.kernel.executor import executor, fan_out, reduced, shards
from soesmart.kernel.settings import BadSetting


def wave(part):
    """Fractions whose sum depends on the order of adding."""
    return sum(math.sin(number) * 10 ** (number % 17) for number in part)


def invert(number):
    return 1 / number


@pytest.mark.parametrize("workers", [1, 3])
def test_processes_and_threads_give_identical_results(workers):
    parts = shards(1_000, 64)
    expected = reduce(operator.add, map(wave, parts))  # from Python 3.12 on `sum` is more exact than adding
    found = {}
    for kind in ("processes", "threads"):
        with executor(kind, workers) as pool:
            assert isinstance(pool, Executor)
            found[kind] = reduced(pool, wave, parts, operator.add)
    assert found == {"processes": expected, "threads": expected}


def test_results_come_in_the_order_of_the_parts():
    with executor("threads", 4) as pool:
        assert list(fan_out(pool, list, shards(10, 3))) == [[0, 1, 2], [3, 4, 5], [6, 7, 8], [9]]


def test_a_failure_in_a_worker_arrives_here():
    with executor("processes", 1) as pool, pytest.raises(ZeroDivisionError):
        list(fan_out(pool, invert, [1, 0]))


@given(st.integers(0, 500), st.integers(1, 60))
def test_shards_cover_everything_once_and_in_order(n, size):
    parts = shards(n, size)
    assert [number for part in parts for number in part] == list(range(n))
    assert all(len(part) == size for part in parts[:-1])


def test_a_shard_holds_something():
    with pytest.raises(ValueError, match="at least one"):
        shards(3, 0)


def test_the_setting_decides(settings):
    settings.SOESMART = {"executor": "threads"}
    with executor() as pool:
        assert isinstance(pool, ThreadPoolExecutor)


@pytest.mark.parametrize("kind", ["cloud", "dask://", "dask://host", "dask://host:port"])
def test_an_unknown_place_is_refused_with_the_remedy(kind, cluster):
    with pytest.raises(BadSetting, match="executor: "), executor(kind):
        pass


def test_without_dask_the_message_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(BadSetting, match=r"soesmart\[cluster\]"), executor("dask://localhost:8786"):
        pass


@pytest.mark.parametrize(
    ("address", "contact"),
    [
        ("dask://localhost:8786", "tcp://localhost:8786"),
        ("dask://127.0.0.1:8786", "tcp://127.0.0.1:8786"),
        ("dask://[::1]:8786", "tcp://[::1]:8786"),
        ("dask://10.0.0.7:8786", "tls://10.0.0.7:8786"),
        ("dask://cluster.example:8786", "tls://cluster.example:8786"),
    ],
)
def test_a_cluster_beyond_this_machine_is_spoken_to_in_tls(address, contact, cluster):
    with executor(address) as pool:
        assert list(fan_out(pool, abs, [-1])) == [1]
    assert cluster == [contact]


@pytest.fixture
def cluster(monkeypatch):
    """Stands in for `distributed`; records the addresses it is asked for."""
    asked = []

    class Client:
        def __init__(self, address):
            asked.append(address)
            self.pool = ThreadPoolExecutor(1)

        def __enter__(self):
            return self

        def __exit__(self, *_error):
            self.pool.shutdown()

        def get_executor(self, pure):
            return self.pool

    module = types.ModuleType("distributed")
    module.Client = Client
    monkeypatch.setitem(sys.modules, "distributed", module)
    return asked
