# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.test import Client

from soesmart.ask import facade
from soesmart.ask.models import Comment, Contribution, Notice, Support
from soesmart.ask.types import NewContribution, State, Submitted
from tests.ask.sending import send


def _ask(text: str) -> Submitted:
    return facade.submit(NewContribution(text=text, proven=True))


@pytest.fixture
def asked() -> Submitted:
    return _ask("Wann fährt der letzte Bus? Ich frage für meine Mutter.")


def test_the_page_shows_text_promise_history_and_way(client: Client, asked: Submitted):
    html = client.get(asked.url).content.decode()
    for words in (
        "meine Mutter",
        "Antwort versprochen bis",
        "Noch keine Antwort",
        "Verlauf",
        "line-map",
        "Ich auch",
    ):
        assert words in html


def test_markup_in_residents_words_is_text(client: Client):
    asked = _ask("<script>alert(1)</script> & <b>fett</b>\nMehr: https://example.org")
    html = client.get(asked.url).content.decode()
    assert "<script>alert" not in html and "<b>fett" not in html
    assert 'rel="nofollow"' in html


def test_an_answer_stands_with_office_and_date(client: Client, asked: Submitted, team):
    facade.answer(team, asked.id, "Um 23:40 Uhr.")
    html = client.get(asked.url).content.decode()
    assert "Antwort der Stadt" in html and "Smart-City-Team" in html and "23:40" in html
    assert "versprochen" not in html.split("<main")[1].split("Verlauf")[0]


def test_an_old_address_leads_to_the_present_one(client: Client, asked: Submitted):
    short = asked.url.rstrip("/").rsplit("-", 1)[-1]
    assert client.get(f"/fragen/alter-titel-{short}/").headers["Location"] == asked.url
    assert client.get("/fragen/gibt-es-nicht/").status_code == 404


def test_me_too_counts_a_browser_once_and_can_be_taken_back(client: Client, asked: Submitted):
    path = f"{asked.url}ich-auch/"
    first = client.post(path)
    assert first.headers["Location"] == f"{asked.url}?danke=ich-auch#mitmachen"
    client.post(path)
    assert Support.objects.count() == 1
    html = client.get(f"{asked.url}?danke=ich-auch").content.decode()
    assert "Sie zählen mit" in html and "1 ungeprüft" in html
    client.post(path, {"zurueck": "1"})
    assert Support.objects.count() == 0
    assert client.get(path).status_code == 405


def test_a_comment_appears_below(client: Client, asked: Submitted):
    answer = send(client, f"{asked.url}kommentar/", text="Das frage ich mich auch.")
    assert answer.headers["Location"].startswith("/k/")
    assert "Das frage ich mich auch." in client.get(asked.url).content.decode()


def test_a_comment_without_javascript_waits(client: Client, asked: Submitted):
    send(client, f"{asked.url}kommentar/", text="Das frage ich mich auch.", with_script=False)
    assert Comment.objects.get().state == "waiting"
    assert "Das frage" not in client.get(asked.url).content.decode()


def test_an_empty_comment_is_an_error_at_the_field(client: Client, asked: Submitted):
    assert "Hier fehlt noch Ihr Text" in send(client, f"{asked.url}kommentar/", text="  ").content.decode()


def test_reporting_a_question_a_comment_and_nothing(client: Client, asked: Submitted):
    send(client, f"{asked.url}kommentar/", text="Kaufen Sie billig!")
    comment = Comment.objects.get()
    answer = send(client, f"{asked.url}melden/?teil=kommentar:{comment.public_id}", reason="advertising")
    assert answer.headers["Location"].startswith("/k/")
    assert Notice.objects.get().target == "comment"
    assert client.get(f"{asked.url}melden/?teil=kommentar:unbekannt").status_code == 404
    html = send(client, f"{asked.url}melden/", reason="illegal", text="").content.decode()
    assert "error" in html and Notice.objects.count() == 1


def test_deleted_hidden_and_merged_questions_keep_their_page(client: Client, asked: Submitted, team):
    other = facade.submit(NewContribution(text="Der letzte Bus am Sonntag?", proven=True))
    facade.merge(team, asked.id, other.id, "Gleiche Frage")
    html = client.get(asked.url).content.decode()
    assert "zusammengelegt" in html and other.url in html
    facade.hide(team, "contribution", other.id, "Nennt einen Nachbarn")
    assert (
        "Nennt einen Nachbarn"
        in client.get(facade.by_id(other.id).row.slug.join(("/fragen/", "/"))).content.decode()
    )


def test_a_waiting_question_has_no_page_yet(client: Client):
    asked = facade.submit(NewContribution(text="Wann?", proven=False))
    assert asked.state == State.WAITING
    assert client.get(asked.url).status_code == 404


def test_a_page_for_everybody_sets_no_cookie_and_needs_few_queries(
    client: Client, asked: Submitted, django_assert_max_num_queries
):
    client.get(asked.url)
    with django_assert_max_num_queries(12):
        answer = client.get(asked.url, {"x": 1})
    assert not answer.cookies
    for number in range(30):
        send(client, f"{asked.url}kommentar/", text=f"Kommentar {number}")
    with django_assert_max_num_queries(12):
        client.get(asked.url, {"x": 2})


def test_reply_figures_name_no_person(client: Client, asked: Submitted, team):
    facade.answer(team, asked.id, "Um 23:40 Uhr.")
    html = client.get("/fragen/zahlen/").content.decode()
    assert "von 1 Antworten rechtzeitig" in html
    assert Contribution.objects.get().state == "answered"
