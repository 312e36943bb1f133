# SPDX-License-Identifier: EUPL-1.2
"""Codes by mail and SMS: offered as less secret, sealed until sent, and nothing of them left afterwards."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from soesmart.decide import gateway
from soesmart.decide.actions import mailing, phases
from soesmart.decide.actions.casting import cast
from soesmart.decide.engine.box.phones import BadNumber, read_number
from soesmart.decide.models import Message, Roll, Vote, Wish
from soesmart.decide.types import NewBallot, Refused
from tests.decide.conftest import Box
from tests.decide.test_secrecy import everything_stored
from tests.people import signed_in

pytestmark = pytest.mark.django_db
CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}")
PHONE, MAIL = "+4915123456789", "mia@example.org"


@pytest.fixture
def house(settings) -> Callable[..., None]:
    def put(**values: Any) -> None:
        named = {name.replace("__", "."): value for name, value in values.items()}
        settings.SOESMART = {**settings.SOESMART, **named}

    put(decide__sms_gateway="http://sms.example/send", public_url="https://stadt.example")
    return put


@pytest.fixture
def sent(monkeypatch, house) -> list[tuple[str, str]]:
    """What the gateway was given."""
    found: list[tuple[str, str]] = []
    monkeypatch.setattr(gateway, "send", lambda number, text: found.append((number, text)))
    return found


@pytest.fixture
def wished(new_vote, house, hour) -> Vote:
    """A vote before its beginning, with one wish by each way."""
    vote = new_vote(mail_codes=True, sms_codes=True)
    mailing.wish_code(vote, "mail", " Mia@Example.org ")
    mailing.wish_code(vote, "sms", "0151 / 234 567-89")
    return vote


def _open(vote: Vote, hour) -> Box:
    hour.later(hours=1)
    phases.advance()
    return Box(Vote.objects.get(pk=vote.pk), ())


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0151 23456789", PHONE),
        ("+49 (0)151 234 567 89", PHONE),
        ("0049-151-23456789", PHONE),
        ("0900 1", None),
        ("+1 900 555 0100", None),
        ("0151 2345678x", None),
        ("0151 234567890123", None),
        ("", None),
        ("+49 0151 2345678", None),
    ],
)
def test_numbers_are_read_as_people_type_them_and_only_from_here(typed, number):
    if number is None:
        with pytest.raises(BadNumber):
            read_number(typed, "49")
    else:
        assert read_number(typed, "49") == number


def test_codes_arrive_open_the_ballot_and_leave_nothing(sent, wished, hour):
    mailing.wish_code(wished, "sms", PHONE)
    assert Wish.objects.count() == 2, "asked twice is one code"
    urn = _open(wished, hour)
    assert urn.row().roll_size == urn.row().message_codes == Roll.objects.count() == 2
    stored = everything_stored()
    assert PHONE not in stored and MAIL not in stored, "from the opening on they lie sealed"
    mailing.send_waiting()
    ((number, text),), (letter,) = sent, mail.outbox
    assert (number, letter.to) == (PHONE, [MAIL])
    codes = [CODE.search(one)[0] for one in (text, letter.body)]
    assert len(set(codes)) == 2 and "weniger geheim" in letter.body
    assert (
        f"https://stadt.example/mitentscheiden/{urn.vote.slug}/stimmen/#{codes[0].replace('-', '')}" in text
    )
    assert not Message.objects.exists() and not Wish.objects.exists()
    for code in codes:
        assert cast(urn.vote.pk, NewBallot(code, {"1": 100_00}, "once")).receipt
    mailing.send_waiting()
    assert len(sent) == len(mail.outbox) == 1


def test_a_message_speaks_the_language_it_was_asked_for_in(sent, new_vote, hour):
    vote = new_vote(sms_codes=True)
    answer = Client().post(f"/en/mitentscheiden/{vote.slug}/code-per-sms/", {"address": "0151 23456789"})
    assert answer.status_code == 302
    _open(vote, hour)
    mailing.send_waiting()
    assert sent[0][1].startswith("Your code")


def test_a_gateway_that_is_away_is_asked_again_later_and_what_is_left_goes_with_the_box(
    wished, house, hour, monkeypatch
):
    def away(_number: str, _text: str) -> None:
        raise gateway.NotSent("HTTP 503")

    monkeypatch.setattr(gateway, "send", away)
    urn = _open(wished, hour)
    mailing.send_waiting()
    (left,) = Message.objects.all()
    assert (left.attempts, left.trouble) == (1, "HTTP 503") and len(mail.outbox) == 1
    mailing.send_waiting()
    assert Message.objects.get().attempts == 1, "not at once again"
    page = signed_in("team").get(f"/team/abstimmungen/{urn.vote.pk}/").content.decode()
    assert "Versand stockt" in page and "HTTP 503" in page and "1 wartet noch" in page
    hour.later(minutes=3)
    mailing.send_waiting()
    assert Message.objects.get().attempts == 2
    hour.now = urn.vote.closes_at
    urn.finish()
    assert not Message.objects.exists()


def test_only_so_many_a_minute_and_so_many_a_vote(sent, new_vote, house, hour):
    house(decide__sms_per_minute=2, decide__sms_most=3)
    vote = new_vote(sms_codes=True)
    for number in ("0151 23456781", "0151 23456782", "0151 23456783"):
        mailing.wish_code(vote, "sms", number)
    with pytest.raises(Refused) as refused:
        mailing.wish_code(vote, "sms", "0151 23456784")
    assert refused.value.code == "most"
    _open(vote, hour)
    mailing.send_waiting()
    assert len(sent) == 2
    mailing.send_waiting()
    assert len(sent) == 3


def test_without_a_gateway_nothing_is_offered_and_nobody_is_asked(new_vote, house, monkeypatch):
    house(decide__sms_gateway="")
    monkeypatch.setattr(gateway, "build_opener", lambda *_: pytest.fail("somebody was asked"))
    vote = new_vote(sms_codes=True)
    assert mailing.offers(vote) == ()
    page = Client().get(f"/mitentscheiden/{vote.slug}/").content.decode()
    assert "per SMS" not in page
    assert Client().get(f"/mitentscheiden/{vote.slug}/code-per-sms/").status_code == 404


def test_the_pages_say_that_it_is_less_secret_and_how_many_went_so(sent, wished, hour):
    client, address = Client(), f"/mitentscheiden/{wished.slug}"
    assert "Code per SMS bestellen (weniger geheim)" in client.get(f"{address}/").content.decode()
    page = client.get(f"{address}/code-per-sms/").content.decode()
    assert "weniger geheim" in page and "Wer Ihre SMS lesen kann" in page
    refused = client.post(f"{address}/code-per-sms/", {"address": "+1 900 5550100"}).content.decode()
    assert "Vorwahl +49" in refused
    _open(wished, hour)
    assert client.get(f"{address}/code-per-sms/").status_code == 404
    assert "davon 2 per Mail oder SMS" in client.get(f"{address}/").content.decode()
    with pytest.raises(Refused):
        mailing.wish_code(Vote.objects.get(pk=wished.pk), "sms", "0151 23456780")


def test_a_message_altered_in_the_database_is_not_sent(sent, wished, hour):
    _open(wished, hour)
    first, second = Message.objects.all()
    Message.objects.filter(pk=first.pk).update(sealed=second.sealed)
    mailing.send_waiting()
    assert len(sent) + len(mail.outbox) == 1 and not Message.objects.exists()


@pytest.fixture
def listening(house) -> Iterator[list[tuple[str | None, Any]]]:
    """A gateway on this machine; the path says what it answers."""
    asked: list[tuple[str | None, Any]] = []

    class Gateway(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            asked.append((self.headers["Authorization"], json.loads(content)))
            self.send_response(int(self.path.strip("/")))
            self.send_header("Location", "/200")
            self.end_headers()

        do_GET = do_POST

        def log_message(self, *_words: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Gateway)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    house(decide__sms_authorization="Bearer geheim")
    house(decide__sms_body='{"message": "Stadt: {text}", "phoneNumbers": ["{number}"], "priority": 1}')
    house(decide__sms_gateway=f"http://127.0.0.1:{server.server_port}/202")
    yield asked
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_gateway_gets_what_the_town_described(listening):
    gateway.send(PHONE, 'Ihr Code: "{number}"')
    wanted = {"message": 'Stadt: Ihr Code: "{number}"', "phoneNumbers": [PHONE], "priority": 1}
    assert listening == [("Bearer geheim", wanted)]


@pytest.mark.parametrize(("answer", "told"), [(500, "HTTP 500"), (401, "HTTP 401"), (302, "HTTP 302")])
def test_refusals_and_redirects_are_no_success_and_lead_nowhere(listening, house, settings, answer, told):
    house(decide__sms_gateway=settings.SOESMART["decide.sms_gateway"].replace("202", str(answer)))
    with pytest.raises(gateway.NotSent, match=told):
        gateway.send(PHONE, "Ihr Code")
    assert len(listening) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [("decide__sms_gateway", "file:///etc/passwd"), ("decide__sms_body", "{kein JSON")],
)
def test_settings_that_cannot_work_are_named_and_nothing_is_sent(house, name, value):
    house(**{name: value})
    with pytest.raises(gateway.NotSent, match=name.replace("__", ".")):
        gateway.send(PHONE, "Ihr Code")


def test_many_rounds_wait_longer_each_time(wished, house, hour, monkeypatch):
    def away(_number: str, _text: str) -> None:
        raise gateway.NotSent("TimeoutError")

    monkeypatch.setattr(gateway, "send", away)
    _open(wished, hour)
    waits = []
    for _round in range(12):
        mailing.send_waiting()
        left = Message.objects.get()
        waits.append(left.due - hour.now)
        hour.now = left.due
    assert waits[:3] == [timedelta(minutes=2), timedelta(minutes=4), timedelta(minutes=8)]
    assert waits[-1] == timedelta(hours=6)


def test_the_team_offers_it_in_its_form(hour):
    page = signed_in("team").get("/team/abstimmungen/neu/").content.decode()
    assert "per SMS verschicken (weniger geheim)" in page
