# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from soesmart.accounts.models import Contact, Mail, Participant, Receipt


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
