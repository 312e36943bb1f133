# SPDX-License-Identifier: EUPL-1.2
"""Open311 GeoReport v2 as its specification and a client by somebody else expect it."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
import requests
from django.test import Client
from georeport import GeoReport

from soesmart.accounts.actions.tokens import issue_token
from soesmart.accounts.facade import Actor, Held, grant_role
from soesmart.ask import facade
from soesmart.ask.models import Category, Contribution
from soesmart.ask.types import Kind, Near, NewContribution, State, Where
from soesmart.kernel import clock
from soesmart.kernel.guard import puzzle, token
from tests.people import account

pytestmark = pytest.mark.django_db
BASE = "/open311/v2"
TEAM = Actor(account_id=1, grants=(Held("team"),))


@pytest.fixture
def lamp():
    return facade.submit(
        NewContribution(
            text="Die Lampe & der Mast am Teich sind <kaputt>.",
            kind=Kind.PROBLEM,
            where=Where(Near.POINT, "ampen", 51.56, 8.06),
            proven=True,
        )
    )


def key(*actions: str) -> str:
    owner = account(email="app@example.org")
    grant_role(owner.email, "api", "", "Test")
    return issue_token(owner.email, "app", actions or ["ask.send"], 30)


def post(body: dict[str, str], form: str = "json", **headers: str):
    return Client().post(f"{BASE}/requests.{form}", body, headers=headers)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("form", ["json", "xml"])
def test_the_client_georeport_reads_a_running_server(live_server, lamp, form):
    client = GeoReport(f"{live_server.url}{BASE}", output_format=form)
    facade.answer(TEAM, lamp.id, "Der Mast wird am Montag getauscht.", state=State.IN_PROGRESS)
    assert "problem" in {service["service_code"] for service in client.get_service_list()}
    assert client.get_service_definition("problem")["service_code"] == "problem"
    found = client.get_service_requests(status="open", service_code="problem,idea")
    listed = found if form == "xml" else found[0]
    single = client.get_service_request(str(lamp.id))
    assert listed == single
    assert single["service_request_id"] == str(lamp.id)
    assert single["description"] == "Die Lampe & der Mast am Teich sind <kaputt>."
    assert (float(single["lat"]), float(single["long"])) == (51.56, 8.06)
    assert (single["status"], single["address"]) == ("open", "Ampen")
    assert "Der Mast wird am Montag getauscht." in single["status_notes"]
    assert single["requested_datetime"][-6] in "+-"
    with pytest.raises(requests.HTTPError):
        client.get_service_definition("gibt-es-nicht")


def test_discovery_names_endpoint_and_formats():
    found = Client().get("/open311/discovery.json").json()
    (endpoint,) = found["endpoints"]
    assert endpoint["url"] == "http://testserver/open311/v2"
    assert endpoint["formats"] == ["text/xml", "application/json"]
    answer = Client().get(f"{BASE}/discovery.xml")
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    assert answer.content.startswith(b"<?xml version='1.0' encoding='utf-8'?>")
    root = ElementTree.fromstring(answer.content)  # noqa: S314
    assert [one.text for one in root.iter("format")] == endpoint["formats"]


def test_the_towns_categories_are_the_services():
    Category.objects.create(slug="licht", name="Straßenlicht", description="Lampen", kind="problem")
    first = Client().get(f"{BASE}/services.json").json()[0]
    assert (first["service_code"], first["service_name"], first["group"]) == (
        "licht",
        "Straßenlicht",
        "Problem",
    )


def test_a_program_with_a_key_reports_and_it_appears():
    answer = post(
        {
            "api_key": key(),
            "service_code": "problem",
            "description": "Schlagloch vor der Schule",
            "lat": "51.57",
            "long": "8.11",
            "address_string": "Ampen, an der Schule",
            "email": "anna@example.org",
            "first_name": "Anna",
            "phone": "0123",
        }
    )
    (done,) = answer.json()
    assert answer.status_code == 201 and "token" not in done and "/k/" in done["service_notice"]
    row = Contribution.objects.get()
    assert (row.place, row.near, row.lat) == ("ampen", "point", 51.57)
    assert row.text == "Schlagloch vor der Schule\n\nAmpen, an der Schule"
    (shown,) = Client().get(f"{BASE}/requests/{done['service_request_id']}.json").json()
    assert shown["status"] == "open" and "Anna" not in str(shown)


def test_without_key_and_puzzle_it_waits_and_the_token_tells_when_it_appears():
    (done,) = post({"service_code": "question", "description": "Wann ist Markt?"}).json()
    assert "service_request_id" not in done
    path = f"{BASE}/tokens/{done['token']}.json"
    assert Client().get(path).json() == [{"service_request_id": None, "token": done["token"]}]
    row = Contribution.objects.get()
    assert Client().get(f"{BASE}/requests/{row.public_id}.json").status_code == 404
    facade.approve(TEAM, "contribution", row.public_id)
    assert Client().get(path).json()[0]["service_request_id"] == str(row.public_id)
    facade.hide(TEAM, "contribution", row.public_id, "Grund")
    assert Client().get(path).status_code == 404


def test_a_solved_puzzle_is_as_good_as_a_key():
    form = token.issue("ask.new")
    proof = {"Proof-Of-Work": f"{form.text} {puzzle.solve(form.nonce, form.bits)}"}
    (done,) = post({"service_code": "idea", "description": "Mehr Bäume am Markt"}, **proof).json()
    assert done["service_request_id"]


@pytest.mark.parametrize(
    ("body", "status", "word"),
    [
        ({}, 400, "service_code"),
        ({"service_code": "gibt-es-nicht", "description": "x"}, 404, "service_code"),
        ({"service_code": "problem"}, 400, "text"),
        ({"service_code": "problem", "description": "x", "lat": "51"}, 400, "lat"),
        ({"service_code": "problem", "description": "x", "lat": "nan", "long": "8"}, 400, "where"),
        ({"service_code": "problem", "description": "x" * 6000}, 400, "description"),
        ({"service_code": "problem", "description": "x", "email": "nein"}, 400, "email"),
        ({"service_code": "problem", "description": "x", "api_key": "soe_falsch"}, 403, "api_key"),
    ],
)
def test_errors_in_both_forms(body, status, word):
    answer = post(body)
    assert answer.status_code == status
    (error,) = answer.json()
    assert error["code"] == status and word in error["description"]
    root = ElementTree.fromstring(post(body, "xml").content)  # noqa: S314
    assert (root.tag, root.findtext("error/code")) == ("errors", str(status))
    assert not Contribution.objects.exists()


def test_a_key_made_for_something_else_reports_nothing():
    answer = post({"api_key": key("ask.moderate"), "service_code": "problem", "description": "x"})
    assert answer.status_code == 403 and not Contribution.objects.exists()


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("start_date=gestern", 400),
        ("start_date=2026-01-01T00:00:00", 400),
        ("start_date=9999-12-31T23:59:59-23:00", 400),
        ("status=halb", 400),
        ("page=0", 400),
        ("page=%C2%B2", 400),
        ("service_request_id=1,2", 404),
        ("status=", 200),
        ("service_code=gibt-es-nicht", 200),
    ],
)
def test_bad_filters_are_named(query, status):
    answer = Client().get(f"{BASE}/requests.json?{query}")
    assert answer.status_code == status, answer.content
    assert status == 200 or answer.json()[0]["code"] == status


def test_filters_and_pages(lamp, settings):
    old = facade.submit(NewContribution(text="Lange her", kind=Kind.IDEA, proven=True))
    Contribution.objects.filter(public_id=old.id).update(asked_at=clock.now() - timedelta(days=200))

    def ids(query: str) -> list[str]:
        return [row["service_request_id"] for row in Client().get(f"{BASE}/requests.json?{query}").json()]

    assert ids("") == [str(lamp.id)], "the last ninety days"
    assert ids("end_date=2999-01-01T00:00:00Z") == [str(lamp.id), str(old.id)]
    assert ids("end_date=2999-01-01T00:00:00Z&service_code=idea") == [str(old.id)]
    assert ids(f"service_request_id={old.id},{lamp.id}&status=closed") == [str(lamp.id), str(old.id)]
    first = Client().get(f"{BASE}/requests.json?start_date=2000-01-01T00:00:00Z&page_size=1")
    following = first["Link"].split(">")[0].strip("<").removeprefix("http://testserver")
    assert [row["service_request_id"] for row in Client().get(following).json()] == [str(old.id)]
    facade.move(TEAM, lamp.id, State.DROPPED, "Steht nicht im Eigentum der Stadt.")
    assert ids("status=open") == [] and ids("status=closed") == [str(lamp.id)]


def test_only_this_town(settings):
    settings.SOESMART = {**settings.SOESMART, "open311.jurisdiction": "soest.de"}
    assert Client().get(f"{BASE}/services.json?jurisdiction_id=soest.de").status_code == 200
    assert Client().get(f"{BASE}/services.json?jurisdiction_id=").status_code == 200
    assert Client().get(f"{BASE}/services.json?jurisdiction_id=werl.de").status_code == 404


@pytest.mark.parametrize(
    "path", ["nichts.json", "v2/tokens/x.y.json", "v2/requests/x.json", "v2/services/%00.json"]
)
def test_unknown_addresses(path):
    assert Client().get(f"/open311/{path}").status_code in {400, 404}


def test_queries_do_not_grow_with_rows(lamp, django_assert_max_num_queries):
    for number in range(20):
        facade.submit(NewContribution(text=f"Nummer {number} am Teich", proven=True))
    with django_assert_max_num_queries(8):
        assert len(Client().get(f"{BASE}/requests.json").json()) == 21
