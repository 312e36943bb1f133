# SPDX-License-Identifier: EUPL-1.2
"""What a typed question asks about a way: from, to, when, how."""

from datetime import date, datetime

import pytest

from soesmart.kernel.folding import fold
from soesmart.mobility.engine.wish import wish

NOW = datetime(2026, 11, 26, 15, 20)  # noqa: DTZ001 (local), a Thursday
FEASTS = [("kirmes", date(2026, 12, 2))]


def wished(text, *names):
    words = fold(text).split()
    places = [(at := words.index(fold(name)), at + 1) for name in names]
    return wish(fold(text), places, NOW, FEASTS)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Wie komme ich nachts nach Ostönnen?", "2026-11-26 23:00"),
        ("Wie komme ich um 23 Uhr nach Ostönnen?", "2026-11-26 23:00"),
        ("Wie komme ich um 23:40 Uhr nach Ostönnen?", "2026-11-26 23:40"),
        ("Wie komme ich um 1 Uhr nach Ostönnen?", "2026-11-27 01:00"),
        ("Wie komme ich Samstag nachts nach Ostönnen?", "2026-11-28 23:00"),
        ("Wie komme ich samstags um 8 Uhr nach Ostönnen?", "2026-11-28 08:00"),
        ("Wie komme ich am Wochenende nach Ostönnen?", "2026-11-28 15:20"),
        ("Wie komme ich nach der Kirmes nach Ostönnen?", "2026-12-02 23:00"),
        ("Wie komme ich nach der Kirmes um 1 Uhr nach Ostönnen?", "2026-12-03 01:00"),
        ("Wie komme ich übermorgen früh nach Ostönnen?", "2026-11-28 06:00"),
        ("Wie komme ich um 8 Uhr nach Ostönnen?", "2026-11-27 08:00"),
        ("Wie komme ich nach Ostönnen?", "2026-11-26 15:20"),
        ("How do I get to Ostönnen on Saturday at 11 pm?", "2026-11-28 23:00"),
    ],
)
def test_days_and_hours(text, moment):
    found = wished(text, "Ostönnen")
    assert found.moment == datetime.fromisoformat(moment)
    assert found.timed == (text != "Wie komme ich nach Ostönnen?")


def test_from_and_to_in_either_order():
    one = wished("Wie komme ich von Ampen nach Ostönnen?", "Ampen", "Ostönnen")
    other = wished("Fährt nach Ostönnen ein Bus von Ampen?", "Ostönnen", "Ampen")
    assert (one.origin, one.target, other.origin, other.target) == (0, 1, 1, 0)


@pytest.mark.parametrize("words", ["mit dem Rollstuhl", "mit Rollator", "with a wheelchair"])
def test_wheels(words):
    assert wished(f"Komme ich {words} nach Ostönnen?", "Ostönnen").profile == "wheelchair"
    assert wished("Komme ich nach Ostönnen?", "Ostönnen").profile == "walk"


def test_the_last_one_is_asked_for():
    assert wished("Wann fährt der letzte Bus nach Ostönnen?", "Ostönnen").last


@pytest.mark.parametrize(
    "text", ["Was kostet der Bus nach Ostönnen?", "Warum fährt kein Bus nach Ostönnen?", "Wo liegt Ostönnen?"]
)
def test_what_is_no_question_about_a_way(text):
    assert wished(text, "Ostönnen") is None
