# SPDX-License-Identifier: EUPL-1.2
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from soesmart.accounts.facade import create_participant, issue_receipt
from soesmart.ask import checks
from soesmart.ask.actions.supporting import public_row
from soesmart.ask.holding import waits_for
from soesmart.ask.leaves import record
from soesmart.ask.models import COMMENT, Comment
from soesmart.ask.types import Commented, NewComment, Refused, Visibility


def comment(question: UUID, new: NewComment) -> Commented:
    """Store a comment once; on a merged question it goes where the talk goes on."""
    text = checks.clean_text(new.text, "text", COMMENT)
    language = checks.clean_language(new.language)
    waits = waits_for(text, proven=new.proven)
    earlier = _earlier(new)
    if earlier:
        return earlier
    try:
        with transaction.atomic():
            row = Comment.objects.create(
                contribution=public_row(question),
                participant=new.participant or create_participant(),
                text=text,
                language=language,
                state=Visibility.WAITING if waits else Visibility.SHOWN,
                waits=waits,
                form_token=new.token,
            )
            record("ask.comment", row)
            return _receipt(row)
    except IntegrityError:
        earlier = _earlier(new)
        if earlier:
            return earlier
        raise


def _earlier(new: NewComment) -> Commented | None:
    row = Comment.objects.filter(form_token=new.token).first() if new.token else None
    if row and row.participant is None:
        raise Refused("token", _("Dieser Text wurde schon gespeichert und danach gelöscht."))
    return _receipt(row) if row else None


def _receipt(row: Comment) -> Commented:
    if row.participant is None:
        raise ValueError("a deleted comment has no receipt")
    code = issue_receipt(row.participant, "ask.comment", row.public_id)
    return Commented(row.public_id, code, Visibility(row.state), row.waits)
