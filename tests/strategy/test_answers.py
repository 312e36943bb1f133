# SPDX-License-Identifier: EUPL-1.2
from datetime import date
from pathlib import Path

import pytest

from soesmart.kernel.folding import fold
from soesmart.kernel.room import Card, Question
from soesmart.strategy import facade
from soesmart.strategy.answers import answer
from soesmart.strategy.engine.asked import asked
from soesmart.strategy.imports.goals import import_goals
from soesmart.strategy.imports.indicators import import_indicators
from tests import once

SOEST = Path(facade.__file__).parents[1] / "towns" / "soest" / "strategy.toml"


def _ask(text: str, language: str = "de") -> tuple[Card, ...]:
    return answer(Question(text, fold(text), language, date(2026, 11, 28)))


@once.fixture
def goals() -> None:
    import_goals(SOEST)


@pytest.fixture
def soest(goals, settings) -> None:
    settings.SOESMART = {**settings.SOESMART, "town.name": "Soest", "town.ags": "05974040"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Wie weit sind wir mit Photovoltaik?", "21.093"),
        ("Wie weit ist Soest mit der Windkraft?", "0 MW"),
        ("Wie steht es um die Windräder?", "0 MW"),
        ("Was tut die Stadt für Solarstrom?", "21.093"),
        ("how far are we with PV", "21.093"),
    ],
)
def test_a_number_answers_how_far(soest, text: str, says: str):
    (card, *_rest) = _ask(text)
    assert says in card.text.replace("\N{NO-BREAK SPACE}", " ")
    assert card.confidence >= 0.6 and card.open


def test_what_nobody_measured_is_said(soest):
    (card, *_rest) = _ask("Wie weit sind wir bei den städtischen Gebäuden?")
    assert "noch niemand gemessen" in card.text and card.open and card.confidence >= 0.6


@pytest.mark.parametrize(
    "text",
    [
        "Wie weit ist es nach Ostönnen?",
        "Wie weit sind wir mit dem Freibad?",
        "Was tut die Stadt gegen Lärm?",
        "Was macht die Stadt mit dem Geld?",
        "Photovoltaik",
        "Wie weit sind wir mit Photovoltaik in Arnsberg?",
        "Wann kommt die Müllabfuhr?",
        "",
    ],
)
def test_no_answer_to_another_topic(soest, text: str):
    assert not [card for card in _ask(text) if card.confidence >= 0.3]


def test_other_towns_numbers_do_not_answer_for_ours(soest, tmp_path: Path):
    path = tmp_path / "renewable_energy_2022.csv"
    path.write_text("ags,pv,wind_on,biomass,water\n05974040,25555.5,0,0,0\n05958004,9,0,0,0\n", "utf-8")
    assert not import_indicators(path, mapping="localzero-renewable").problems
    (card,) = _ask("Wie weit sind wir mit Photovoltaik?")
    assert "25.556" in card.text
    (other,) = _ask("Wie weit ist Arnsberg mit Photovoltaik?")
    assert "9" in other.text and "Arnsberg" in other.title


def test_switched_off_it_says_nothing(soest, settings):
    settings.SOESMART = {**settings.SOESMART, "algorithms_off": ["strategy.answer"]}
    assert _ask("Wie weit sind wir mit Photovoltaik?") == ()


def test_only_clear_forms_count():
    assert asked(fold("Wie weit sind wir mit Photovoltaik?"))[0] == "far"
    assert asked(fold("Was tut die Stadt gegen Rechtsextremismus?"))[0] == "doing"
    assert asked(fold("Wo kann ich parken?"))[0] == ""
