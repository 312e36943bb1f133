# SPDX-License-Identifier: EUPL-1.2
"""The outgoing mail queue. A mail is a row of the causing transaction: a rollback takes it along.

Sending claims the row first by moving `due` forward, so two workers never send the same one; a worker
that dies in between leaves it to be sent again after the lease, under the same Message-ID.
"""

import logging
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.utils import DNS_NAME
from django.db.models import F
from django.utils import translation

from soesmart.accounts.models import Mail
from soesmart.accounts.queries import language_of, reachable_at
from soesmart.kernel import clock

LEASE = timedelta(minutes=10)
GIVE_UP_AFTER = 12
FORGET_AFTER = timedelta(days=7)
_BATCH = 50

_log = logging.getLogger(__name__)


def post(
    to: str,
    subject: str,
    text: str,
    participant: UUID | None = None,
    *,
    unsubscribe: str = "",
    wait: timedelta = timedelta(0),
) -> None:
    """Queue one mail, to be sent after `wait`."""
    Mail.objects.create(
        to=to,
        subject=" ".join(subject.split())[:200],
        text=text,
        participant_id=participant,
        unsubscribe=unsubscribe,
        due=clock.now() + wait,
    )


def notify(participant: UUID, subject: str, text: str, *, unsubscribe: str = "") -> bool:
    """Queue a mail to the participant; False when there is no confirmed way to reach them.

    Lazily translated words arrive in the language the reader chose. `unsubscribe` is the full address
    that ends mails of this sort: readers' programs show a button for it.
    """
    address = reachable_at(participant)
    if address is None:
        return False
    with translation.override(language_of(participant)):
        post(address, str(subject), str(text), participant, unsubscribe=unsubscribe)
    return True


def send_mails() -> int:
    """Send what is due; the number sent. Called by the schedule, never inside a web request."""
    sent = 0
    for mail in Mail.objects.filter(due__lte=clock.now(), attempts__lt=GIVE_UP_AFTER).order_by("due")[
        :_BATCH
    ]:
        claimed = Mail.objects.filter(pk=mail.pk, due=mail.due).update(
            due=clock.now() + LEASE, attempts=F("attempts") + 1
        )
        if claimed:
            sent += _send(mail)
    return sent


def _send(mail: Mail) -> bool:
    headers = {"Message-ID": f"<{mail.pk}@{DNS_NAME}>", "Auto-Submitted": "auto-generated"}
    if mail.unsubscribe:
        headers |= {
            "List-Unsubscribe": f"<{mail.unsubscribe}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    try:
        EmailMessage(mail.subject, mail.text, settings.DEFAULT_FROM_EMAIL, [mail.to], headers=headers).send()
    except OSError as error:  # smtplib's errors are OSErrors; anything else is a mistake of ours
        wait = timedelta(minutes=min(2**mail.attempts, 12 * 60))
        Mail.objects.filter(pk=mail.pk).update(due=clock.now() + wait, trouble=str(error)[:300])
        _log.warning("a mail could not be sent, next attempt in %s: %s", wait, type(error).__name__)
        return False
    Mail.objects.filter(pk=mail.pk).delete()
    return True


def forget_undeliverable() -> None:
    """A mail nobody could deliver for a week holds an address and a text: it goes."""
    Mail.objects.filter(created__lt=clock.now() - FORGET_AFTER).delete()
