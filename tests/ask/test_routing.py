# SPDX-License-Identifier: EUPL-1.2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from soesmart.ask import facade
from soesmart.ask.engine.routing import LEAST_TEXTS, Routes
from soesmart.ask.models import Category, Contribution, Department, Routed
from soesmart.ask.types import NewContribution
from soesmart.kernel.folding import fold

LAMPS = [f"Die Straßenlampe Nummer {n} ist kaputt" for n in range(20)]
BINS = [f"Die Mülltonne Nummer {n} wurde nicht geleert" for n in range(20)]
HISTORY = [(fold(text), "tiefbau") for text in LAMPS] + [(fold(text), "abfall") for text in BINS]


def test_a_clear_text_with_its_reason():
    guess = Routes(HISTORY).guess(fold("Straßenlampe im Birkenweg kaputt"))
    assert guess is not None and guess.department == "tiefbau"
    assert "strassenlampe" in guess.because and "birkenweg" not in guess.because


@pytest.mark.parametrize("text", ["", "Wann ist Kirmes?", "Lampe über der Tonne, kaputt und nicht geleert"])
def test_nothing_is_said_where_nobody_knows(text):
    assert Routes(HISTORY).guess(fold(text)) is None


def test_nothing_without_a_history():
    assert Routes(HISTORY[: 2 * LEAST_TEXTS - 1]).guess(HISTORY[0][0]) is None
    assert Routes([]).guess("lampe") is None


@given(st.lists(st.tuples(st.text(max_size=40).map(fold), st.sampled_from("abc")), max_size=60), st.text())
def test_any_history_gives_a_probability_or_nothing(history, text):
    guess = Routes(history).guess(fold(text), sure_from=0)
    assert guess is None or (0 <= guess.sure <= 1 and guess.department in "abc")


def _ask(text: str) -> Contribution:
    sent = facade.submit(NewContribution(text=text, proven=True))
    return Contribution.objects.get(public_id=sent.id)


@pytest.fixture
def history(db):
    roads = Department.objects.create(slug="tiefbau", name="Tiefbauamt")
    bins = Department.objects.create(slug="abfall", name="Abfallwirtschaft")
    for texts, department in ((LAMPS, roads), (BINS, bins)):
        for text in texts:
            row = _ask(text)
            row.department = department
            row.save()


def test_taken_and_changed_suggestions_are_the_measured_error(history, team):
    taken, changed = _ask("Straßenlampe kaputt"), _ask("Straßenlampe kaputt am Markt")
    assert facade.route_suggestion(taken.public_id).name == "Tiefbauamt"
    facade.assign(team, taken.public_id, "tiefbau")
    facade.assign(team, changed.public_id, "abfall")
    facade.assign(team, changed.public_id, "tiefbau")
    (week,) = facade.route_weeks()
    assert (week.decided, week.changed, week.percent) == (2, 1, 50)
    assert facade.route_suggestion(taken.public_id) is None


def test_the_category_speaks_first(db, team):
    roads = Department.objects.create(slug="tiefbau", name="Tiefbauamt")
    row = _ask("Bei uns ist es dunkel")
    assert facade.route_suggestion(row.public_id) is None
    row.category = Category.objects.create(slug="licht", name="Straßenlicht", department=roads)
    row.save()
    suggestion = facade.route_suggestion(row.public_id)
    assert (suggestion.department, suggestion.by, suggestion.because) == (
        "tiefbau",
        "category",
        ("Straßenlicht",),
    )


def test_switched_off_nothing_is_suggested_or_counted(history, team, settings):
    settings.SOESMART = dict(settings.SOESMART) | {"algorithms_off": ["ask.route"]}
    row = _ask("Straßenlampe kaputt")
    assert facade.route_suggestion(row.public_id) is None
    facade.assign(team, row.public_id, "tiefbau")
    assert not Routed.objects.exists()
