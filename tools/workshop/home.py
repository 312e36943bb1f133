# SPDX-License-Identifier: EUPL-1.2
"""pytest plugin: every test process gets a data folder of its own, gone afterwards.

A plugin and not a conftest: pytest-django reads the settings before the first conftest is there.
"""

import atexit
import contextlib
import gc
import os
import shutil
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

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
_worker = os.environ.get("PYTEST_XDIST_WORKER", "")
if _worker:
    # Registered first, so the last of all: who is done need not free what it held, object by object.
    atexit.register(os._exit, 0)


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: Any) -> None:
    """The second process begins at the other end: on a new machine each rewrites half of the assertions."""
    if _worker != "gw1":
        return
    root, given = session.config.rootpath, session.config.args
    left_out = [root / path for path in session.config.getoption("ignore") or ()]
    for folder in filter(Path.is_dir, (root / word for word in given)):
        for file in sorted(folder.rglob("test_*.py"), reverse=True):
            if not any(file.is_relative_to(path) for path in left_out):
                _read(file, root)


def _read(file: Path, root: Path) -> None:
    """Import a test; whatever is wrong with it is told when it is collected."""
    with contextlib.suppress(Exception, pytest.skip.Exception, pytest.fail.Exception):
        import_module(".".join(file.relative_to(root).with_suffix("").parts))


def pytest_runtestloop(session: Any) -> None:
    gc.freeze()
    gc.enable()


def pytest_unconfigure(config: Any) -> None:
    if not _worker and config.getoption("dist", "no") != "no":
        gc.freeze()  # it ran no test: pytest would look for their garbage in all the reports, five times
    shutil.rmtree(_folder, ignore_errors=True)
