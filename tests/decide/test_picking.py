# SPDX-License-Identifier: EUPL-1.2
"""What stands on the ballot is ticked in a list of projects and ideas, not typed."""

import pytest

from soesmart.ask import facade as ask
from soesmart.ask.types import Filters, Kind, NewContribution
from soesmart.decide.models import Option
from soesmart.projects import facade as projects
from tests.people import signed_in
from tests.projects.conftest import load

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    load("musterstadt")
    return projects.projects().rows


def pick(client, vote, source, ids, costs):
    data = {"pick": [str(one) for one in ids], **{f"cost-{one}": cost for one, cost in costs.items()}}
    return client.post(f"/team/abstimmungen/{vote.pk}/auswahl/?aus={source}", data)


def test_a_project_comes_with_title_cost_place_and_its_page(new_vote, house):
    vote, client, row = new_vote(), signed_in("team"), house[0]
    page = client.get(f"/team/abstimmungen/{vote.pk}/auswahl/").content.decode()
    assert row.title.texts["de"] in page and "steht schon darauf" not in page
    assert pick(client, vote, "projekte", [row.id], {row.id: "25.000"}).status_code == 302
    added = Option.objects.get(vote=vote, origin_id=row.id)
    assert (added.number, added.cost, added.origin_kind) == ("5", 25_000_00, "projects.project")
    assert (added.title["de"], Option.objects.filter(vote=vote).count()) == (row.title.texts["de"], 5)
    page = client.get(f"/team/abstimmungen/{vote.pk}/auswahl/").content.decode()
    assert "steht schon darauf" in page and f'value="{row.id}"' not in page
    pick(client, vote, "projekte", [row.id], {row.id: "30.000"})  # two of the team at once
    assert Option.objects.filter(vote=vote).count() == 5


def test_an_idea_comes_from_the_questions(new_vote):
    vote, client = new_vote(), signed_in("team")
    text = "Ein Trinkbrunnen am Rathaus wäre schön."
    ask.submit(NewContribution(text=text, kind=Kind.IDEA, proven=True))
    ask.submit(NewContribution(text="Wann kommt der Bus nach Ausdorf?", proven=True))
    (idea,) = ask.questions(Filters(kind=Kind.IDEA)).rows
    page = client.get(f"/team/abstimmungen/{vote.pk}/auswahl/?aus=ideen").content.decode()
    assert "Trinkbrunnen" in page and "Bus nach Ausdorf" not in page
    refused = pick(client, vote, "ideen", [idea.id], {})
    assert refused.status_code == 422 and "fehlen die Kosten" in refused.content.decode()
    assert "checked" in refused.content.decode(), "what was ticked stays ticked"
    pick(client, vote, "ideen", [idea.id], {idea.id: "8.000,50"})
    assert Option.objects.get(origin_id=idea.id).cost == 8_000_50


def test_nothing_ticked_nothing_known_nothing_open(new_vote, house, box):
    vote, client = new_vote(), signed_in("team")
    assert pick(client, vote, "projekte", [], {}).status_code == 422
    assert pick(client, vote, "projekte", ["x"], {}).status_code == 404
    assert client.get(f"/team/abstimmungen/{vote.pk}/auswahl/?aus=wetter").status_code == 404
    assert client.get(f"/team/abstimmungen/{box().vote.pk}/auswahl/").status_code == 404
    assert signed_in("moderator").get(f"/team/abstimmungen/{vote.pk}/auswahl/").status_code == 403


def test_the_list_needs_the_same_number_of_queries_however_long(
    new_vote, house, django_assert_max_num_queries
):
    vote, client = new_vote(), signed_in("team")
    client.get(f"/team/abstimmungen/{vote.pk}/auswahl/")
    with django_assert_max_num_queries(8):
        client.get(f"/team/abstimmungen/{vote.pk}/auswahl/")
