# SPDX-License-Identifier: EUPL-1.2
import threading

from soesmart.kernel.newest import Newest, NewestOf, forget


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


def test_several_are_held_for_one_stamp_only():
    made: list[str] = []
    held: NewestOf[str, str] = NewestOf(2)

    def of(stamp: int, key: str) -> str:
        return held.of(stamp, key, lambda: made.append(key) or f"{key}{stamp}")

    assert [of(1, "a"), of(1, "b"), of(1, "a"), of(2, "a"), of(2, "a")] == ["a1", "b1", "a1", "a2", "a2"]
    assert made == ["a", "b", "a"]
    forget()
    assert of(2, "a") == "a2"
    assert made == ["a", "b", "a", "a"]


def test_what_was_used_longest_ago_goes_first():
    made: list[str] = []
    held: NewestOf[str, str] = NewestOf(2)
    for key in ("a", "b", "a", "c", "a", "b"):
        held.of(1, key, lambda key=key: made.append(key) or key)
    assert made == ["a", "b", "c", "b"]
