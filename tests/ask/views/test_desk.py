# SPDX-License-Identifier: EUPL-1.2
"""One case after the other: without scripts, with several people, with slips."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from soesmart.ask import facade
from soesmart.ask.actions.redacting import forget_words
from soesmart.ask.models import Claim, Comment, Contribution, Decision, Event, Redaction
from soesmart.ask.types import NewComment, NewContribution, NotFound, State, Submitted, Visibility
from soesmart.kernel import clock
from soesmart.kernel.log.models import Pending
from tests.people import signed_in

DESK = "/team/pruefen/"
WITH_NUMBER = "Die Laterne ist aus. Ruft mich an: 0171 2345678. Danke!"


def _asked(text: str = "Wann?", *, proven: bool = False) -> Submitted:
    return facade.submit(NewContribution(text=text, proven=proven))


def _decide(who: Client, key: object, target: str = "contribution", **how: str):
    return who.post(f"{DESK}entscheiden/", {"target": target, "key": str(key), **how}, follow=True)


@pytest.mark.parametrize("roles", [(), ("politics",), ("department",)])
def test_only_moderators_come_in(roles: tuple[str, ...]):
    client = signed_in(*roles) if roles else Client()
    assert client.get(DESK).status_code == 403
    assert client.post(f"{DESK}entscheiden/", {}).status_code == 403
    assert client.post(f"{DESK}zurueck/").status_code == 403


def test_the_next_case_follows_at_once(client: Client):
    first, second = _asked("Wann fährt der Bus?"), _asked("Wo ist das Bad?")
    moderator = signed_in("moderator")
    assert "Wann fährt der Bus?" in moderator.get(DESK).content.decode()
    html = _decide(moderator, first.id, show="1").content.decode()
    assert "Freigegeben" in html and '<h2 id="fall"' in html and "Wo ist das Bad?" in html
    assert client.get(first.url).status_code == 200
    html = _decide(moderator, second.id, why="4").content.decode()
    assert "Es wartet nichts" in html
    assert "Der Text ist Werbung." in client.get(second.url, follow=True).content.decode()
    noted = Decision.objects.get(target_id=second.id)
    assert (noted.what, noted.ground, noted.found_by) == ("hidden", "rules", "check")


def test_without_a_reason_nothing_is_hidden():
    asked = _asked()
    html = _decide(signed_in("moderator"), asked.id, hide="1", reason=" ").content.decode()
    assert "Die Begründung ist öffentlich" in html
    assert Contribution.objects.get().state == State.WAITING


def test_a_second_click_does_no_harm():
    asked = _asked()
    moderator = signed_in("moderator")
    _decide(moderator, asked.id, show="1")
    _decide(moderator, asked.id, show="1")
    _decide(moderator, asked.id, why="1")
    assert Contribution.objects.get().state in {State.NEW, State.HIDDEN}
    assert Decision.objects.filter(what="shown").count() == 1


def test_what_somebody_else_looks_at_is_passed_over_and_said():
    first, second = _asked("Erste Frage"), _asked("Zweite Frage")
    one, other = signed_in("moderator", email="a@example.org"), signed_in("team", email="b@example.org")
    one.get(DESK)
    html = other.get(DESK).content.decode()
    assert f'value="{second.id}"' in html
    assert "sieht gerade jemand an" in html
    html = other.get(f"{DESK}contribution/{first.id}/").content.decode()
    assert "Jemand anderes sieht das gerade an" in html
    html = other.post(f"{DESK}contribution/{first.id}/").content.decode()
    assert "Jemand anderes" not in html
    assert Claim.objects.filter(target_id=first.id).count() == 1


def test_a_closed_laptop_blocks_nobody():
    first = _asked()
    signed_in("moderator", email="a@example.org").get(DESK)
    Claim.objects.update(at=clock.now() - timedelta(minutes=6))
    html = signed_in("team", email="b@example.org").get(DESK).content.decode()
    assert f'value="{first.id}"' in html


def test_later_means_the_one_after():
    first, second = _asked("Erste"), _asked("Zweite")
    moderator = signed_in("moderator")
    html = _decide(moderator, first.id, skip="1").content.decode()
    assert f'name="key" value="{second.id}"' in html
    html = _decide(moderator, second.id, skip="1").content.decode()
    assert f'name="key" value="{first.id}"' in html, "and then from the front"


def test_undo_of_a_slip_leaves_no_trace_in_the_history(client: Client):
    asked = _asked("Kaufen Sie hier")
    moderator = signed_in("moderator")
    _decide(moderator, asked.id, why="1")
    before = Event.objects.count()
    moderator.post(f"{DESK}zurueck/")
    row = Contribution.objects.get()
    assert (row.state, row.waits) == (State.WAITING, "check")
    assert Event.objects.count() == before - 1
    assert client.get(asked.url).status_code == 404
    assert Pending.objects.filter(kind="ask.contribution").count() == 3, "the log keeps every step"
    assert "Es gibt nichts zurückzunehmen" in moderator.post(f"{DESK}zurueck/", follow=True).content.decode()


def test_undo_stops_where_others_went_on(team):
    asked = _asked()
    moderator = signed_in("moderator")
    _decide(moderator, asked.id, show="1")
    facade.answer(team, asked.id, "Um acht.")
    html = moderator.post(f"{DESK}zurueck/", follow=True).content.decode()
    assert "Seitdem ist mehr geschehen" in html
    assert Contribution.objects.get().state == State.ANSWERED


def test_comments_come_back_too():
    asked = _asked(proven=True)
    facade.comment(asked.id, NewComment("Ruft 02921 123456 an", proven=True))
    key = Comment.objects.get().public_id
    moderator = signed_in("moderator")
    html = moderator.get(DESK).content.decode()
    assert "<mark>02921 123456</mark>" in html and "Telefonnummer" in html
    _decide(moderator, key, "comment", why="2")
    assert Comment.objects.get().state == Visibility.HIDDEN
    moderator.post(f"{DESK}zurueck/")
    row = Comment.objects.get()
    assert (row.state, row.waits, row.hidden_reason) == (Visibility.WAITING, "personal", "")


def test_blacking_out_with_one_key(client: Client):
    asked = _asked(WITH_NUMBER, proven=True)
    _decide(signed_in("moderator"), asked.id, redact="1")
    html = client.get(asked.url, follow=True).content.decode()
    assert "█ Telefonnummer entfernt █" in html and "2345678" not in html
    assert "Geschwärzt: Telefonnummer" in html
    row = Contribution.objects.get()
    assert "2345678" not in row.text + row.title + row.folded
    assert not Pending.objects.filter(personal__contains="2345678").exists()


def test_blacked_out_words_return_with_undo_and_go_with_time(client: Client):
    asked = _asked(WITH_NUMBER, proven=True)
    moderator = signed_in("moderator")
    _decide(moderator, asked.id, redact="1")
    moderator.post(f"{DESK}zurueck/")
    moderator.post(f"{DESK}zurueck/")
    row = Contribution.objects.get()
    assert (row.state, row.text) == (State.WAITING, WITH_NUMBER)
    assert not Redaction.objects.exists()
    _decide(moderator, asked.id, redact="1")
    Redaction.objects.update(forget_at=clock.now() - timedelta(days=1))
    forget_words()
    assert Redaction.objects.get().words == ""


def test_hostile_addresses():
    moderator = signed_in("moderator")
    assert moderator.post(f"{DESK}entscheiden/", {"target": "x", "key": "y"}).status_code == 404
    for target in ("nichts", "answer", "contribution"):
        assert moderator.get(f"{DESK}{target}/01931a3e-0000-7000-8000-000000000000/").status_code == 302


def test_as_many_queries_for_one_case_as_for_thirty(django_assert_max_num_queries):
    moderator = signed_in("moderator")
    for number in range(30):
        _asked(f"Frage {number}?")
    moderator.get(DESK)
    with django_assert_max_num_queries(30):
        assert re.search(r"30\s+warten", moderator.get(DESK).content.decode())


def test_only_texts_are_blacked_out(team):
    asked = _asked(proven=True)
    with pytest.raises(NotFound):
        facade.redact(team, "photo", asked.id, (("phone", "x"),), "weil")
