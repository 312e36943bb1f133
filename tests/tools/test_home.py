# SPDX-License-Identifier: EUPL-1.2
"""What keeps a run short: who reads what, and in which turn."""

import hypothesis
import pytest
import schemathesis
import xdist
from _pytest.assertion.rewrite import AssertionRewritingHook

from tests.conftest import turn


@pytest.mark.parametrize("package", [hypothesis, schemathesis, xdist], ids=lambda package: package.__name__)
def test_only_our_own_assertions_are_rewritten(package):
    assert not isinstance(package.__loader__, AssertionRewritingHook)


def test_the_longest_come_first_and_the_short_ones_last(request):
    turns = [turn(item) for item in request.session.items]
    assert turns == sorted(turns)
