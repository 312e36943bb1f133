# SPDX-License-Identifier: EUPL-1.2
import os
import subprocess
import sys

import pytest

ORPHANED_BEFORE_IT_COULD_ASK = """
import os, sys
from soesmart.command.serve_ import end_with_parent

def wait_until_the_parent_is_gone():
    while os.getppid() == parent:
        pass

if os.fork() == 0:
    parent = os.getpid()
    os.register_at_fork(after_in_child=wait_until_the_parent_is_gone)
    end_with_parent()
    if os.fork() == 0:
        os.write(1, b"still there")
    os._exit(0)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children that their parent was killed")
def test_a_process_whose_parent_was_killed_at_once_ends_too():
    done = subprocess.run(
        [sys.executable, "-c", ORPHANED_BEFORE_IT_COULD_ASK],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        timeout=60,
        check=True,
    )
    assert done.stdout == b""
