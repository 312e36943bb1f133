# SPDX-License-Identifier: EUPL-1.2
"""The queue: nothing lost, nothing twice, nothing of a rollback."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db.models import F
from django.utils.translation import gettext_lazy

from soesmart.accounts.actions import mails
from soesmart.accounts.facade import create_participant, notify
from soesmart.accounts.models import Account, Mail
from soesmart.kernel import clock
from tests.people import account

pytestmark = pytest.mark.django_db


def test_a_sent_mail_leaves_no_row():
    mails.post("a@example.org", "Antwort", "Text")
    assert mails.send_mails() == 1
    assert mail.outbox[0].subject == "Antwort" and not Mail.objects.exists()
    assert mails.send_mails() == 0


def test_a_mail_waits_longer_after_each_failure_and_arrives_later(monkeypatch):
    mails.post("a@example.org", "Antwort", "Text")
    with monkeypatch.context() as broken:
        broken.setattr(EmailMessage, "send", _unreachable)
        assert mails.send_mails() == 0
    row = Mail.objects.get()
    assert row.attempts == 1 and row.due > clock.now() and "unreachable" in row.trouble
    assert mails.send_mails() == 0, "not before it is due"
    later = clock.now() + timedelta(minutes=3)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert mails.send_mails() == 1
    assert mail.outbox[0].extra_headers["Message-ID"].startswith(f"<{row.pk}@")


def _unreachable(message, fail_silently=False):
    raise smtplib.SMTPServerDisconnected("unreachable")


def test_two_workers_never_send_the_same_mail(monkeypatch):
    mails.post("a@example.org", "Antwort", "Text")
    real = mails._send

    def while_the_other_runs(row: Mail) -> bool:
        assert mails.send_mails() == 0, "the other worker finds it claimed"
        return real(row)

    monkeypatch.setattr(mails, "_send", while_the_other_runs)
    assert mails.send_mails() == 1
    assert len(mail.outbox) == 1


def test_a_worker_that_read_before_the_claim_comes_too_late():
    mails.post("a@example.org", "Antwort", "Text")
    seen = Mail.objects.get()
    Mail.objects.update(due=F("due") + mails.LEASE)
    assert not Mail.objects.filter(pk=seen.pk, due=seen.due).exists()
    assert mails.send_mails() == 0


def test_a_worker_that_died_leaves_the_mail_to_the_next(monkeypatch):
    mails.post("a@example.org", "Antwort", "Text")
    with monkeypatch.context() as dying, pytest.raises(KeyboardInterrupt):
        dying.setattr(EmailMessage, "send", _dies)
        mails.send_mails()
    later = clock.now() + mails.LEASE + timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert mails.send_mails() == 1


def _dies(message, fail_silently=False):
    raise KeyboardInterrupt


def test_what_nobody_could_deliver_goes_after_a_week(monkeypatch):
    mails.post("a@example.org", "Antwort", "Text")
    later = clock.now() + mails.FORGET_AFTER + timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    mails.forget_undeliverable()
    assert not Mail.objects.exists()


def test_a_line_break_in_a_subject_cannot_add_headers():
    mails.post("a@example.org", "Antwort\r\nBcc: alle@example.org", "Text")
    assert mails.send_mails() == 1
    assert "Bcc" not in mail.outbox[0].message() and len(mail.outbox[0].recipients()) == 1


def test_words_arrive_in_the_readers_language():
    reader = account(email="reader@example.org")
    participant = create_participant(reader.pk)
    Account.objects.update(language="en")
    notify(participant, gettext_lazy("Please Confirm Your Email Address"), "…")
    Account.objects.update(language="")
    notify(participant, gettext_lazy("Please Confirm Your Email Address"), "…")
    subjects = set(Mail.objects.values_list("subject", flat=True))
    assert subjects == {"Please Confirm Your Email Address", "Ihr Code"}
