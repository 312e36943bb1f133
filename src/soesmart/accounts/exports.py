# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from soesmart.accounts.actions.leaving import export
from soesmart.accounts.models import Account, ApiToken, Contact, Grant, Mail, Participant, Receipt


def of_participant(participant: UUID) -> Mapping[str, Any]:
    """What this room keeps of one participant, ready for JSON. Codes are not in it: nobody knows them."""
    author = Participant.objects.filter(pk=participant).first()
    if author is None:
        return {}
    contact = Contact.objects.filter(participant=author).first()
    return {
        "participant": str(author.pk),
        "since": author.created.isoformat(),
        "contact": contact
        and {
            "email": contact.email,
            "confirmed_at": contact.confirmed_at and contact.confirmed_at.isoformat(),
        },
        "receipts": [
            {"kind": kind, "object": str(object_id), "since": created.isoformat()}
            for kind, object_id, created in Receipt.objects.filter(participant=author)
            .order_by("created")
            .values_list("kind", "object_id", "created")
        ],
        "mails_waiting": [
            {"to": to, "subject": subject, "text": text}
            for to, subject, text in Mail.objects.filter(participant=author)
            .order_by("created")
            .values_list("to", "subject", "text")
        ],
    }


def of_account(account_id: int) -> Mapping[str, Any]:
    """The account itself and, for each participant it claimed, everything every room keeps."""
    account = Account.objects.get(pk=account_id)
    return {
        "account": {
            "email": account.email,
            "display_name": account.display_name,
            "language": account.language,
            "since": account.created.isoformat(),
            "last_sign_in": account.last_login and account.last_login.isoformat(),
            "addresses": list(
                EmailAddress.objects.filter(user=account)
                .order_by("pk")
                .values("email", "verified", "primary")
            ),
            "second_factors": [
                {"type": row.type, "since": row.created_at.isoformat()}
                for row in Authenticator.objects.filter(user=account).order_by("pk")
            ],
            "providers": [
                {"provider": row.provider, "id_there": row.uid, "data": row.extra_data}
                for row in SocialAccount.objects.filter(user=account).order_by("pk")
            ],
            "keys": [
                {"name": row.name, "actions": row.actions, "expires": row.expires.isoformat()}
                for row in ApiToken.objects.filter(account=account).order_by("pk")
            ],
            "roles": [
                {"role": row.role, "scope": row.scope, "since": row.at.isoformat(), "reason": row.reason}
                for row in Grant.objects.filter(account=account).order_by("pk")
            ],
        },
        "participants": [
            export(participant)
            for participant in Participant.objects.filter(account=account)
            .order_by("created", "id")
            .values_list("pk", flat=True)
        ],
    }
