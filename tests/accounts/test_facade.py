# SPDX-License-Identifier: EUPL-1.2
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory

from soesmart.accounts import facade
from soesmart.accounts.actions.contacts import forget_unconfirmed
from soesmart.accounts.actions.mails import send_mails
from soesmart.accounts.models import Contact, Mail, Receipt
from soesmart.kernel import clock
from soesmart.kernel.ids import grouped, new_code

pytestmark = pytest.mark.django_db


def test_receipt_opens_however_it_is_typed_and_is_stored_only_sealed():
    participant, thing = facade.create_participant(), uuid4()
    code = facade.issue_receipt(participant, "question", thing)
    opened = facade.open_receipt(" " + grouped(code).lower() + " ")
    assert opened == facade.Receipt(code, participant, "question", thing)
    stored = Receipt.objects.get()
    assert code not in stored.seal and not any(code in str(value) for value in vars(stored).values())


def test_code_never_given_out_opens_nothing():
    assert facade.open_receipt(new_code()) is None
    assert facade.open_receipt("kein Code") is None


def test_anonymous_request_is_a_guest_without_touching_the_session():
    request = RequestFactory().get("/")
    assert facade.actor_of(request).roles == {"guest"}
    assert not hasattr(request, "session")


def test_supporter_cookie_comes_back_and_a_forged_one_does_not():
    response, browser = HttpResponse(), facade.create_participant()
    facade.remember_supporter(response, browser)
    request = RequestFactory().get("/")
    request.COOKIES = {name: morsel.value for name, morsel in response.cookies.items()}
    assert facade.supporter_of(request) == browser
    request.COOKIES = {name: value[:-1] + "x" for name, value in request.COOKIES.items()}
    assert facade.supporter_of(request) is None


def _link() -> str:
    return re.search(r"(/kontakt/\S+)", mail.outbox[0].body)[1]


def test_contact_is_asked_twice_and_counts_only_then():
    participant = facade.create_participant()
    facade.keep_contact(participant, "Anna@Example.org")
    assert not facade.notify(participant, "Antwort", "…")
    assert send_mails() == 1
    browser = Client()
    assert "Möchten Sie" in browser.get(_link()).content.decode()
    assert Contact.objects.get().confirmed_at is None, "opening the link alone confirms nothing"
    browser.post(_link(), {"confirm": ""})
    assert facade.notify(participant, "Antwort", "Ihre Frage ist beantwortet.")
    send_mails()
    assert mail.outbox[1].to == ["anna@example.org"]
    browser.post(_link(), {"forget": ""})
    assert not Contact.objects.exists()


def test_unconfirmed_contact_is_forgotten_after_a_week(monkeypatch):
    old, fresh = facade.create_participant(), facade.create_participant()
    facade.keep_contact(old, "old@example.org")
    later = clock.now() + timedelta(days=7, minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    facade.keep_contact(fresh, "fresh@example.org")
    forget_unconfirmed()
    assert [c.email for c in Contact.objects.all()] == ["fresh@example.org"]


def test_a_rollback_takes_its_mail_along():
    participant = facade.create_participant()
    Contact.objects.create(
        participant_id=participant, email="a@example.org", confirmed_at=clock.now(), seal="s"
    )
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        facade.notify(participant, "Antwort", "…")
        raise ZeroDivisionError
    assert not Mail.objects.exists()
