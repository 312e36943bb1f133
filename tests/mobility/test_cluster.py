# SPDX-License-Identifier: EUPL-1.2
"""A Dask cluster with two workers computes the table this machine computes, to the last bit."""

import contextlib
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from soesmart.mobility.engine import profile
from soesmart.mobility.engine.profile import everyone
from tests.mobility.cluster import digest
from tests.mobility.feeds import opened
from tests.mobility.test_profile import built

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
DASK = (sys.executable, "-m", "dask")


@pytest.fixture
def environment(tmp_path):
    own = {"SOESMART_DATA": str(tmp_path), "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    return os.environ | own | {"DJANGO_SETTINGS_MODULE": "soesmart.conf.settings"}


@pytest.fixture
def cluster(tmp_path, environment):
    contact = tmp_path / "scheduler.json"
    with contextlib.ExitStack() as stack:
        begin = (*DASK, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show")
        _until(stack, (*begin, "--scheduler-file", str(contact)), environment, "Scheduler at")
        for number in range(2):
            begin = (
                *DASK,
                "worker",
                "--scheduler-file",
                str(contact),
                "--no-dashboard",
                "--no-nanny",
                "--name",
                str(number),
            )
            _until(stack, (*begin, "--local-directory", str(tmp_path)), environment, "Registered to")
        yield json.loads(contact.read_text("utf-8"))["address"].replace("tcp://", "dask://")


def _until(stack, command, environment, words):
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    stack.callback(process.wait, 20)
    stack.callback(process.terminate)
    stack.callback(process.stderr.close)
    said = []
    for line in process.stderr:
        said.append(line)
        if words in line:
            return
    raise AssertionError("".join(said))


def test_two_workers_give_the_same_table(shared, cluster, environment):
    feed = shared / "data/mobility/germany_small/vvs-bus-751-only.gtfs.zip"
    done = subprocess.run(
        [sys.executable, "-m", "tests.mobility.cluster", cluster, str(feed)],
        env=environment, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    net = built(opened(feed), date(2020, 2, 3))
    assert done.stdout.split() == [digest(everyone(net)), digest(everyone(net, rides=True))]
    assert profile.LANES > 1
