# SPDX-License-Identifier: EUPL-1.2
"""The room's key is made once, however many ask for it first."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from soesmart.accounts import keys


def test_threads_that_come_first_together_get_one_key(tmp_path):
    path, together = tmp_path / "keys" / "accounts", Barrier(8)

    def first(_number):
        together.wait(20)
        return keys._key.__wrapped__(path)

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(first, range(8)))) == 1
    assert [file.name for file in path.parent.iterdir()] == ["accounts"]
