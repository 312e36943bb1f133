# SPDX-License-Identifier: EUPL-1.2
import threading

from hypothesis import given
from hypothesis import strategies as st

from soesmart.portal.page_cache.store import Page, Store


def page(stamp=1, size=10, stale_at=100.0) -> Page:
    return Page(stamp=stamp, stale_at=stale_at, packed=b"x" * size, etag='"e"', headers={})


def test_answers_only_for_the_same_state_and_in_time():
    store = Store(10_000)
    store.put("/", page(stamp=7, stale_at=50))
    assert store.get("/", 7, now=49)
    assert store.get("/", 8, now=49) is None
    assert store.get("/", 7, now=50) is None


def test_the_page_longest_unused_goes_first():
    store = Store(5000)
    for name in "abcd":
        store.put(name, page())
    store.get("a", 1, 0)
    store.put("e", page())
    assert store.get("a", 1, 0)
    assert store.get("b", 1, 0) is None


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4000))))
def test_never_larger_than_allowed_and_counted_right(puts):
    store = Store(9000)
    for name, size in puts:
        store.put(name, page(size=size))
        assert store.size <= 9000
    kept = [store.get(name, 1, 0) for name in range(10)]
    assert store.size == sum(entry.size for entry in kept if entry)


def test_of_many_who_want_a_page_one_makes_it():
    store, makers, barrier = Store(10_000), [], threading.Barrier(6)

    def visit():
        barrier.wait()
        with store.turn("/", patience=10) as mine:
            if mine or store.get("/", 1, 0) is None:
                makers.append(mine)
                store.put("/", page())

    threads = [threading.Thread(target=visit) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # Whoever arrives after the maker has left finds the page made; nobody makes it unasked.
    assert makers.count(True) >= 1
    assert False not in makers


def test_a_maker_who_fails_leaves_the_turn_to_the_next():
    store = Store(10_000)
    try:
        with store.turn("/", 1) as mine:
            assert mine
            raise ZeroDivisionError
    except ZeroDivisionError:
        pass
    with store.turn("/", 1) as mine:
        assert mine
