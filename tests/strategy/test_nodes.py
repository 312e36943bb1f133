# SPDX-License-Identifier: EUPL-1.2
"""Goals and indicators are found and suggested on the thread."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

import soesmart
from soesmart.projects import facade as projects
from soesmart.strategy import facade
from soesmart.strategy.actions.measuring import Measured, add_values
from soesmart.strategy.imports.goals import import_goals
from soesmart.strategy.models import Indicator
from soesmart.thread import facade as thread
from soesmart.thread.queries.whole import gaps
from tests import once
from tests.projects.conftest import load

pytestmark = pytest.mark.django_db
SOEST = Path(soesmart.__file__).parent / "towns" / "soest" / "strategy.toml"


@once.fixture
def soest() -> None:
    assert not import_goals(SOEST).problems


@once.fixture
def musterstadt() -> None:
    load("musterstadt")
    assert not import_goals(SOEST.parents[1] / "musterstadt" / "strategy.toml").problems


def test_goals_and_indicators_are_found_by_slug_address_and_words(soest):
    goal, number = facade.goal_by_slug("mobilitaet"), facade.indicator_by_slug("photovoltaik")
    ref = thread.NodeRef("strategy.goal", goal.id)
    for name in ("strategy.goal:mobilitaet", "https://town.example/ziele/mobilitaet/"):
        assert thread.by_name(name) == ref
    measured = thread.NodeRef("strategy.indicator", number.id)
    assert thread.by_name("/ziele/kennzahl/photovoltaik/") == measured
    found = thread.suggestions(thread.NodeRef("ask.question", goal.id), "Solaranlagen und Mobilität")
    assert {each.node.id for each in found} == {goal.id, number.id}
    assert {each.relation for each in found} == {"leads_to", "measured_by"}
    assert thread.is_known(ref)


def test_goals_without_a_kennzahl_and_numbers_nobody_takes_are_gaps(soest):
    groups = {group.name: group for group in gaps()}
    measured = {facade.goal_by_slug(slug).id for slug in ("windkraft-30-mw", "klima-energie")}
    bare = {row.ref.id for row in groups["strategy.bare"].rows}
    assert facade.goal_by_slug("bildung").id in bare and not bare & measured
    late = {row.ref.id: row for row in groups["strategy.unmeasured"].rows}
    number = facade.indicator_by_slug("photovoltaik")
    assert late[number.id].what == "zu lange nicht gemessen" and late[number.id].since.year == 2021
    never = facade.indicator_by_slug("treibhausgase-staedtische-gebaeude")
    assert late[never.id].what == "noch nie gemessen"


def test_a_kennzahl_nobody_measured_measures_no_goal(soest):
    goal = facade.goal_by_slug("staedtische-gebaeude")
    assert _bare()[goal.id] == "Kennzahl ohne jede Messung"
    number = Indicator.objects.select_for_update().get(goal=goal.id)
    year = (date(2025, 1, 1), date(2025, 12, 31), "2025")
    with transaction.atomic():
        add_values(number, [Measured(*year, Decimal(7))], by_import=True)
    assert goal.id not in _bare()


def _bare() -> dict[UUID, str]:
    return {row.ref.id: row.what for group in gaps() if group.name == "strategy.bare" for row in group.rows}


def test_other_numbers_do_not_replace_the_one_kennzahl(soest):
    goal = facade.goal_by_slug("windkraft-30-mw")
    Indicator.objects.filter(goal=goal.id).update(main=False)
    assert _bare()[goal.id] == "keine Kennzahl, nur weitere Zahlen"


def test_goals_are_suggested_by_the_words_they_were_written_in(musterstadt):
    goal, project = facade.goal_by_slug("schatten-im-sommer"), projects.by_slug("kuehle-orte")
    for one, other in ((("strategy.goal", goal.id), project.id), (("projects.project", project.id), goal.id)):
        found = thread.suggestions(thread.NodeRef(*one))
        assert other in {each.node.id for each in found}, "a translation must not thin out what agrees"


def test_switched_off_nothing_is_suggested_and_typed_words_still_find(musterstadt, settings):
    goal = thread.NodeRef("strategy.goal", facade.goal_by_slug("schatten-im-sommer").id)
    assert thread.suggestions(goal)
    settings.SOESMART = {**settings.SOESMART, "algorithms_off": ["thread.suggest"]}
    assert thread.suggestions(goal) == ()
    assert projects.by_slug("kuehle-orte").id in {
        each.node.id for each in thread.suggestions(goal, "Kühle Orte")
    }


def test_a_goal_has_one_kennzahl_at_most(soest):
    goal = facade.goal_by_slug("windkraft-30-mw")
    held = Indicator.objects.get(goal=goal.id, main=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Indicator.objects.exclude(pk=held.pk).filter(main=False).update(goal=goal.id, main=True)
