# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "soesmart.accounts"

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_added  # inline: needs the app registry

        authenticator_added.connect(_count_new_factor, dispatch_uid="soesmart.accounts")


def _count_new_factor(sender: Any, request: Any, user: Any, authenticator: Any, **_rest: Any) -> None:
    """Setting up a second factor proves it: nobody has to show it again in the same minute."""
    from allauth.account.internal.flows.login import record_authentication  # inline: see above

    factors = {authenticator.Type.TOTP, authenticator.Type.WEBAUTHN}
    others = sender.objects.filter(user=user, type__in=factors).exclude(pk=authenticator.pk)
    # A session without the earlier factor gains nothing by adding another one.
    if authenticator.type in factors and not others.exists():
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
