# SPDX-License-Identifier: EUPL-1.2
"""News reach whoever follows, once, and nobody else; ending it forgets the address."""

import re
from datetime import timedelta

import pytest
from django.core import mail

from soesmart.accounts.actions.mails import send_mails
from soesmart.accounts.facade import Actor, Held, create_participant, export, shred
from soesmart.accounts.models import Contact, Mail, Participant
from soesmart.ask import facade
from soesmart.ask.actions.following import forget_lost_follows
from soesmart.ask.actions.telling_followers import tell_followers
from soesmart.ask.models import Follow
from soesmart.ask.types import Filters, Kind, NewComment, NewContribution, State
from soesmart.ask.types_following import NewFollow
from soesmart.kernel import clock
from tests.people import account

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def later(monkeypatch):
    """Moves the clock on, to stay there."""
    gone = [timedelta(0)]
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: real() + gone[0])

    def go(**span: int) -> None:
        gone[0] += timedelta(**span)

    return go


def asked(text: str = "Wann kommt der Nachtbus?", **more):
    return facade.submit(NewContribution(text=text, proven=True, **more))


def question_follow(question):
    return NewFollow(f"/fragen/{question.id}/", "Nachtbus", question=question.id)


def confirm(client) -> None:
    send_mails()
    found = re.search(r"/kontakt/[^/\s]+/", mail.outbox[-1].body)
    client.post(found[0])


def news() -> list[mail.EmailMessage]:
    before = len(mail.outbox)
    send_mails()
    return mail.outbox[before:]


def test_an_answer_reaches_a_follower_who_confirmed_once(client, team, later):
    question = asked()
    facade.follow_by_mail(question_follow(question), "Anna@example.org", proven=True)
    facade.answer(team, question.id, "Um 23:12 Uhr ab dem Markt.", source="https://example.org/plan")
    later(minutes=5)
    assert tell_followers() == 0, "not before the address was confirmed"
    confirm(client)
    assert tell_followers() == 1
    (message,) = news()
    assert message.to == ["anna@example.org"] and "Um 23:12 Uhr ab dem Markt." in message.body
    end = re.search(r"https?://\S+/folgen/\S+|/folgen/\S+", message.body)[0]
    assert message.extra_headers["List-Unsubscribe"] == f"<{end}>"
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert tell_followers() == 0 and not news()


def test_comments_wait_for_one_mail_a_day(client, later):
    question = asked()
    facade.follow_by_mail(question_follow(question), "a@example.org", proven=True)
    confirm(client)
    for number in range(3):
        facade.comment(question.id, NewComment(text=f"Kommentar {number}", proven=True))
    later(hours=2)
    assert tell_followers() == 0
    later(hours=24)
    assert tell_followers() == 1
    assert "Neue Kommentare: 3" in news()[0].body


def test_a_list_tells_at_most_daily_what_came_into_it(client, ampen, later):
    facade.follow_by_mail(
        NewFollow("/fragen/?art=problem", "Probleme", filters=Filters(kind=Kind.PROBLEM)),
        "a@example.org",
        proven=True,
    )
    confirm(client)
    later(minutes=1)
    asked("Die Lampe am Teich ist kaputt.", kind=Kind.PROBLEM)
    asked("Eine Frage, kein Problem?")
    later(hours=2)
    assert tell_followers() == 0
    later(hours=20)
    assert tell_followers() == 1
    (message,) = news()
    assert "Die Lampe am Teich ist kaputt" in message.body and "kein Problem" not in message.body
    later(hours=30)
    assert tell_followers() == 0


def test_a_text_that_a_moderator_let_appear_is_news_from_then_on(client, team, later):
    facade.follow_by_mail(NewFollow("/fragen/", "Alle Fragen"), "a@example.org", proven=True)
    confirm(client)
    waiting = facade.submit(NewContribution(text="Ohne Rechenaufgabe geschrieben", proven=False))
    later(hours=30)
    assert tell_followers() == 0
    facade.approve(team, "contribution", waiting.id)
    later(hours=30)
    assert tell_followers() == 1


def test_what_was_hidden_stands_in_no_mail(client, team, later):
    question = asked("Herr Meier ist ein Dieb")
    new = NewFollow("/fragen/x/", "Herr Meier ist ein Dieb", question=question.id)
    facade.follow_by_mail(new, "a@example.org", proven=True)
    confirm(client)
    facade.hide(team, "contribution", question.id, "Nennt einen Menschen.")
    later(minutes=5)
    assert tell_followers() == 1
    (message,) = news()
    assert "Meier" not in message.body + message.subject and "Nennt einen Menschen." in message.body


def test_followers_go_along_when_questions_are_laid_together(client, team, later):
    first, second = asked("Wann kommt der Nachtbus?"), asked("Gibt es einen Bus in der Nacht?")
    facade.follow_by_mail(question_follow(first), "a@example.org", proven=True)
    confirm(client)
    facade.merge(team, first.id, second.id, "Dieselbe Sache")
    later(minutes=5)
    tell_followers()
    facade.move(team, second.id, State.IN_PROGRESS, "")
    later(minutes=5)
    assert tell_followers() == 1
    assert "Gibt es einen Bus in der Nacht?" in news()[-1].body


def test_ending_it_forgets_the_address_and_waiting_mails(client):
    question = asked()
    facade.follow_by_mail(question_follow(question), "a@example.org", proven=True)
    people = Participant.objects.count()
    (row,) = facade.follows_of([Follow.objects.get().participant])
    facade.unfollow(row.token)
    assert not Contact.objects.exists() and not Mail.objects.exists() and not Follow.objects.exists()
    assert Participant.objects.count() == people - 1


def test_a_page_of_one_follow_is_no_key_to_another():
    question = asked()
    facade.follow_by_mail(question_follow(question), "a@example.org", proven=True)
    (row,) = facade.follows_of([Follow.objects.get().participant])
    for token in ("", "x", row.token[:-1], row.token.replace(row.token[0], "f", 1) + "f"):
        with pytest.raises(LookupError):
            facade.followed(token)


def test_what_nobody_confirmed_is_forgotten(client, later):
    question = asked()
    facade.follow_by_mail(question_follow(question), "a@example.org", proven=True)
    facade.follow_by_mail(question_follow(question), "b@example.org", proven=True)
    confirm(client)
    later(days=9)
    assert forget_lost_follows() == 1
    assert Follow.objects.count() == 1


def test_an_account_follows_once_and_at_its_own_address(later):
    question = asked()
    owner = account(email="eva@example.org")
    actor = Actor(owner.pk, create_participant(owner.pk), (Held("guest"), Held("resident")))
    for _again in range(2):
        facade.follow_by_account(question_follow(question), actor)
        facade.follow_by_account(NewFollow("/fragen/", "Alle Fragen"), actor)
    assert Follow.objects.count() == 2 and not Contact.objects.exists()
    asked("Und sonntags?")
    later(hours=30)
    assert tell_followers() == 1
    assert news()[0].to == ["eva@example.org"]


def test_an_address_is_not_flooded_with_questions_whether_it_wants_mails():
    question = asked()
    for _again in range(9):
        facade.follow_by_mail(question_follow(question), "opfer@example.org", proven=True)
    send_mails()
    assert len(mail.outbox) == 5


def test_without_a_proof_of_work_the_first_mail_waits(later):
    question = asked()
    facade.follow_by_mail(question_follow(question), "a@example.org", proven=False)
    assert not news()
    later(minutes=11)
    assert len(news()) == 1


def test_the_shredder_knows_what_one_followed():
    question = asked()
    facade.follow_by_mail(question_follow(question), "a@example.org", proven=True)
    participant = Follow.objects.get().participant
    assert export(participant)["ask"]["follows"][0]["title"] == "Nachtbus"
    shred(participant)
    assert not Follow.objects.exists()
