# SPDX-License-Identifier: EUPL-1.2
from decimal import Decimal
from pathlib import Path

import pytest

from soesmart.kernel.log.queries import content_version
from soesmart.strategy import facade
from soesmart.strategy.imports.goals import import_goals
from soesmart.strategy.models import Goal, Indicator, Level, Value

TOWNS = Path(facade.__file__).parents[1] / "towns"
pytestmark = pytest.mark.django_db

SMALL = """
[[level]]
slug = "ziel"
name.de = "Ziel"

[[goal]]
slug = "weniger-laerm"
level = "ziel"
title.de = "Weniger Lärm"

[[indicator]]
slug = "laerm"
goal = "weniger-laerm"
main = true
title.de = "Menschen mit Lärm in der Nacht"
unit = "Menschen"
kind = "outcome"
direction = "down"
resolution = "year"
source = { label = "Lärmkartierung" }

[[value]]
indicator = "laerm"
period = "2022"
value = "1.204"
source = "Lärmkartierung 2022"
"""


def _file(folder: Path, text: str) -> Path:
    path = folder / "strategy.toml"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("town", ["soest", "musterstadt"])
def test_the_shipped_strategies_load_whole_and_once(town: str):
    path = TOWNS / town / "strategy.toml"
    report = import_goals(path)
    assert report.problems == ()
    assert report.created > 10
    before = content_version()
    again = import_goals(path)
    assert (again.created, again.updated, again.unchanged) == (0, 0, report.created)
    assert content_version() == before


def test_the_goals_nobody_told_us_are_not_invented():
    import_goals(TOWNS / "soest" / "strategy.toml")
    level = next(row for row in facade.levels() if row.slug == "strategisches-ziel")
    assert level.expected == 28
    assert level.unknown is not None
    assert not Goal.objects.filter(level__slug="strategisches-ziel").exists()
    fields = [goal for goal in facade.goals() if goal.level == "handlungsfeld"]
    assert len(fields) == 8
    assert all(goal.sources for goal in facade.goals())


def test_what_is_read_comes_out_of_the_door(tmp_path: Path):
    assert import_goals(_file(tmp_path, SMALL.replace('"1.204"', '"1.204,5"'))).problems == ()
    (goal,) = facade.goals()
    assert facade.goal(goal.id) == goal
    (indicator,) = facade.indicators(goal.id)
    assert facade.indicator(indicator.id) == indicator
    assert indicator.main and indicator.direction == "down"
    (value,) = facade.values(indicator.id)
    assert value.value == Decimal("1204.5")
    assert (value.period_label, value.source) == ("2022", "Lärmkartierung 2022")


def test_one_mistake_and_nothing_is_stored(tmp_path: Path):
    report = import_goals(
        _file(tmp_path, SMALL + '\n[[value]]\nindicator = "laerm"\nperiod = "neulich"\nvalue = 3\n')
    )
    (problem,) = report.problems
    assert (problem.line, problem.column) == (28, "period")
    assert not Level.objects.exists()


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ('slug = "laerm"', 'slug = "Lärm"', "slug"),
        ('kind = "outcome"', 'kind = "Gefühl"', "kind"),
        ('level = "ziel"', 'level = "stufe"', "level"),
        ('goal = "weniger-laerm"', 'goal = "mehr-ruhe"', "goal"),
        ('name.de = "Ziel"', 'name.en = "Goal"', "name"),
        ('label = "Lärmkartierung"', 'label = "x", url = "javascript:alert(1)"', "source"),
        ('value = "1.204"', "value = 1.204", "value"),
        ('value = "1.204"', "value = 3\nlower = 4", "lower"),
    ],
)
def test_problems_name_line_and_field(tmp_path: Path, old: str, new: str, column: str):
    assert old in SMALL
    report = import_goals(_file(tmp_path, SMALL.replace(old, new)))
    assert column in [problem.column for problem in report.problems]
    assert all(problem.line > 1 for problem in report.problems)
    assert not Level.objects.exists()


def test_a_second_kennzahl_for_a_goal_is_refused(tmp_path: Path):
    second = SMALL[SMALL.index("[[indicator]]") : SMALL.index("[[value]]")].replace(
        'slug = "laerm"', 'slug = "laut"'
    )
    report = import_goals(_file(tmp_path, SMALL + second))
    assert [problem.column for problem in report.problems] == ["main"]
    assert not Indicator.objects.exists()


def test_a_changed_number_is_a_correction_and_the_old_one_stays(tmp_path: Path):
    import_goals(_file(tmp_path, SMALL))
    report = import_goals(_file(tmp_path, SMALL.replace('"1.204"', '"1198"')))
    assert (report.created, report.updated) == (0, 1)
    indicator = Indicator.objects.get()
    (value,) = facade.values(indicator.pk)
    assert (value.value, value.number) == (1198, 2)
    assert Value.objects.count() == 2
