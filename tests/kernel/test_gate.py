# SPDX-License-Identifier: EUPL-1.2
from concurrent.futures import ThreadPoolExecutor

import pytest

from soesmart.kernel import gate
from soesmart.kernel.room import Algorithm, Room


@pytest.fixture(autouse=True)
def house(settings):
    algorithms = (Algorithm("similar", "finds similar questions", "none are shown"),)
    settings.SOESMART_ROOMS = [Room("r", "r", algorithms=algorithms)]
    settings.SOESMART = {"algorithms_off": []}


def counted():
    return {answer: gate.counts().get(("similar", answer), 0) for answer in ("allowed", "refused")}


def test_what_a_room_declares_is_allowed_and_counted():
    before = counted()
    assert gate.permit("similar", "while typing", "anonymous") is True
    assert counted() == {**before, "allowed": before["allowed"] + 1}


def test_what_the_town_switched_off_is_refused_and_counted(settings):
    settings.SOESMART = {"algorithms_off": ["similar"]}
    before = counted()
    assert gate.permit("similar", "while typing", "anonymous") is False
    assert counted() == {**before, "refused": before["refused"] + 1}


def test_what_nobody_declares_is_a_mistake_of_ours():
    before = gate.counts()
    with pytest.raises(gate.Undeclared, match="unknown"):
        gate.permit("unknown", "while typing", "anonymous")
    assert gate.counts() == before


def test_no_call_goes_uncounted_when_many_come_at_once():
    before = counted()["allowed"]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: gate.permit("similar", "load", "team"), range(400)))
    assert counted()["allowed"] == before + 400


def test_counts_are_a_copy():
    gate.counts()["similar", "allowed"] = -1
    assert gate.counts().get(("similar", "allowed"), 0) >= 0
