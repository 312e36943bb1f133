# SPDX-License-Identifier: EUPL-1.2
import pytest

from soesmart.accounts.actions import grants
from soesmart.accounts.checks import look
from soesmart.accounts.models import Account, Grant
from soesmart.kernel.log.present import outdated
from tests.people import account

pytestmark = pytest.mark.django_db


def test_example_log_ins_outside_a_demo_are_found():
    account("team")
    assert all(finding.ok for finding in look())
    Account.objects.update(demo=True)
    assert next(finding.text for finding in look() if not finding.ok).startswith("1 example log-ins")


def test_a_role_changed_behind_the_log_is_found():
    other = account(email="otto@example.org")
    grants.grant(grants.OPERATOR, other.pk, "stall", "", "x")
    assert all(finding.ok for finding in outdated())
    Grant.objects.update(role="team")
    assert any("role changed without an entry" in finding.text for finding in outdated() if not finding.ok)
