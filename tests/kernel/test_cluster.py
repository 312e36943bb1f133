# SPDX-License-Identifier: EUPL-1.2
"""A real Dask scheduler and worker on this machine give what the process pool gives, to the last bit."""

import contextlib
import json
import operator
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import reduce
from pathlib import Path

import pytest

from soesmart.kernel.executor import shards
from tests.kernel.cluster import wave

ROOT = Path(__file__).parents[2]
DASK = (sys.executable, "-m", "dask")


@pytest.fixture
def environment(tmp_path) -> dict[str, str]:
    own = {"SOESMART_DATA": str(tmp_path), "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    return os.environ | own | {"DJANGO_SETTINGS_MODULE": "soesmart.conf.settings"}


@pytest.fixture
def scheduler(tmp_path, environment) -> Iterator[str]:
    """The address of a cluster with one worker; the worker says when it is ready."""
    contact = tmp_path / "scheduler.json"
    with contextlib.ExitStack() as stack:
        begin = (*DASK, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show")
        _until(stack, (*begin, "--scheduler-file", str(contact)), environment, "Scheduler at")
        begin = (*DASK, "worker", "--scheduler-file", str(contact), "--no-dashboard", "--no-nanny")
        _until(stack, (*begin, "--local-directory", str(tmp_path)), environment, "Registered to")
        address = json.loads(contact.read_text("utf-8"))["address"]
        yield address.replace("tcp://", "dask://")


def _until(stack: contextlib.ExitStack, command: tuple[str, ...], environment, words: str) -> None:
    """Start it and read what it says until it says `words`."""
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    stack.callback(process.wait, 20)
    stack.callback(process.terminate)
    assert process.stderr is not None
    stack.callback(process.stderr.close)
    said = []
    for line in process.stderr:
        said.append(line)
        if words in line:
            return
    raise AssertionError("".join(said))


@pytest.mark.slow
def test_a_cluster_gives_identical_results(scheduler, environment):
    done = subprocess.run(
        [sys.executable, "-m", "tests.kernel.cluster", scheduler],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.strip() == reduce(operator.add, map(wave, shards(1_000, 64))).hex()
