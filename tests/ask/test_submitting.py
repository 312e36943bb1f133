# SPDX-License-Identifier: EUPL-1.2
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from soesmart.accounts.facade import open_receipt, reserve_receipts
from soesmart.ask import facade
from soesmart.ask.models import Contribution
from soesmart.ask.types import Kind, Near, NewContribution, NotFound, Refused, State, Where
from soesmart.kernel import clock

pytestmark = pytest.mark.django_db


def test_a_question_gets_a_receipt_and_appears(ampen):
    done = facade.submit(
        NewContribution(
            text="Wann fährt der Bus nachts? Ich arbeite im Krankenhaus.",
            where=Where(Near.SOMEWHERE, "ampen"),
            proven=True,
        )
    )
    assert done.state == State.NEW and not done.waits
    receipt = open_receipt(done.code)
    assert (receipt.kind, receipt.object_id) == ("ask.contribution", done.id)
    detail = facade.by_slug(done.url.strip("/").split("/")[-1])
    assert detail.row.title == "Wann fährt der Bus nachts?"
    assert (detail.row.place_name, detail.row.near) == ("Ampen", Near.SOMEWHERE)
    assert [row.id for row in facade.questions().rows] == [done.id]


def test_a_question_is_written_once_and_its_words_with_one_statement():
    with CaptureQueriesContext(connection) as asked:
        facade.submit(NewContribution(text="Wo ist die Bank am Großen Teich geblieben?", proven=True))
    writes = [q["sql"] for q in asked.captured_queries if not q["sql"].startswith("SELECT")]
    assert [sql for sql in writes if sql.startswith("UPDATE")] == []
    assert len([sql for sql in writes if "ask_gram" in sql]) == 1


def test_a_second_click_finds_the_first():
    new = NewContribution(text="Wo ist der Markt?", token=uuid4(), proven=True)
    first, second = facade.submit(new), facade.submit(new)
    assert first.id == second.id and first.code != second.code
    assert open_receipt(second.code).object_id == first.id
    assert Contribution.objects.count() == 1


def test_without_proof_it_waits_and_is_nowhere_to_be_seen():
    done = facade.submit(NewContribution(text="Gibt es hier WLAN?", kind=Kind.PROBLEM))
    assert (done.state, done.waits) == (State.WAITING, "check")
    assert facade.questions().rows == ()
    with pytest.raises(NotFound):
        facade.by_id(done.id)


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (NewContribution(text="   \n "), "text"),
        (NewContribution(text="x" * 5001), "text"),
        (NewContribution(text="null\x00byte"), "text"),
        (NewContribution(text="ok", title="t" * 141), "title"),
        (NewContribution(text="ok", language="de_DE!"), "language"),
        (NewContribution(text="ok", email="keine"), "email"),
        (NewContribution(text="ok", where=Where(Near.PLACE, "nirgendwo")), "where"),
        (NewContribution(text="ok", where=Where(Near.POINT, lat=float("nan"), lon=8.0)), "where"),
        (NewContribution(text="ok", where=Where(Near.POINT, lat=91.0, lon=8.0)), "where"),
        (NewContribution(text="ok", where=Where(Near.POINT, lat=51.0)), "where"),
    ],
)
def test_bad_input_names_the_field(new, field):
    with pytest.raises(Refused) as refused:
        facade.submit(new)
    assert refused.value.field == field and refused.value.text
    assert not Contribution.objects.exists()


def test_a_code_given_out_before_becomes_the_receipt():
    (code,) = reserve_receipts("test.batch", uuid4(), 1)
    said = clock.now() - timedelta(hours=5)
    new = NewContribution(
        text="Wo ist das Klo am Markt?", code=code, code_kinds=frozenset({"test.batch"}), asked_at=said
    )
    done = facade.submit(new)
    opened = open_receipt(code)
    assert done.code == code and opened.object_id == done.id
    row = Contribution.objects.get()
    assert (row.participant, row.asked_at) == (opened.participant, said)
    with pytest.raises(Refused):
        facade.submit(new)
    assert Contribution.objects.count() == 1
