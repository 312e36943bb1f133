# SPDX-License-Identifier: EUPL-1.2
"""Pages of a thread that is full: at most twelve queries, and not one more for thirty stops of each kind."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from soesmart.ask import facade as ask
from soesmart.projects.models import Project
from soesmart.strategy.models import Goal, Indicator
from soesmart.thread.models import Link
from tests import once
from tests.projects.crowd import crowd
from tests.thread.fullness import fill

MOST = 12
LISTS = (
    *("/projekte/", "/projekte/tafel/", "/projekte/karte/", "/projekte/zeit/", "/projekte/davon/"),
    *("/projekte/mitmachen/", "/projekte/rat/", "/projekte/daten/", "/ziele/", "/ziele/bericht/"),
    *(
        "/ziele/fassungen/",
        "/ziele/grosse-fragen/",
        "/ziele/andere-staedte/",
        "/faden/",
        "/faden/?luecke=money",
    ),
    *("/staedte/", "/hintergruende/"),
)
pytestmark = pytest.mark.django_db


@once.fixture
def projects() -> tuple[Project, Project]:
    """One with a single stop of each kind, one with thirty; both are carried out by residents."""
    crowd(2)
    few, many = Project.objects.filter(published=True).order_by("pk")
    for project, number in ((few, 1), (many, 30)):
        project.sponsor = "resident"
        project.save()
        fill(project, number)
    return few, many


def _queries(path: str) -> int:
    Client().get(path)  # what a process learns once is no page's cost
    with CaptureQueriesContext(connection) as captured, override("de"):
        answer = Client(headers={"cookie": "sessionid=none"}).get(path)  # a page made anew
    assert answer.status_code == 200, path
    return len(captured)


def _same(few: str, many: str) -> None:
    counts = (_queries(few), _queries(many))
    assert counts[0] == counts[1] <= MOST, counts


def _goal_of(project: Project) -> Goal:
    ids = Link.objects.filter(target_id=project.public_id, origin_kind="strategy.goal").values("origin_id")
    return Goal.objects.filter(pk__in=ids).order_by("pk")[0]


def test_the_page_of_a_project(projects):
    few, many = projects
    page = Client().get(f"/projekte/{many.slug}/").content.decode()
    assert page.count("line-map__stop--exists") == 6, "every stop is there"
    _same(f"/projekte/{few.slug}/", f"/projekte/{many.slug}/")
    _same(f"/projekte/{few.slug}/rat/", f"/projekte/{many.slug}/rat/")


def test_goals_numbers_and_questions_on_the_thread(projects):
    first, second = (_goal_of(one) for one in projects)
    _same(f"/ziele/{first.slug}/", f"/ziele/{second.slug}/")
    numbers = [Indicator.objects.get(goal=goal) for goal in (first, second)]
    _same(*(f"/ziele/kennzahl/{one.slug}/" for one in numbers))
    asked = [f"/fragen/{row.slug}/" for row in ask.questions(limit=50).rows]
    _same(asked[0], asked[-1])


def test_a_goal_with_thirty_numbers_and_thirty_goals_below(projects):
    few, many = Goal.objects.order_by("pk")[:2]
    Goal.objects.exclude(pk__in=[few.pk, many.pk]).update(parent=many)
    Indicator.objects.exclude(goal__in=[few, many]).update(goal=many, main=False)
    _same(f"/ziele/{few.slug}/", f"/ziele/{many.slug}/")


@once.fixture
def cost_of_one() -> dict[str, int]:
    """What every list costs with one project; afterwards there are thirty."""
    crowd(1)
    first = Project.objects.get()
    fill(first, 1)
    costs = {path: _queries(path) for path in LISTS}
    crowd(29)
    for project in Project.objects.exclude(pk=first.pk):
        fill(project, 1)
    return costs


@pytest.mark.parametrize("path", LISTS)
def test_lists_with_one_and_with_thirty(path, cost_of_one):
    assert _queries(path) == cost_of_one[path] <= MOST
