# SPDX-License-Identifier: EUPL-1.2
import contextlib
from datetime import UTC
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from soesmart.ask import facade
from soesmart.ask.queries.lists import _after, _cursor
from soesmart.ask.types import Filters, Kind, Near, NewComment, NewContribution, Refused, State, Where
from soesmart.kernel import newest
from tests import once


def _ask(number: int, **more):
    done = facade.submit(NewContribution(text=f"Frage {number}", proven=True, **more))
    facade.support(done.id, uuid4())
    facade.comment(done.id, NewComment(text="Ja", proven=True))
    return done.id


READS = {
    "questions": (3, lambda: facade.questions()),
    "counts": (2, facade.counts),
    "open": (3, lambda: facade.open_rows(30)),
    "outcomes": (4, lambda: facade.outcome_rows(30)),
    "similar": (9, lambda: facade.similar("Frage Nummer")),
    "search": (10, lambda: facade.search("Frage")),
    "clock": (1, facade.reply_clock),
}


@once.fixture
def cost_of_one(team) -> dict[str, int]:
    """What each read costs with one open question; afterwards there are thirty."""
    facade.answer(team, _ask(0), "Ja.")
    _ask(1)
    costs = {name: _queries(name) for name in READS}
    for number in range(2, 31):
        _ask(number)
    return costs


def _queries(name: str) -> int:
    newest.forget()
    with CaptureQueriesContext(connection) as captured:
        READS[name][1]()
    return len(captured)


@pytest.mark.parametrize("name", READS)
def test_as_many_queries_for_one_row_as_for_thirty(name, cost_of_one):
    assert _queries(name) <= cost_of_one[name] <= READS[name][0]


@pytest.mark.django_db
def test_detail_needs_as_many_queries_with_many_comments(django_assert_max_num_queries):
    key = _ask(1)
    with django_assert_max_num_queries(4) as one:
        facade.by_id(key)
    for number in range(20):
        facade.comment(key, NewComment(text=f"Ja {number}", proven=True))
    with django_assert_max_num_queries(len(one)):
        assert len(facade.by_id(key).comments) == 21


@pytest.mark.django_db
def test_filters_and_counts_agree(ampen, team):
    idea = _ask(1, kind=Kind.IDEA)
    here = _ask(2, where=Where(Near.PLACE, "ampen"))
    facade.answer(team, here, "Ja.")
    waiting = facade.submit(NewContribution(text="Wartet")).id

    def ids(**filters):
        return {row.id for row in facade.questions(Filters(**filters)).rows}

    assert ids() == {idea, here}
    assert ids(kind=Kind.IDEA) == {idea}
    assert ids(place="ampen") == {here}
    assert ids(state=State.ANSWERED) == {here}
    assert ids(state=State.WAITING) == set() and waiting not in ids()
    assert ids(text="frage") == {idea, here} and ids(text="100%_\\") == set()
    counts = facade.counts()
    assert (counts.total, dict(counts.by_kind)[Kind.IDEA], dict(counts.by_state)[State.ANSWERED]) == (2, 1, 1)
    row = facade.questions(Filters(place="ampen")).rows[0]
    assert (row.place_name, row.supports, row.comments) == ("Ampen", 1, 1)


@given(st.text(max_size=60))
def test_any_cursor_is_read_or_refused(cursor):
    try:
        _after(cursor)
    except Refused as refused:
        assert refused.field == "cursor"


@given(st.datetimes(timezones=st.just(UTC)), st.integers(1, 2**63 - 1))
def test_cursors_come_back_as_they_were(at, key):
    assert _after(_cursor(at, key)) == (at, key)


@pytest.mark.django_db(transaction=True)
def test_pages_are_read_once_and_a_change_shows_at_once(django_assert_num_queries):
    first = facade.submit(NewContribution(text="Wo ist der Brunnen?", proven=True))
    assert [row.id for row in facade.questions().rows] == [first.id]
    with django_assert_num_queries(1):  # only the content version
        facade.questions()
    second = facade.submit(NewContribution(text="Wann öffnet das Bad?", proven=True))
    assert [row.id for row in facade.questions().rows] == [second.id, first.id]


@pytest.mark.django_db(transaction=True)
def test_what_is_taken_back_was_never_remembered():
    facade.submit(NewContribution(text="Wo ist der Brunnen?", proven=True))
    with contextlib.suppress(ZeroDivisionError), transaction.atomic():
        facade.submit(NewContribution(text="Wann öffnet das Bad?", proven=True))
        assert len(facade.questions().rows) == 2
        raise ZeroDivisionError
    later = facade.submit(NewContribution(text="Wer mäht die Wiese?", proven=True))
    assert facade.questions().rows[0].id == later.id
    assert len(facade.questions().rows) == 2
