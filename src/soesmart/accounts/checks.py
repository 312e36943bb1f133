# SPDX-License-Identifier: EUPL-1.2
"""What `soesmart check accounts` looks at, and what the log's newest entries must still say."""

from collections.abc import Iterator, Mapping, Sequence

from django.conf import settings

from soesmart.accounts.actions.mails import GIVE_UP_AFTER
from soesmart.accounts.models import Account, Grant, Mail
from soesmart.accounts.queries import is_demo
from soesmart.kernel.room import Finding, Json


def granted_now(subjects: Sequence[str]) -> Mapping[str, Json]:
    """The roles that are stored, as their newest entries should have them."""
    rows = Grant.objects.filter(public_id__in=subjects)
    return {str(row.public_id): {"role": row.role, "scope": row.scope, "granted": True} for row in rows}


def look() -> Iterator[Finding]:
    """Example log-ins outside a demo; mails that nobody could deliver."""
    demo = Account.objects.filter(demo=True, is_active=True).count()
    if demo and (not is_demo() or settings.SOESMART["https"]):
        yield Finding(
            False, f"{demo} example log-ins with known passwords exist outside a demo. Delete them."
        )
    team = Grant.objects.filter(role="team", scope="", account__is_active=True).count()
    if not team:
        yield Finding(True, "nobody is in the team yet: soesmart account add EMAIL --role team")
    stuck = Mail.objects.filter(attempts__gte=GIVE_UP_AFTER).count()
    if stuck:
        yield Finding(False, f"{stuck} mails could not be delivered. Is mail_url right?")
    yield Finding(True, f"{Account.objects.count()} accounts, {team} in the team")
