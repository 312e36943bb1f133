# SPDX-License-Identifier: EUPL-1.2
"""What the engine notes, as people read it: no figure without its unit, no English, no ISO dates."""

import pytest
from django.utils.translation import override

from soesmart.trials.engine import calibration
from soesmart.trials.queries import notes, sentences


def flag(code: str, detail: str = "", at: str = "") -> dict:
    return {"code": code, "detail": detail, "blocks": True, "at": at}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (flag("too_few_points", "12+3 < 24+6"), "12 vorher und 3 nachher; nötig sind 24 und 6."),
        (flag("too_few_places", "4 < 6"), "4 von mindestens 6."),
        (flag("too_early", "1"), "Es fehlt noch ein Zeitraum."),
        (flag("too_early", "5"), "Es fehlen noch 5 Zeiträume."),
        (flag("duplicates", "8"), "8 Zeilen."),
        (flag("random_walk", "P = 0.83"), ""),
        (flag("uncalibrated", "single: the code has changed"), ""),
        (
            flag("gaps", "Nord: 12 Werte (2.8%), am längsten 4 in Folge"),
            "Nord: 12 Werte (2,8 %), am längsten 4 in Folge",
        ),
    ],
)
def test_details_are_told_in_words(given: dict, said: str):
    assert notes.note(given)["detail"] == said


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2025-02 – 2025-04", "Februar 2025 – April 2025"),
        ("2026-W01", "Woche 1/2026"),
        ("2025-02-19 10:45", "19. Februar 2025, 10:45"),
        ("2024-Q3", "3. Quartal 2024"),
        ("2019", "2019"),
    ],
)
def test_times_are_told_in_words(at: str, said: str):
    assert notes.note(flag("dip", "Nord: 20%", at))["at"] == said


def test_the_rule_of_a_series_is_told_in_the_language_of_the_page():
    rule = "Mittel der Gebiete; Tageswert im Mittel je Woche; zählt ab 80% der Messwerte"
    assert (
        notes.rule(rule) == "Mittel der Gebiete; Tageswert im Mittel je Woche, wo 80 % der Messwerte da sind"
    )
    with override("en"):
        told = notes.rule(rule)
        assert told == "Mean of the areas; mean value of a day a week, where 80 % of the values are there"
        assert notes.rule("wie gemessen") == "as measured"


def test_every_known_answer_of_the_record_has_a_name_of_its_own():
    told = [notes.known(one) for one in calibration.records()["known"]]
    assert len({one["what"] for one in told}) == len(told) == 10
    assert not any("Prop" in one["what"] or "weight" in one["what"] for one in told)
    assert {"−15,6038", "0,5605", "−0,029435"} <= {one["published"] for one in told}


def test_a_unit_stands_once():
    assert sentences.measure("Räder am Tag (Zählstelle)", "Räder am Tag") == "Räder am Tag (Zählstelle)"
    assert sentences.measure("Wartezeit", "Minuten") == "Wartezeit (Minuten)"
    assert sentences.between(-3.0, 4.5, "Räder") == "zwischen −3,00 und +4,50 Räder"
    assert (
        sentences.chance(0.0005)
        == "Ohne Effekt sähe es in weniger als 1 von 1.000 Fällen so aus (p = 0,0005)."
    )
