# SPDX-License-Identifier: EUPL-1.2
"""Codes that are given out before there is anything behind them."""

from uuid import uuid4

import pytest

from soesmart.accounts import facade
from soesmart.accounts.models import Participant, Receipt
from soesmart.kernel.ids import new_code

pytestmark = pytest.mark.django_db

KIND = frozenset({"test.batch"})


def test_a_reserved_code_keeps_its_author_when_something_comes_behind_it():
    batch, thing = uuid4(), uuid4()
    codes = facade.reserve_receipts("test.batch", batch, 3)
    waiting = facade.open_receipt(codes[0])
    assert (waiting.kind, waiting.object_id) == ("test.batch", batch)
    author = facade.redeem_receipt(codes[0].lower(), KIND, "test.thing", thing)
    opened = facade.open_receipt(codes[0])
    assert (opened.kind, opened.object_id, opened.participant) == ("test.thing", thing, author)
    assert len({facade.open_receipt(code).participant for code in codes}) == 3


def test_a_code_is_redeemed_once_and_only_as_what_it_was_reserved_for():
    (code,) = facade.reserve_receipts("test.batch", uuid4(), 1)
    other = facade.issue_receipt(facade.create_participant(), "test.thing", uuid4())
    with pytest.raises(facade.Refused):
        facade.redeem_receipt(code, frozenset({"test.other"}), "test.thing", uuid4())
    facade.redeem_receipt(code, KIND, "test.thing", uuid4())
    for used in (code, other, new_code(), "nonsense"):
        with pytest.raises(facade.Refused):
            facade.redeem_receipt(used, KIND, "test.thing", uuid4())


def test_dropping_a_batch_leaves_what_was_redeemed():
    batch = uuid4()
    codes = facade.reserve_receipts("test.batch", batch, 3)
    facade.redeem_receipt(codes[1], KIND, "test.thing", uuid4())
    facade.drop_reserved("test.batch", batch)
    assert [facade.open_receipt(code) is None for code in codes] == [True, False, True]
    assert (Receipt.objects.count(), Participant.objects.count()) == (1, 1)
