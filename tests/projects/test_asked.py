# SPDX-License-Identifier: EUPL-1.2
import pytest

from soesmart.kernel.folding import fold
from soesmart.projects.engine.asked import matches, named, wants_own_project

PROJECTS = [
    named("stadtportal", [fold("Stadtportal")]),
    named("nachtbus", [fold("Smarter Soester Nachtbus")], {"sost", "soster"}),
    named("rad", [fold("Licht auf dem Radweg nach Birkendorf")]),
]


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("Was wurde aus dem Nachtbus?", "nachtbus"),
        ("stadtportal", "stadtportal"),
        ("Wie weit ist das Stadtportal?", "stadtportal"),
        ("Was hat das Licht auf dem Radweg nach Birkendorf gekostet?", "rad"),
    ],
)
def test_a_project_is_found_by_its_name(question, key):
    found = dict(matches(fold(question), PROJECTS))
    assert found.get(key, 0) >= 0.6 and len(found) == 1


@pytest.mark.parametrize(
    "question",
    [
        "Fährt nachts ein Bus?",
        "Licht geht nicht an im Flur",
        "Radweg gesperrt wegen Unfall?",
        "Portal Film",
        "",
    ],
)
def test_a_word_alone_names_no_project(question):
    assert not dict(matches(fold(question), PROJECTS))


def test_what_else_is_said_makes_it_less_sure():
    found = dict(matches(fold("Stadtportal Passwort vergessen"), PROJECTS))
    assert found.get("stadtportal", 0) < 0.6


@pytest.mark.parametrize(
    "question",
    [
        "Kann ich selbst ein Projekt machen?",
        "Dürfen Bürger selbst Projekte umsetzen?",
        "Wie schlage ich ein Projekt vor, darf das jeder?",
        "ich hab eine eigene projektidee, kann ich die einreichen",
    ],
)
def test_one_may_ask_for_an_own_project(question):
    assert wants_own_project(fold(question)) >= 0.6


@pytest.mark.parametrize(
    "question",
    [
        "Wie beantrage ich ein Projekt beim Jobcenter?",
        "Projektwoche der Schule",
        "Welche Projekte laufen denn so?",
        "Kann ich selbst ein Regal machen?",
    ],
)
def test_other_projects_are_not_meant(question):
    assert wants_own_project(fold(question)) < 0.6
