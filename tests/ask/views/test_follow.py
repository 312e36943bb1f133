# SPDX-License-Identifier: EUPL-1.2
import re
from xml.etree import ElementTree

import pytest
from django.core import mail
from django.test import Client

from soesmart.accounts.actions.mails import send_mails
from soesmart.ask import facade
from soesmart.ask.models import Follow
from soesmart.ask.types import NewComment, NewContribution
from tests.ask.sending import send
from tests.people import account

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def question():
    return facade.submit(NewContribution(text="Wann kommt der Nachtbus <heute>?\n\nIch warte.", proven=True))


@pytest.mark.parametrize("script", [True, False])
def test_from_the_form_to_the_end_of_it(client, question, script):
    path = f"{question.url}folgen/"
    answer = send(client, path, with_script=script, email="anna@example.org")
    text = answer.content.decode()
    assert answer.status_code == 200 and "Bitte sehen Sie in Ihre Mails" in text
    assert ("In etwa zehn Minuten" in text) is not script
    (row,) = facade.follows_of([Follow.objects.get().participant])
    end = f"/folgen/{row.token}/"
    assert "Wann kommt der Nachtbus" in client.get(end).content.decode()
    assert Follow.objects.exists(), "looking at the page ends nothing"
    provider = Client(enforce_csrf_checks=True)
    answer = provider.post(end, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200 and not Follow.objects.exists()
    assert client.get(end).status_code == 200


def test_the_mail_names_what_it_is_about(client, question):
    send(client, "/fragen/folgen/?art=problem&ort=ampen", email="anna@example.org")
    send_mails()
    assert "Probleme · Ampen" in mail.outbox[0].body
    assert "/kontakt/" in mail.outbox[0].body


@pytest.mark.parametrize("email", ["", "nein", "a@b\r\nBcc: c@d.de"])
def test_a_wrong_address_is_named_at_the_field(client, question, email):
    answer = send(client, f"{question.url}folgen/", email=email)
    assert answer.status_code == 200 and not Follow.objects.exists()
    assert 'aria-invalid="true"' in answer.content.decode()


def test_my_own_page_lists_it_and_ends_it(client, question):
    client.force_login(account(email="eva@example.org"))
    send(client, "/fragen/folgen/?suche=Bus")
    send(client, f"{question.url}folgen/")
    html = client.get("/mein/").content.decode()
    ends = re.findall(r'action="(/folgen/[^"]+)"', html)
    assert len(ends) == 2 and "„Bus“" in html
    client.post(ends[0])
    assert Follow.objects.count() == 1


def test_a_hidden_question_cannot_be_followed(client, question, team_actor):
    facade.hide(team_actor, "contribution", question.id, "Grund")
    assert client.get(f"{question.url}folgen/", follow=True).status_code == 404


@pytest.fixture
def team_actor():
    from soesmart.accounts.facade import Actor, Held

    return Actor(account_id=1, grants=(Held("team"),))


def test_the_list_as_atom_with_its_filters(client, question, team_actor):
    facade.answer(team_actor, question.id, "Um 23:12 Uhr & später.")
    html = client.get("/fragen/?art=frage").content.decode()
    assert 'type="application/atom+xml"' in html and "/fragen/feed.atom?art=frage" in html
    answer = client.get("/fragen/feed.atom?art=frage")
    assert answer["Content-Type"].startswith("application/atom+xml")
    (entry,) = ElementTree.fromstring(answer.content).findall(f"{ATOM}entry")  # noqa: S314
    assert entry.findtext(f"{ATOM}id") == f"urn:uuid:{question.id}"
    assert entry.findtext(f"{ATOM}title") == "Wann kommt der Nachtbus <heute>?"
    assert "&lt;heute&gt;" in entry.findtext(f"{ATOM}summary")
    assert "Um 23:12 Uhr &amp; später." in entry.findtext(f"{ATOM}summary")
    assert entry.find(f"{ATOM}link").get("href") == f"http://testserver{question.url}"
    none = client.get("/fragen/feed.atom?art=idee").content
    assert not ElementTree.fromstring(none).findall(f"{ATOM}entry")  # noqa: S314


def test_a_question_as_feed_tells_all_that_its_page_shows(client, question, team_actor):
    facade.comment(question.id, NewComment(text="Das frage ich mich \ufffe auch.", proven=True))
    facade.answer(team_actor, question.id, "Um 23:12 Uhr.")
    root = ElementTree.fromstring(client.get(f"{question.url}feed.rss").content)  # noqa: S314
    titles = {item.findtext("title") for item in root.iter("item")}
    assert {"Antwort der Stadt", "Kommentar", "Neuer Stand: beantwortet"} <= titles
    assert client.get("/fragen/feed.pdf").status_code == 404


def test_a_feed_needs_as_many_queries_for_thirty_as_for_one(client, question, django_assert_max_num_queries):
    for number in range(30):
        facade.submit(NewContribution(text=f"Frage Nummer {number} im Feed", proven=True))
    with django_assert_max_num_queries(8):
        assert client.get("/fragen/feed.atom").content.count(b"<entry") == 31
