# SPDX-License-Identifier: EUPL-1.2
"""Deletion wins, everywhere."""

from uuid import uuid4

import pytest
from django.core import serializers

from soesmart.accounts.facade import shred
from soesmart.ask import facade
from soesmart.ask.models import Answer, Comment, Contribution, Event, Gram, Notice, Photo, ReplyClock, Support
from soesmart.ask.types import Kind, Near, NewComment, NewContribution, NotFound, State, Visibility, Where
from soesmart.kernel.log.models import Pending

pytestmark = pytest.mark.django_db
SECRET = "Geheimniswort"
MODELS = (Answer, Comment, Contribution, Event, Gram, Notice, Photo, ReplyClock, Support, Pending)


def _everything() -> str:
    return serializers.serialize("json", [row for model in MODELS for row in model.objects.all()])


@pytest.fixture
def asked(person, team):
    who = person()
    new = NewContribution(
        text=f"{SECRET}: mein Garten. Mehr dazu.",
        where=Where(Near.POINT, lat=51.123456, lon=8.123456),
        participant=who,
        proven=True,
    )
    key = facade.submit(new).id
    facade.answer(team, key, "Danke.", state=State.DONE)
    facade.reopen(who, key, f"{SECRET} fehlt.")
    return who, key


def test_a_withdrawn_question_is_gone_and_a_tombstone_stays(asked):
    who, key = asked
    assert SECRET in _everything() and str(who) in _everything()
    facade.withdraw(who, key)
    left = _everything()
    for trace in (SECRET, SECRET.lower(), "51.123456", str(who)):
        assert trace not in left, trace
    assert not Gram.objects.exists()
    detail = facade.by_id(key)
    assert (detail.row.state, detail.row.title, detail.text) == (State.DELETED, "", "")
    assert facade.questions().rows == () and facade.similar(SECRET) == ()
    assert detail.history[-1].by == "asker"
    with pytest.raises(NotFound):
        facade.mine(who, key)


def test_the_address_of_a_deleted_text_says_nothing(asked):
    who, key = asked
    before = facade.by_id(key).row.slug
    assert "geheimniswort" in before
    facade.withdraw(who, key)
    after = facade.by_slug(before).row.slug
    assert "geheimniswort" not in after and before.endswith(after)


def test_others_words_stay_and_a_comment_goes_alone(asked, person):
    who, key = asked
    other = person()
    comment = facade.comment(key, NewComment(text=f"Ich auch: {SECRET}", participant=other, proven=True))
    facade.withdraw_comment(other, comment.id)
    facade.withdraw(who, key)
    assert SECRET not in _everything()
    row = facade.by_id(key).comments[0]
    assert (row.text, row.state) == ("", Visibility.DELETED)


def test_shredding_a_person_reaches_all_they_left(asked):
    who, _key = asked
    other = facade.submit(NewContribution(text="Andere Frage", proven=True)).id
    facade.comment(other, NewComment(text=SECRET, participant=who, proven=True))
    facade.support(other, who, verified=True)
    assert shred(who) >= 3
    left = _everything()
    assert SECRET not in left and str(who) not in left
    assert facade.by_id(other).row.supports == 0


def test_a_retry_after_deletion_does_not_bring_the_text_back(person):
    from soesmart.ask.types import Refused

    new = NewContribution(text=SECRET, token=uuid4(), participant=person(), proven=True)
    done = facade.submit(new)
    facade.withdraw(new.participant, done.id)
    with pytest.raises(Refused):
        facade.submit(new)
    assert SECRET not in _everything()


def test_merging_keeps_askers_and_supports(person, team):
    ana, bea = person(), person()
    one = facade.submit(
        NewContribution(text="Licht am Radweg", kind=Kind.IDEA, participant=ana, proven=True)
    ).id
    two = facade.submit(NewContribution(text="Radweg ist dunkel", participant=bea, proven=True)).id
    both, only = uuid4(), uuid4()
    for question, supporter in ((one, both), (two, both), (one, only)):
        facade.support(question, supporter)
    facade.merge(team, one, two, "Dieselbe Stelle.")
    assert facade.by_id(two).row.supports == 3  # both, only, and the asker of the other
    assert facade.by_id(one).merged_into.id == two
    assert [row.id for row in facade.by_id(two).merged_from] == [one]
    assert [row.id for row in facade.questions().rows] == [two]
    late = facade.support(one, uuid4())
    assert (late.id, late.supports) == (two, 4)
    three = facade.submit(NewContribution(text="Beleuchtung", proven=True)).id
    facade.merge(team, two, three, "Alles eins.")
    assert facade.by_id(one).merged_into.id == three, "no chains"
    assert facade.by_id(three).row.supports == 5


def test_separating_gives_back(person, team):
    one = facade.submit(NewContribution(text="Eins", participant=person(), proven=True)).id
    two = facade.submit(NewContribution(text="Zwei", proven=True)).id
    facade.support(one, uuid4())
    facade.merge(team, one, two, "Gleich.")
    assert facade.by_id(two).row.supports == 2
    facade.separate(team, one, "Doch nicht gleich.")
    assert (facade.by_id(one).row.supports, facade.by_id(two).row.supports) == (1, 0)
    assert facade.by_id(one).row.state == State.IN_PROGRESS


def test_a_deleted_asker_leaves_no_trace_in_the_target(person, team):
    who = person()
    one = facade.submit(NewContribution(text="Eins", participant=who, proven=True)).id
    two = facade.submit(NewContribution(text="Zwei", proven=True)).id
    facade.merge(team, one, two, "Gleich.")
    facade.withdraw(who, one)
    assert str(who) not in _everything() and facade.by_id(two).row.supports == 0
