# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from soesmart.kernel.room import Permission, Room, Schedule, Shredder

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

    forget_unconfirmed()
    forget_undeliverable()


ROOM = Room(
    name="accounts",
    app="soesmart.accounts",
    urls=_urls,
    cookies=("unterstuetzung",),
    permissions=(
        Permission("accounts.grant", "Rollen vergeben und entziehen", frozenset({"team"})),
        Permission("accounts.list", "Zugänge sehen", frozenset({"team", "auditor"})),
        Permission("accounts.own", "Eigene Seite nutzen", frozenset({"resident"})),
    ),
    shredders=(
        Shredder(
            name="accounts",
            fields=(
                "Participant.id",
                "Participant.account",
                "Receipt.participant",
                "Receipt.object_id",
                "Contact.participant",
                "Contact.email",
                "Contact.seal",
                "Mail.participant",
                "Mail.to",
                "Mail.subject",
                "Mail.text",
            ),
            export=_export,
            delete=_delete,
        ),
    ),
    schedules=(
        Schedule("accounts.mail", 20, _send_mails),
        Schedule("accounts.forget", 3600, _forget),
    ),
)
