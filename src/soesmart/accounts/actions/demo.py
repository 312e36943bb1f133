# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Sequence

from django.db import transaction

from soesmart.accounts.actions.grants import OPERATOR, grant, open_account
from soesmart.accounts.queries import is_demo
from soesmart.accounts.types import DemoLogin, Refused


@transaction.atomic
def make_demo_account(email: str, roles: Sequence[str], password: str) -> DemoLogin:
    """An example log-in that needs no second factor. Only in a data folder marked by the file `demo`."""
    if not is_demo():
        raise Refused("Example log-ins exist only in demo data folders: the file DATA/demo marks one.")
    account = open_account(email, password=password, verified=True, demo=True)
    account.set_password(password)
    account.save(update_fields=["password"])
    for role in roles:
        grant(OPERATOR, account.pk, role, "", "Beispiel")
    return DemoLogin(account.email, password, tuple(roles))
