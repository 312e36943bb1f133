# SPDX-License-Identifier: EUPL-1.2
"""pytest plugin: every test process gets a data folder of its own, gone afterwards.

A plugin and not a conftest: pytest-django reads the settings before the first conftest is there.
"""

import gc
import os
import shutil
import tempfile
from typing import Any

KEPT = frozenset({"SOESMART_DATABASE_URL", "SOESMART_SHARED", "SOESMART_VENV"})

# Settings of the developer's own town must not leak into tests.
for _name in [name for name in os.environ if name.startswith("SOESMART_") and name not in KEPT]:
    del os.environ[_name]
_folder = tempfile.mkdtemp(prefix="soesmart-test-")
os.environ["SOESMART_DATA"] = _folder
# As many test processes as cores run already: threads that wait for each other only take their time.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# Modules and collected tests stay: looking for garbage among them takes a third of the time of collecting.
gc.disable()


def pytest_runtestloop(session: Any) -> None:
    gc.freeze()
    gc.enable()


def pytest_unconfigure(config: Any) -> None:
    shutil.rmtree(_folder, ignore_errors=True)
