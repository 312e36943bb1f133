# SPDX-License-Identifier: EUPL-1.2
"""Deletion wins: the text is gone from the tables, the search, the disk and the log; a tombstone stays."""

from uuid import UUID

from django.db import transaction

from soesmart.accounts.facade import forget_receipts
from soesmart.ask import rules
from soesmart.ask.actions.indexing import index
from soesmart.ask.actions.moving import locked, step
from soesmart.ask.actions.photographing import erase_file
from soesmart.ask.actions.supporting import drop_support
from soesmart.ask.leaves import record
from soesmart.ask.models import (
    Appeal,
    Comment,
    Contribution,
    Event,
    Follow,
    Notice,
    Photo,
    Redaction,
    Support,
)
from soesmart.ask.types import NotFound, State, Visibility
from soesmart.kernel.log.actions import erase


def withdraw(asker: UUID, question: UUID) -> None:
    """The asker deletes a question; what others wrote below it stays."""
    with transaction.atomic():
        row = locked(question)
        if row.participant != asker:
            raise NotFound(str(question))
        _erase_contribution(row)


def leave_nameless(asker: UUID, question: UUID) -> None:
    """The words stay, the tie to the person goes: in the row, the receipts and what the moderation kept."""
    with transaction.atomic():
        row = locked(question)
        if row.participant != asker or row.state == State.DELETED:
            raise NotFound(str(question))
        for photo in Photo.objects.filter(contribution=row):
            _erase_moderation("photo", photo.public_id)
        _erase_moderation("contribution", row.public_id)
        row.participant, row.author_label, row.form_token = None, "", None
        row.save(update_fields=["participant", "author_label", "form_token"])
        forget_receipts(asker, question)


def withdraw_photo(asker: UUID, question: UUID) -> None:
    """The asker deletes the photo alone."""
    with transaction.atomic():
        row = locked(question)
        if row.participant != asker:
            raise NotFound(str(question))
        _erase_photo(row)


def withdraw_comment(author: UUID, comment: UUID) -> None:
    with transaction.atomic():
        row = Comment.objects.select_for_update().filter(public_id=comment, participant=author).first()
        if row is None:
            raise NotFound(str(comment))
        _erase_comment(row)


def _erase_contribution(row: Contribution) -> None:
    _erase_photo(row)
    asker = row.participant
    row.title = row.text = row.author_label = row.source = ""
    row.lat = row.lon = row.participant = None
    index(row)
    erase("ask.contribution", str(row.public_id))
    _erase_moderation("contribution", row.public_id)
    Event.objects.filter(contribution=row, by=rules.ASKER).update(reason="")
    if asker:
        for support in Support.objects.filter(via=row, supporter=asker):
            drop_support(support)
    step(row, State.DELETED, rules.ASKER)


def _erase_photo(row: Contribution) -> None:
    for photo in Photo.objects.select_related("contribution").filter(contribution=row):
        erase("ask.photo", str(photo.public_id))
        _erase_moderation("photo", photo.public_id)
        erase_file(photo.name)
        photo.delete()


def _erase_moderation(target: str, key: UUID) -> None:
    """What the author said against a decision, and the words blacked out, go with the text."""
    Redaction.objects.filter(target=target, target_id=key).update(words="", participant=None)
    for row in Appeal.objects.select_related("decision__contribution").filter(
        decision__target=target, decision__target_id=key
    ):
        erase("ask.appeal", str(row.public_id))
        row.text, row.participant = "", None
        row.save()
        record("ask.appeal", row, version=3)


def _erase_comment(row: Comment) -> None:
    erase("ask.comment", str(row.public_id))
    _erase_moderation("comment", row.public_id)
    row.text, row.participant, row.state = "", None, Visibility.DELETED
    row.hidden_reason = row.waits = row.author_label = ""
    row.version += 1
    row.save()
    record("ask.comment", row)


def shred(participant: UUID) -> int:
    """Delete everything one participant wrote, reported or supported; how many things."""
    done = 0
    with transaction.atomic():
        for row in Contribution.objects.select_for_update().filter(participant=participant).order_by("pk"):
            _erase_contribution(row)
            done += 1
        for comment in Comment.objects.select_for_update().filter(participant=participant).order_by("pk"):
            _erase_comment(comment)
            done += 1
        for notice in Notice.objects.select_for_update().filter(participant=participant).order_by("pk"):
            erase("ask.notice", str(notice.public_id))
            notice.text, notice.participant = "", None
            notice.save()
            record("ask.notice", notice, version=3)
            done += 1
        for support in Support.objects.filter(supporter=participant):
            drop_support(support)
            done += 1
        done += Follow.objects.filter(participant=participant).delete()[0]
    return done
