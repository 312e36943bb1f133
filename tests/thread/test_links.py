# SPDX-License-Identifier: EUPL-1.2
import itertools

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from soesmart.accounts.facade import Actor, NotAllowed
from soesmart.kernel.ids import uuid7
from soesmart.kernel.log.models import Pending
from soesmart.kernel.log.present import outdated
from soesmart.thread import facade as thread
from soesmart.thread.facade import NodeRef

pytestmark = pytest.mark.django_db


def chain(town, team, *names: str) -> list[NodeRef]:
    refs = [town.make(name, name.title()) for name in names]
    for origin, target in itertools.pairwise(refs):
        thread.link(team, origin, "leads_to", target)
    return refs


def test_a_link_is_a_leaf_and_the_same_again_changes_nothing(town, team):
    question, goal = town.make("question", "Nachtbus?"), town.make("goal", "Nachts nach Hause")
    first = thread.link(team, question, "leads_to", goal, "So  steht es\nim Beschluss")
    assert first.reason == "So steht es im Beschluss"
    assert thread.link(team, question, "leads_to", goal, "anders") == first
    assert thread.links_of(goal) == thread.links_of(question) == (first,)
    assert Pending.objects.filter(kind="thread.link", subject=str(first.id)).count() == 1
    assert all(finding.ok for finding in outdated())


def test_a_link_taken_away_leaves_its_leaf(town, team):
    question, goal = chain(town, team, "question", "goal")
    (link,) = thread.links_of(goal)
    assert thread.unlink(team, link.id)
    assert not thread.unlink(team, link.id)
    assert thread.links_of(question) == ()
    last = Pending.objects.filter(kind="thread.link").order_by("id").last()
    assert last.version == 2 and '"taken_away":true' in last.public


def test_only_the_team_links(town):
    question, goal = town.make("question", "a"), town.make("goal", "b")
    for do in (
        lambda: thread.link(Actor(), question, "leads_to", goal),
        lambda: thread.unlink(Actor(), uuid7()),
    ):
        with pytest.raises(NotAllowed):
            do()


def test_what_cannot_be_linked_is_refused_in_words(town, team):
    question = town.make("question", "a")
    for origin, relation, target in (
        (question, "leads_to", NodeRef("moon.crater", uuid7())),
        (question, "hates", town.make("goal", "b")),
        (question, "leads_to", question),
        (question, "leads_to", NodeRef("test.goal", uuid7())),
    ):
        with pytest.raises(thread.Refused) as refused:
            thread.link(team, origin, relation, target)
        assert refused.value.text


def test_what_the_public_may_not_see_can_be_linked_but_is_not_shown(town, team):
    question, plan = town.make("question", "a"), town.make("project", "", public=False)
    thread.link(team, question, "leads_to", plan)
    found = thread.around(question)
    assert found.later.shown == ()
    assert {stop.state for stop in found.stops if stop.name != "question"} == {"gap"}


def test_both_directions_of_a_whole_chain(town, team):
    names = ("question", "goal", "project", "money", "trial", "result", "lesson")
    refs = chain(town, team, *names)
    found = thread.around(refs[2])
    assert [near.node.id for near in found.earlier.shown] == [refs[1].id, refs[0].id]
    assert [near.node.id for near in found.later.shown] == [ref.id for ref in refs[3:]]
    assert [near.depth for near in found.later.shown] == [1, 2, 3, 4]
    assert [(stop.name, stop.state) for stop in found.stops] == [(name, "filled") for name in names]
    assert found.stops[0].word.texts["de"] == "Question"


def test_a_circle_ends(town, team):
    a, b = town.make("project", "a"), town.make("project", "b")
    thread.link(team, a, "leads_to", b)
    thread.link(team, b, "copied_from", a)
    assert [near.node.id for near in thread.around(a).later.shown] == [b.id]


def test_a_neighbour_project_is_not_on_the_way(town, team):
    """Two projects of one goal: the other one's trial says nothing about this one."""
    goal, mine, other = town.make("goal", "g"), town.make("project", "p"), town.make("project", "q")
    trial = town.make("trial", "t")
    for origin, target in ((goal, mine), (goal, other), (other, trial)):
        thread.link(team, origin, "leads_to", target)
    (stops,) = thread.stops_of([mine]).values()
    assert {stop.name for stop in stops if stop.state == "filled"} == {"goal", "project"}


def test_the_goal_behind_a_questions_project_stands_on_its_line_map(town, team):
    question, other = town.make("question", "q"), town.make("question", "r")
    goal, project = town.make("goal", "g"), town.make("project", "p")
    for origin, target in ((question, project), (other, project), (goal, project)):
        thread.link(team, origin, "leads_to", target)
    stops = {stop.name: stop for stop in thread.stops_of([question])[question]}
    assert stops["goal"].state == "filled" and stops["goal"].url == f"/test/{goal.id}/"
    assert stops["question"].url == f"/test/{question.id}/" and not stops["question"].more


def test_several_at_one_stop_are_counted(town, team):
    goal = town.make("goal", "Ziel")
    for number in range(3):
        thread.link(team, goal, "leads_to", town.make("project", f"Projekt {number}"))
    stop = thread.stops_of([goal])[goal][2]
    assert (stop.more, stop.word) == (2, "Projekt 2 und 2 weitere")


def test_what_was_joined_with_another_does_not_stand_for_the_stop(town, team):
    project, living, joined = (town.make(kind, kind) for kind in ("project", "question", "question"))
    for question in (living, joined):
        thread.link(team, question, "leads_to", project)
    town.joined = {joined.id}
    stop = thread.around(project).stops[0]
    assert (stop.url, stop.more) == (f"/test/{living.id}/", 1)
    town.joined = {joined.id, living.id}
    assert thread.around(project).stops[0].url == f"/test/{joined.id}/", "better than a gap"


def test_the_number_of_queries_is_fixed(town, team):
    refs = chain(town, team, "question", "goal", "project", "trial")
    with CaptureQueriesContext(connection) as few:
        thread.around(refs[1])
        thread.stops_of(refs[:1])
    asked = len(town.calls)
    more = [town.make("question", f"Frage {number}") for number in range(40)]
    for number, question in enumerate(more):
        thread.link(team, question, "leads_to", refs[1])
        thread.link(team, refs[1], "leads_to", town.make("project", f"Projekt {number}"))
    town.calls.clear()
    with CaptureQueriesContext(connection) as many:
        found = thread.around(refs[1])
        thread.stops_of(more)
    assert len(many) == len(few)
    assert len(town.calls) == asked
    assert len(found.earlier.shown) == 30 and found.earlier.more == 11


def test_a_kind_whose_room_is_gone_is_left_out(town, team, settings):
    question, goal = chain(town, team, "question", "goal")
    settings.SOESMART_ROOMS = settings.SOESMART_ROOMS[:-1]
    assert thread.around(question).later.shown == ()
    assert thread.describe([goal]) == {}


def test_rooms_hear_of_a_link_with_all_that_stands_before(town, team, settings):
    heard = []
    settings.SOESMART_ROOMS = (*settings.SOESMART_ROOMS[:-1], town.room(link_listeners=(heard.append,)))
    question, goal, project = chain(town, team, "question", "goal", "project")
    assert len(heard) == 2
    assert heard[1].earlier == ((goal.kind, goal.id), (question.kind, question.id))
    assert heard[1].target_id == project.id
    thread.link(team, goal, "leads_to", project)
    assert len(heard) == 2


def test_ids_with_a_link_from_certain_kinds(town, team):
    _question, goal, project = chain(town, team, "question", "goal", "project")
    assert thread.ids_after("test.project", {"test.goal"}) == {project.id}
    assert thread.ids_after("test.project", {"test.question"}) == frozenset()
    assert thread.ids_before("test.goal", {"test.project"}) == {goal.id}


def test_many_at_once_are_told_as_one_by_one(town, team):
    question, goal, project, trial = chain(town, team, "question", "goal", "project", "trial")
    other = town.make("project", "Zweites Projekt")
    for origin, target in ((question, other), (other, trial), (town.make("question", "Noch eine"), goal)):
        thread.link(team, origin, "leads_to", target)
    refs = [project, other, goal, town.make("project", "Allein")]
    with CaptureQueriesContext(connection) as captured:
        found = thread.around_all(refs)
    assert found == {ref: thread.around(ref) for ref in refs}
    assert len(captured) == 2, "one walk, and one for what stands between"
    assert thread.around_all([]) == {}
