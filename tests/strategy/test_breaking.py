# SPDX-License-Identifier: EUPL-1.2
import re
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client

from soesmart.accounts.facade import Actor, Held, NotAllowed
from soesmart.kernel.log.models import Pending
from soesmart.strategy import facade
from soesmart.strategy.actions import breaking
from soesmart.strategy.imports.goals import import_goals
from soesmart.strategy.ladders import compared, import_ladders
from soesmart.strategy.models import Breakdown, Goal, SubQuestion
from soesmart.strategy.queries.nodes import bare, unmeasured
from soesmart.strategy.topics import TOPICS
from soesmart.strategy.types import Refused
from tests import once
from tests.people import account, signed_in

TOWN = Path(facade.__file__).parents[1] / "towns" / "musterstadt"
pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> Actor:
    return Actor(account_id=account("team", email="t@example.org").pk, grants=(Held("guest"), Held("team")))


@once.fixture
def goals() -> None:
    import_goals(TOWN / "strategy.toml")


@pytest.fixture
def wall(goals: None, team: Actor) -> Breakdown:
    return breaking.open_breakdown(team, "klima", "Unser Dorf und die Hitze", "Werkstatt im März")


def _entry(wall: Breakdown, **more: str) -> SubQuestion:
    words = {
        "text": "Wie viele Bäume stehen am Platz?",
        "answer_by": "number",
        "becomes": "Mehr Schatten",
    } | more
    with transaction.atomic():
        return breaking.enter(wall.code, breaking.NewEntry(uuid4(), **words), proven=True)


def test_all_big_questions_are_there():
    assert len(TOPICS) == 11
    assert {topic.slug for topic in TOPICS} >= {"klima", "migration", "extremismus", "essen", "aelter-werden"}


def test_a_card_is_entered_once(wall: Breakdown):
    new = breaking.NewEntry(uuid4(), "Wie heiß wird es?", "number")
    with transaction.atomic():
        first = breaking.enter(wall.code, new, proven=True)
        assert breaking.enter(wall.code, new, proven=True) == first
    assert SubQuestion.objects.count() == 1


def test_it_needs_a_number_or_a_story(wall: Breakdown):
    with pytest.raises(Refused):
        _entry(wall, answer_by="maybe")


def test_a_card_from_a_phone_without_proof_waits_for_a_person(wall: Breakdown):
    client = Client()
    page = client.get(f"/ziele/grosse-fragen/{wall.code}/karte/").content.decode()
    token = re.search(r'name="guard-token" value="([^"]+)"', page)
    assert token
    typed = {"text": "Wo ist es kühl?", "answer_by": "story", "guard-token": token[1], "known": "Am Teich"}
    assert client.post(f"/ziele/grosse-fragen/{wall.code}/karte/", typed).status_code == 302
    assert client.post(f"/ziele/grosse-fragen/{wall.code}/karte/", typed).status_code == 302
    (entry,) = SubQuestion.objects.all()
    assert entry.waits
    shown = f"/ziele/grosse-fragen/{wall.code}/"
    assert "Wo ist es kühl?" not in Client().get(shown).content.decode()
    desk = signed_in("team", email="d@example.org")
    assert "Wo ist es kühl?" in desk.get(shown).content.decode()
    desk.post(f"{shown}entscheiden/", {"was": "show", "entry": str(entry.pk)})
    assert "Wo ist es kühl?" in Client().get(shown).content.decode()


def test_a_goal_comes_out_of_it_through_a_version(wall: Breakdown, team: Actor):
    entry = _entry(wall)
    made = breaking.propose_goal(team, entry.pk, "ziel", "unterwegs-ohne-auto")
    assert breaking.propose_goal(team, entry.pk, "ziel").id == made.id
    assert not Goal.objects.filter(slug="mehr-schatten").exists()
    client = signed_in("team", email="d@example.org")
    client.post(f"/fassungen/{made.id}/entscheiden/", {"was": "both"})
    goal = facade.goal_by_slug("mehr-schatten")
    assert goal is not None and goal.sdgs == (7, 13)
    assert goal.sources[0].label == "Unser Dorf und die Hitze"


def test_a_closed_wall_takes_no_more(wall: Breakdown, team: Actor):
    breaking.close_breakdown(team, wall.code)
    with pytest.raises(Refused):
        _entry(wall)


def test_removing_takes_the_words_out_of_the_log_too(wall: Breakdown, team: Actor):
    entry = _entry(wall)
    breaking.remove(team, entry.pk)
    assert not SubQuestion.objects.exists()
    rows = Pending.objects.filter(kind="strategy.subquestion", subject=str(entry.pk))
    assert rows.count() == 2 and not any(row.personal for row in rows)


def test_only_the_team_opens_a_wall():
    with pytest.raises(NotAllowed):
        breaking.open_breakdown(Actor(), "klima", "x")


def test_the_wall_prints_code_and_picture(wall: Breakdown):
    page = Client().get(f"/ziele/grosse-fragen/{wall.code}/wand/").content.decode()
    assert "<svg" in page and page.count("wall__card") == 8
    assert Client().get(f"/ziele/grosse-fragen/?code={wall.code.lower()}").status_code == 302
    assert "Diesen Code gibt es nicht" in Client().get("/ziele/grosse-fragen/?code=FALSCH").content.decode()


def test_gaps_are_found():
    import_goals(TOWN.parent / "soest" / "strategy.toml")
    slugs = {str(goal.id): goal.slug for goal in facade.goals()}
    without = [slugs[str(gap.id)] for gap in bare()]
    assert "mobilitaet" in without and "windkraft-30-mw" not in without and "klima-energie" not in without
    whats = {gap.what for gap in unmeasured()}
    assert whats == {"noch nie gemessen", "zu lange nicht gemessen"}


def test_ladders_map_onto_each_other():
    import_goals(TOWN / "strategy.toml")
    assert import_ladders(TOWN / "ladders.toml").created == 1
    assert import_ladders(TOWN / "ladders.toml").unchanged == 1
    (other,) = compared()
    pairs = [(rung.theirs, rung.ours.slug if rung.ours else None) for rung in other.rungs]
    assert pairs[:3] == [("Leitbild", "vision"), ("Schwerpunkt", "thema"), ("Maßnahmenbündel", None)]
    assert ("", "ziel") in pairs


def test_a_ladder_with_an_unknown_rung_is_refused(tmp_path: Path):
    path = tmp_path / "ladders.toml"
    path.write_text(
        '[[ladder]]\nslug="a"\nname="A"\nsource={label="x"}\n[[ladder.rung]]\nslug="b"\nname="B"\nours="fehlt"\n'
    )
    assert "fehlt" in import_ladders(path).problems[0].text
