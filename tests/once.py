# SPDX-License-Identifier: EUPL-1.2
"""Data that several tests need is loaded once per process; each test changes it in a savepoint of its own.

A function under `@fixture` is a pytest fixture whose body runs outside the test, in a transaction that stays
open as long as the next test asks for the same data. What it returns every test gets as a copy. It may ask
for other such fixtures and for those of the session; what a single test sets (clock, folder, settings) it
does not see. A test that commits, or asks by `request.getfixturevalue`, loads it for itself alone.
"""

import copy
import inspect
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from django.db import transaction

from soesmart.kernel import newest


class Layer(NamedTuple):
    load: Callable[..., Any]
    atomic: transaction.Atomic
    value: Any


_layers: list[Layer] = []  # from the bottom up: each may build upon those below
_loads: dict[object, Callable[..., Any]] = {}
"""What loads the data of a fixture, by the function that pytest knows."""


def fixture(load: Callable[..., Any]) -> Any:
    def given(request: pytest.FixtureRequest, db: None) -> Any:
        for layer in _layers:
            if layer.load is load:
                return copy.deepcopy(layer.value)
        return load(**{name: request.getfixturevalue(name) for name in inspect.signature(load).parameters})

    _loads[given] = load
    return pytest.fixture(name=load.__name__)(given)


def grouped(items: list[pytest.Item]) -> list[pytest.Item]:
    """Within a file, tests on the same data one after the other."""
    files: dict[object, dict[frozenset[str], list[pytest.Item]]] = {}
    for item in items:
        files.setdefault(item.path, {}).setdefault(_data_of(item), []).append(item)
    return [item for groups in files.values() for group in groups.values() for item in group]


def _data_of(item: pytest.Item) -> frozenset[str]:
    known = getattr(item, "_fixtureinfo", None)
    definitions = known.name2fixturedefs if known else {}
    return frozenset(name for name, found in definitions.items() if found[-1].func in _loads)


def prepare(request: pytest.FixtureRequest, *, transactional: bool) -> None:
    """Lays down what this test asks for, before its own transaction begins; what it must not see goes."""
    wanted: list[Callable[..., Any]] = []
    if not transactional:
        for name in request.fixturenames:
            _need(request, name, wanted)
    same = 0
    while same < min(len(wanted), len(_layers)) and _layers[same].load is wanted[same]:
        same += 1
    roll_back(to=same)
    for load in wanted[same:]:
        _lay(request, load)


def _need(request: pytest.FixtureRequest, name: str, wanted: list[Callable[..., Any]]) -> None:
    """Adds the data called `name`, after what it builds upon."""
    definitions = request._fixturemanager.getfixturedefs(name, request.node)
    load = _loads.get(definitions[-1].func) if definitions else None
    if load and load not in wanted:
        for needed in inspect.signature(load).parameters:
            _need(request, needed, wanted)
        wanted.append(load)


def _lay(request: pytest.FixtureRequest, load: Callable[..., Any]) -> None:
    below = {layer.load.__name__: layer.value for layer in _layers}
    names = inspect.signature(load).parameters
    given = {name: below[name] if name in below else request.getfixturevalue(name) for name in names}
    atomic = transaction.atomic()
    atomic._from_testcase = True  # as Django does: what is durable may begin inside
    atomic.__enter__()
    try:
        newest.forget()
        value = load(**given)
    except BaseException:
        _undo(atomic)
        raise
    _layers.append(Layer(load, atomic, value))


def roll_back(to: int = 0) -> None:
    while len(_layers) > to:
        _undo(_layers.pop().atomic)


def _undo(atomic: transaction.Atomic) -> None:
    transaction.set_rollback(True)
    atomic.__exit__(None, None, None)
    newest.forget()
