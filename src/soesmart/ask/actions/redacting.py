# SPDX-License-Identifier: EUPL-1.2
"""Blacking out: the only way a resident's words ever change. Everybody sees that, what and why.

The words taken out leave text, search and log at once. For their author they are kept some days more, as long
as an appeal makes sense, and then deleted.
"""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import F
from django.utils.translation import gettext as _

from soesmart.ask import rules
from soesmart.ask.actions.indexing import index
from soesmart.ask.actions.moving import locked
from soesmart.ask.actions.showing import Change, part
from soesmart.ask.checks import clean_text
from soesmart.ask.engine.titles import title_from
from soesmart.ask.leaves import record
from soesmart.ask.models import REASON, TITLE, Comment, Contribution, Decision, Event, Redaction
from soesmart.ask.types import NotFound, Refused, State, Visibility
from soesmart.ask.words import personal_name
from soesmart.kernel import clock
from soesmart.kernel.log.actions import erase

Pieces = tuple[tuple[str, str], ...]


def marker(kind: str) -> str:
    """What stands in the place of the words."""
    return "█ " + _("%(what)s entfernt") % {"what": personal_name(kind)} + " █"


def black_out(target: str, key: UUID, pieces: Pieces, reason: str) -> tuple[Change, list[Redaction]]:
    """Inside the caller's transaction; the redactions still want their decision."""
    reason = clean_text(reason, "reason", REASON, required=False)
    if not reason:
        raise Refused("reason", _("Bitte schreiben Sie dazu, warum. Die Begründung ist öffentlich."))
    row = _readable(target, key)
    wanted = [(kind, words) for kind, words in pieces if words.strip()]
    if not wanted or any(words not in _words_of(row) for _kind, words in wanted):
        raise Refused("words", _("Diese Worte stehen so nicht im Text. Bitte kopieren Sie sie von dort."))
    question = row if isinstance(row, Contribution) else row.contribution
    change = Change(target, key, question, row.state, row.waits)
    until = clock.now() + timedelta(days=settings.SOESMART["ask.redaction_days"])
    removed = [
        Redaction(
            contribution=question,
            target=target,
            target_id=key,
            kind=kind,
            words=words,
            participant=row.participant,
            forget_at=until,
        )
        for kind, words in wanted
    ]
    _rewrite(row, {words: marker(kind) for kind, words in wanted})
    kinds = ", ".join(dict.fromkeys(personal_name(kind) for kind, _words in wanted))
    if row.state not in {State.WAITING, Visibility.WAITING} or target == "contribution":
        Event.objects.create(
            contribution=question,
            before=question.state,
            state=question.state,
            reason=(_("Geschwärzt: %(what)s. %(reason)s") % {"what": kinds, "reason": reason})[:REASON],
            by=rules.MODERATION,
        )
    return change, removed


def _readable(target: str, key: UUID) -> Contribution | Comment:
    row = locked(key) if target == "contribution" else part(target, key)
    if not isinstance(row, Contribution | Comment):
        raise NotFound(target)
    if row.state in {State.DELETED, State.HIDDEN}:
        raise Refused("state", _("Das geht von hier aus nicht. Bitte laden Sie die Seite neu."))
    return row


def _words_of(row: Contribution | Comment) -> str:
    return f"{row.title}\n{row.text}" if isinstance(row, Contribution) else row.text


def _rewrite(row: Contribution | Comment, swaps: dict[str, str]) -> None:
    """Change the words everywhere they stand, and forget them in search and log."""
    if isinstance(row, Contribution):
        derived = row.title == title_from(row.text, TITLE)
    for old in sorted(swaps, key=len, reverse=True):
        row.text = row.text.replace(old, swaps[old])
        if isinstance(row, Contribution):
            row.title = row.title.replace(old, swaps[old])[:TITLE]
    if isinstance(row, Contribution) and derived:
        row.title = title_from(row.text, TITLE)
    row.version += 1
    row.save()
    kind = "ask.contribution" if isinstance(row, Contribution) else "ask.comment"
    erase(kind, str(row.public_id))
    if isinstance(row, Contribution):
        index(row)
    record(kind, row)


def put_back(decision: Decision) -> None:
    """Undo: the words return while they are still kept."""
    removed = list(Redaction.objects.filter(decision=decision).exclude(words=""))
    if not removed:
        raise Refused("state", _("Die Worte sind schon gelöscht."))
    row = _readable(decision.target, decision.target_id)
    if any(marker(one.kind) not in row.text for one in removed):
        raise Refused(
            "state", _("Seitdem ist mehr geschehen. Das lässt sich nicht mehr einfach zurücknehmen.")
        )
    for one in removed:
        row.text = row.text.replace(marker(one.kind), one.words, 1)
    if isinstance(row, Contribution):
        row.title = title_from(row.text, TITLE)
    row.version += 1
    row.save()
    told = Event.objects.filter(contribution=decision.contribution, by=rules.MODERATION, state=F("before"))
    last = told.order_by("-at", "-pk").first()
    if last and abs(decision.at - last.at) < timedelta(seconds=10):
        last.delete()
    Redaction.objects.filter(decision=decision).delete()
    if isinstance(row, Contribution):
        index(row)
    record("ask.contribution" if isinstance(row, Contribution) else "ask.comment", row)


def forget_words() -> None:
    """Delete taken-out words whose time is over."""
    Redaction.objects.filter(forget_at__lt=clock.now()).exclude(words="").update(words="")
