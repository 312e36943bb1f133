# SPDX-License-Identifier: EUPL-1.2
"""The whole thread: pages, gaps, check, data, files."""

import itertools
import re
from html import unescape

import pytest
from django.test import Client

from soesmart.command.main import main
from soesmart.kernel.room import Gap, GapFinder
from soesmart.thread import facade as thread
from soesmart.thread.imports import import_links
from soesmart.thread.queries.whole import check
from tests.people import signed_in

pytestmark = pytest.mark.django_db


def chain(town, team, *names: str):
    refs = [town.make(name, name.title()) for name in names]
    for origin, target in itertools.pairwise(refs):
        thread.link(team, origin, "leads_to", target)
    return refs


def page(path: str, client: Client | None = None) -> str:
    response = (client or Client()).get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_the_page_shows_chains_and_filters_by_gap(town, team):
    chain(town, team, "question", "goal", "project", "money", "trial", "result", "lesson")
    lonely = town.make("goal", "Einsames Ziel")
    thread.link(team, town.make("question", "Offen?"), "leads_to", lonely)
    html = page("/faden/")
    assert html.index("Project") < html.index("Einsames Ziel")
    assert "1 Weg ist vollständig" in html
    lacking = page("/faden/?luecke=project")
    assert "Einsames Ziel" in lacking and f"/test/{lonely.id}/" in lacking and ">Project<" not in lacking
    assert "Nichts, dem das fehlt" in page("/faden/?luecke=question")
    assert page("/faden/?luecke=unsinn&nach=x") and page("/faden/?nach=999999")


def test_an_empty_thread_says_what_will_be_here(db):
    assert "Noch ist nichts verbunden" in page("/faden/")


def test_data_in_both_directions(town, team, client):
    question, goal, project = chain(town, team, "question", "goal", "project")
    found = client.get(f"/api/v1/thread/{goal.kind}/{goal.id}").json()
    assert [near["id"] for near in found["earlier"]["nodes"]] == [str(question.id)]
    assert [near["id"] for near in found["later"]["nodes"]] == [str(project.id)]
    assert found["node"]["title"] == {"de": "Goal"} and found["stops"][3] == {
        "name": "money",
        "exists": False,
        "url": "",
    }
    assert client.get(f"/api/v1/thread/nothing/{goal.id}").status_code == 404
    whole = client.get("/api/v1/thread").json()
    assert (whole["total"], whole["complete"], whole["links"]) == (1, 0, 2)


def test_gaps_are_listed_and_expected_broken_links_are_wrong(town, team, settings):
    question, goal = chain(town, team, "question", "goal")
    secret = town.make("goal", "", public=False)
    finder = GapFinder(
        "test",
        "Ziele ohne Kennzahl",
        lambda: [Gap("test.goal", key, "keine Kennzahl") for key in (goal.id, secret.id)],
    )
    settings.SOESMART_ROOMS = (*settings.SOESMART_ROOMS[:-1], town.room(gap_finders=(finder,)))
    findings = list(check())
    assert all(finding.ok for finding in findings)
    assert any("Ziele ohne Kennzahl: 2" in finding.text for finding in findings)
    assert any("Goal (keine Kennzahl)" in finding.text for finding in findings)
    assert "keine Kennzahl" in page("/team/faden/", signed_in("team"))
    del town.public[question.id]
    (wrong,) = [finding for finding in check() if not finding.ok]
    assert str(question.id) in wrong.text


def test_the_command_ends_well_with_gaps_and_badly_with_a_broken_link(town, team, settings, capsys):
    question, goal = chain(town, team, "question", "goal")
    finder = GapFinder("test", "Ziele ohne Kennzahl", lambda: [Gap("test.goal", goal.id, "keine Kennzahl")])
    settings.SOESMART_ROOMS = (*settings.SOESMART_ROOMS[:-1], town.room(gap_finders=(finder,)))
    assert main(["check", "thread"]) == 0
    assert "Ziele ohne Kennzahl: 1" in capsys.readouterr().out
    del town.public[question.id]
    assert main(["check", "thread"]) == 1
    assert "which no longer exists" in capsys.readouterr().out


def test_the_team_links_with_one_press(town, team):
    goal, project = town.make("goal", "Sicher nach Hause"), town.make("project", "Rufbus")
    staff = signed_in("team")
    path = f"/team/faden/{goal.kind}/{goal.id}/"
    assert "Noch nichts." in page(path, staff)
    staff.post(f"{path}verbinden/", {"mit": f"{project.kind}:{project.id}", "grund": "Beschluss"})
    (link,) = thread.links_of(goal)
    assert (link.origin, link.relation, link.target, link.reason) == (goal, "leads_to", project, "Beschluss")
    html = page(path, staff)
    assert "Rufbus" in html and "Beschluss" in html
    staff.post(f"{path}loesen/", {"verbindung": str(link.id)})
    assert thread.links_of(goal) == ()
    assert (
        "nichts, was sich verbinden"
        in staff.post(f"{path}verbinden/", {"mit": "/nirgends/"}, follow=True).content.decode()
    )


def test_pages_of_the_team_are_for_the_team(town):
    goal = town.make("goal", "a")
    path = f"/team/faden/{goal.kind}/{goal.id}/"
    for client in (Client(), signed_in("resident")):
        assert client.get("/team/faden/").status_code == client.get(path).status_code == 403
        for act in ("verbinden/", "loesen/"):
            assert client.post(path + act, {"mit": f"{goal.kind}:{goal.id}"}).status_code == 403
    assert signed_in("team").get(f"/team/faden/test.goal/{'0' * 32}/").status_code == 404


def test_links_from_a_file(town, team, tmp_path):
    goal, project = town.make("goal", "Ziel"), town.make("project", "Projekt")
    file = tmp_path / "links.toml"
    entry = '[[link]]\nfrom = "test.goal:{}"\nto = "{}"\n'
    file.write_text(
        entry.format(goal.id, f"test.project:{project.id}")
        + entry.format(goal.id, "moon.crater:tycho")
        + entry.format(goal.id, "test.project:gibt-es-nicht"),
        "utf-8",
    )
    report = import_links(file)
    assert (report.created, report.unchanged, len(report.notes)) == (1, 0, 2)
    assert (import_links(file).created, import_links(file).unchanged) == (0, 1)
    file.write_text('[[link]]\nfrom = "goal"\nto = "a:b"\nwhy = "x"\nrelation = "hates"\n', "utf-8")
    assert [(p.line, p.column) for p in import_links(file).problems] == [
        (1, "why"),
        (1, "from"),
        (1, "relation"),
    ]
    file.write_text("[[link", "utf-8")
    assert import_links(file).problems


def test_gaps_of_one_sort_are_paged_to_the_last(town, settings):
    many = [town.make("goal", f"Ziel {number:03}") for number in range(120)]
    gaps = [Gap("test.goal", ref.id, "keine Kennzahl") for ref in many]
    finder = GapFinder("test", "Ziele ohne Kennzahl", lambda: gaps)
    settings.SOESMART_ROOMS = (*settings.SOESMART_ROOMS[:-1], town.room(gap_finders=(finder,)))
    staff, seen = signed_in("team"), 0
    assert "Alle 120 zeigen" in page("/team/faden/", staff)
    path = "/team/faden/?art=test"
    while path:
        html = page(path, staff)
        seen += html.count("keine Kennzahl")
        following = re.search(r'rel="next" href="([^"]+)"', html)
        path = f"/team/faden/{unescape(following[1])}" if following else ""
    assert seen == 120 and "Ziel 119" in html and "Ziel 000" not in html
    assert page("/team/faden/?art=gibt-es-nicht&nach=x", staff)
