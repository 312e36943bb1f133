# SPDX-License-Identifier: EUPL-1.2
"""Who gains from a night bus: some destinations at a time give what all at once give."""

import numpy as np
import pytest

from soesmart.mobility.engine import whatif
from soesmart.mobility.engine.extras import Extra
from soesmart.mobility.engine.journey import Access
from soesmart.mobility.engine.network import network
from tests.mobility.test_after_midnight import night
from tests.mobility.test_profile import built

PEOPLE = np.array([0.0, 30.0, 400.0])


def gained(watch=lambda: None):
    before = built(night())
    extra = Extra("N9", (4, 5), ((0, 1560), (1, 1570), (2, 1580)))
    after = network(whatif.with_extras(before.times, [extra]), before.feet, False)
    here = Access(*before.feet.walk.of(0))
    walks = (before.feet.walk, before.feet.walk)
    return whatif.gains(before, after, (here, here), walks, PEOPLE, watch)


def test_some_destinations_at_a_time_give_what_all_at_once_give(monkeypatch):
    whole = gained()
    assert whole.person_hours > 0 and whole.minutes.shape == (3, 168)
    monkeypatch.setattr(whatif, "TOGETHER", 2)
    parts = gained()
    assert (parts.minutes == whole.minutes).all() and (parts.newly == whole.newly).all()
    assert (parts.person_hours, parts.reached) == (whole.person_hours, whole.reached)


def test_it_can_be_stopped_between_some_destinations_and_the_next(monkeypatch):
    class Stop(Exception):
        pass

    asked = []

    def watch():
        asked.append(1)
        if len(asked) == 3:
            raise Stop

    monkeypatch.setattr(whatif, "TOGETHER", 1)
    with pytest.raises(Stop):
        gained(watch)
    assert len(asked) == 3
