# SPDX-License-Identifier: EUPL-1.2
import threading

from soesmart.kernel.newest import Newest, forget


def test_made_once_per_stamp():
    made: list[int] = []
    held: Newest[int] = Newest()

    def make() -> int:
        made.append(1)
        return len(made)

    assert [held.of("a", make), held.of("a", make), held.of("b", make), held.of("a", make)] == [1, 1, 2, 3]
    forget()
    assert held.of("a", make) == 4


def test_many_threads_make_it_once():
    made: list[int] = []
    held: Newest[int] = Newest()
    barrier = threading.Barrier(8)

    def visit() -> None:
        barrier.wait()
        held.of(1, lambda: made.append(1) or 7)

    threads = [threading.Thread(target=visit) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [1]
