# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from soesmart.accounts.processing import MEASURES, PROCESSINGS
from soesmart.kernel.room import Check, Desk, Exporter, Finding, LogKind, Permission, Room, Schedule, Shredder
from soesmart.kernel.settings import Setting

# Imports inside the functions below: models need the app registry, which does not exist yet here.


def _urls() -> list[Any]:
    from soesmart.accounts.urls import urlpatterns

    return urlpatterns


def _export(participant: UUID) -> Mapping[str, Any]:
    from soesmart.accounts.exports import of_participant

    return of_participant(participant)


def _delete(participant: UUID) -> int:
    from soesmart.accounts.actions.participants import delete_participant

    return delete_participant(participant)


def _send_mails() -> None:
    from soesmart.accounts.actions.mails import send_mails

    send_mails()


def _forget() -> None:
    from soesmart.accounts.actions.contacts import forget_unconfirmed
    from soesmart.accounts.actions.mails import forget_undeliverable
    from soesmart.accounts.actions.tokens import forget_expired_tokens

    forget_unconfirmed()
    forget_expired_tokens()
    forget_undeliverable()


def _granted_now(subjects: Sequence[str]) -> Mapping[str, Any]:
    from soesmart.accounts.checks import granted_now

    return granted_now(subjects)


def _look() -> Iterable[Finding]:
    from soesmart.accounts.checks import look

    return look()


def _permissions(path: Path) -> int:
    from soesmart.accounts.permission_table import document
    from soesmart.kernel import registry

    path.write_text(document(), "utf-8")
    return len(registry.permissions())


_OF_THE_ACCOUNT = (
    "Account.email",
    "Account.password",
    "Account.display_name",
    "Account.language",
    "Account.last_login",
    "Account.is_active",
    "Account.created",
    "Grant.account",
    "Grant.role",
    "Grant.scope",
    "Grant.granted_by",
    "Grant.reason",
    "Grant.at",
    "ApiToken.account",
    "ApiToken.name",
    "ApiToken.seal",
)

ROOM = Room(
    name="accounts",
    app="soesmart.accounts",
    processings=PROCESSINGS,
    measures=MEASURES,
    urls=_urls,
    cookies=("unterstuetzung",),
    desks=(Desk(90, "Menschen und Rollen", "/team/menschen/", ("accounts.list",)),),
    settings=(
        Setting("accounts.signup", "yes/no", True, "Residents may make an account themselves."),
        Setting(
            "oidc",
            "table",
            {},
            "Sign-in by OpenID Connect, one table per provider: name, server_url, client_id, client_secret.",
            secret=True,
        ),
    ),
    permissions=(
        Permission("accounts.grant", "Rollen vergeben und entziehen", frozenset({"team"})),
        Permission("accounts.list", "Zugänge sehen", frozenset({"team", "auditor"})),
        Permission("accounts.own", "Eigene Seite nutzen", frozenset({"resident"})),
    ),
    exporters=(Exporter("permissions", "who may what: roles × actions as Markdown", _permissions),),
    shredders=(
        Shredder(
            name="accounts",
            fields=(
                "Participant.id",
                "Participant.account",
                "Participant.created",
                "Receipt.seal",
                "Receipt.participant",
                "Receipt.object_id",
                "Receipt.created",
                "Contact.participant",
                "Contact.email",
                "Contact.seal",
                "Contact.created",
                "Contact.confirmed_at",
                "Mail.participant",
                "Mail.to",
                "Mail.subject",
                "Mail.text",
                "Mail.unsubscribe",
                "Mail.trouble",
            ),
            export=_export,
            delete=_delete,
        ),
    ),
    log_kinds=(LogKind("accounts.grant", "Eine Rolle wurde vergeben oder entzogen", _granted_now),),
    checks=(Check("accounts", _look),),
    personal_otherwise=dict.fromkeys(_OF_THE_ACCOUNT, "accounts.actions.leaving.delete_account()"),
    impersonal_fields=(
        "Receipt.kind",
        "Mail.id",
        "Mail.created",
        "Mail.due",
        "Mail.attempts",
        "Grant.public_id",
        "ApiToken.actions",
        "ApiToken.created",
        "ApiToken.expires",
        "Account.demo",
    ),
    schedules=(
        Schedule("accounts.mail", 20, _send_mails),
        Schedule("accounts.forget", 3600, _forget),
    ),
)
