# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.conf import settings
from django.http import HttpRequest
from django.test import Client
from ninja import Field, NinjaAPI, Router, Schema

from soesmart.conf import api as shell
from soesmart.kernel.api.parser import StrictParser
from soesmart.kernel.api.problems import TYPE, ApiProblem

pytestmark = pytest.mark.django_db


class Note(Schema):
    text: str = Field(..., max_length=5)
    kind: str = Field("a", pattern="^[ab]$")
    count: int = Field(1, ge=1, le=9)


@pytest.fixture
def client(monkeypatch):
    """A house with one more interface, built as the real one is."""
    router = Router()

    @router.post("/notes")
    def write(request: HttpRequest, note: Note):
        return {"text": note.text}

    @router.get("/taken")
    def taken(request: HttpRequest):
        raise ApiProblem(409, "Schon vergeben. Bitte anders nennen.", code="taken", place="body.text")

    @router.get("/broken")
    def broken(request: HttpRequest):
        raise ZeroDivisionError

    api = NinjaAPI(urls_namespace="probe", docs_url=None, parser=StrictParser())
    for kind, handler in shell._HANDLERS.items():
        api.add_exception_handler(kind, handler)
    api.add_router("", router)
    from django.urls import path

    class Urls:
        urlpatterns = (path("api/probe/", api.urls),)

    monkeypatch.setattr(settings, "ROOT_URLCONF", Urls)
    return Client(raise_request_exception=False)


def send(client, body, kind="application/json", **extra):
    return client.post("/api/probe/notes", body, content_type=kind, **extra)


def test_each_wrong_field_is_named_with_what_would_be_right(client):
    answer = send(client, {"text": "zu lang", "kind": "c", "count": 12})
    problem = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (422, TYPE)
    assert [(one["field"], one["text"]) for one in problem["errors"]] == [
        ("text", "Bitte höchstens 5 Zeichen."),
        ("kind", "Erlaubt ist nur die Form ^[ab]$."),
        ("count", "Die Zahl darf höchstens 9 sein."),
    ]
    assert "text: Bitte höchstens 5 Zeichen." in problem["detail"]


@pytest.mark.parametrize(
    "body",
    ["{", "[1", "NaN", '{"text": NaN}', '{"text": "\\u0000"}', '{"text": "\\ud800"}', "[" * 100_000, b"\xff"],
)
def test_what_is_not_json_is_refused(client, body):
    answer = send(client, body)
    assert (answer.status_code, answer["Content-Type"]) == (400, TYPE)


def test_a_room_names_place_and_remedy(client):
    problem = client.get("/api/probe/taken").json()
    assert (problem["code"], problem["errors"][0]["field"]) == ("taken", "text")


def test_our_own_fault_says_so_without_telling_how_we_are_built(client):
    answer = client.get("/api/probe/broken")
    assert (answer.status_code, answer["Content-Type"]) == (500, TYPE)
    assert b"Zero" not in answer.content


def test_errors_before_the_api_are_problems_too(client):
    assert client.get("/api/probe/nowhere").json()["status"] == 404
    wrong = client.delete("/api/probe/notes")
    assert (wrong.status_code, wrong["Content-Type"], wrong["Allow"]) == (405, TYPE, "POST")
    assert send(client, "<a/>", kind="text/xml").json()["status"] == 415
    assert send(client, "x" * (settings.SOESMART["body.kilobytes"] * 1000 + 1)).json()["status"] == 413
    assert client.get("/api/probe/notes?q=%00").json()["status"] == 400


def test_in_english_for_those_who_ask(client):
    answer = send(client, {}, headers={"Accept-Language": "en"})
    assert answer.json()["errors"][0]["code"] == "missing"
