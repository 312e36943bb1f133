# SPDX-License-Identifier: EUPL-1.2
"""Breaking a big question down: opened by the team, filled by anybody, each card once, and what it became."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from soesmart.accounts.facade import Actor, require
from soesmart.kernel import clock
from soesmart.kernel.ids import new_code, uuid7
from soesmart.kernel.log.actions import erase, stage
from soesmart.revisions import facade as revisions
from soesmart.strategy.engine.incoming import slug_of
from soesmart.strategy.models import Breakdown, Goal, Level, SubQuestion
from soesmart.strategy.stored import source_in, text_in
from soesmart.strategy.topics import BY_SLUG
from soesmart.strategy.types import Refused

_CODE = 7
MOST = 300
"""Entries of one breakdown: a wall, not a flood."""


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What stands on one card of the wall. `answer_by`: "number" or "story"."""

    token: UUID
    text: str
    answer_by: str
    known: str = ""
    known_source: str = ""
    known_as_of: str = ""
    touches: str = ""
    becomes: str = ""


def open_breakdown(actor: Actor, topic: str, title: str, occasion: str = "") -> Breakdown:
    require(actor, "strategy.edit")
    if topic not in BY_SLUG:
        raise Refused(_("Diese große Frage gibt es hier nicht."))
    with transaction.atomic():
        row = Breakdown.objects.create(
            code=new_code(_CODE),
            topic=topic,
            title=" ".join(title.split())[:200],
            occasion=" ".join(occasion.split())[:200],
            opened_at=clock.now(),
        )
        stage("strategy.breakdown", str(row.pk), 1, breakdown_leaf(row))
    return row


def close_breakdown(actor: Actor, code: str) -> None:
    """No more entries; everything stays readable."""
    require(actor, "strategy.edit")
    with transaction.atomic():
        row = Breakdown.objects.select_for_update().filter(code=code, closed_at=None).first()
        if row is not None:
            row.closed_at, row.version = clock.now(), row.version + 1
            row.save()
            stage("strategy.breakdown", str(row.pk), row.version, breakdown_leaf(row))


def enter(code: str, new: NewEntry, *, proven: bool) -> SubQuestion:
    """Inside the transaction that uses up the form. Sent twice it is one entry."""
    row = Breakdown.objects.select_for_update().filter(code=code).first()
    if row is None or row.closed_at is not None:
        raise Refused(_("Diese Sammlung ist geschlossen. Danke, dass Sie mitmachen wollten."))
    if new.answer_by not in {"number", "story"}:
        raise Refused(_("Lässt sich die Frage mit einer Zahl oder mit einer Geschichte beantworten?"))
    earlier = SubQuestion.objects.filter(token=new.token).first()
    if earlier is not None:
        return earlier
    if row.questions.count() >= MOST:
        raise Refused(_("Diese Sammlung ist voll. Bitte sprechen Sie das Team an."))
    entry = SubQuestion.objects.create(
        breakdown=row,
        token=new.token,
        text=_line(new.text, 300),
        answer_by=new.answer_by,
        known=new.known.strip()[:1_000],
        known_source=_line(new.known_source, 300),
        known_as_of=_line(new.known_as_of, 40),
        touches=_line(new.touches, 300),
        becomes=_line(new.becomes, 200),
        waits=not proven,
        entered_at=clock.now(),
    )
    stage("strategy.subquestion", str(entry.pk), 1, *entry_leaf(entry))
    return entry


def show(actor: Actor, entry_id: UUID) -> None:
    """A person looked: it may be seen."""
    require(actor, "strategy.edit")
    with transaction.atomic():
        entry = SubQuestion.objects.select_for_update().filter(pk=entry_id, waits=True).first()
        if entry is not None:
            entry.waits = False
            _changed(entry)


def remove(actor: Actor, entry_id: UUID) -> None:
    """The words go, everywhere; the log keeps that something was there."""
    require(actor, "strategy.edit")
    with transaction.atomic():
        entry = SubQuestion.objects.select_for_update().filter(pk=entry_id).first()
        if entry is not None:
            stage("strategy.subquestion", str(entry.pk), entry.version + 1, REMOVED)
            erase("strategy.subquestion", str(entry.pk))
            entry.delete()


REMOVED: Mapping[str, Any] = {"removed": True}


def propose_goal(actor: Actor, entry_id: UUID, level: str, parent: str = "") -> revisions.Revision:
    """The goal it becomes, as a version to approve. A second click finds the first."""
    require(actor, "strategy.edit")
    with transaction.atomic():
        entry = SubQuestion.objects.select_for_update().select_related("breakdown").get(pk=entry_id)
        if entry.proposal and (earlier := revisions.revision(entry.proposal)):
            return earlier
        if not entry.becomes:
            raise Refused(_("Auf dieser Karte steht noch kein Ziel."))
        snapshot = _snapshot(entry, level, parent)
        if Goal.objects.filter(slug=snapshot["slug"]).exists():
            raise Refused(_("Ein Ziel mit diesem Namen gibt es schon."))
        reason = _("Aus der großen Frage: %(title)s") % {"title": entry.breakdown.title}
        made = revisions.propose(actor, "strategy.goal", uuid7(), snapshot, 0, reason)
        entry.proposal = made.id
        _changed(entry)
    return made


def _snapshot(entry: SubQuestion, level: str, parent: str) -> dict[str, Any]:
    if not Level.objects.filter(slug=level).exists():
        raise Refused(_("Diese Stufe gibt es nicht."))
    source = source_in({"label": entry.breakdown.title, "as_of": entry.entered_at.date().isoformat()})
    return {
        "slug": slug_of(entry.becomes),
        "level": level,
        "parent": parent,
        "position": Goal.objects.count(),
        "title": text_in({"de": entry.becomes}),
        "text": text_in({"de": _("Die Frage dahinter: %(text)s") % {"text": entry.text}}),
        "sources": [source],
        "as_of": entry.entered_at.date().isoformat(),
        "asked_at": None,
        "whom": None,
        "sdgs": sorted(BY_SLUG[entry.breakdown.topic].sdgs),
        "charta": [],
        "example": False,
    }


def _changed(entry: SubQuestion) -> None:
    entry.version += 1
    entry.save()
    stage("strategy.subquestion", str(entry.pk), entry.version, *entry_leaf(entry))


def _line(text: str, most: int) -> str:
    return " ".join(text.split())[:most]


def breakdown_leaf(row: Breakdown) -> dict[str, Any]:
    closed = row.closed_at.isoformat() if row.closed_at else None
    return {"topic": row.topic, "title": row.title, "occasion": row.occasion, "closed_at": closed}


def entry_leaf(entry: SubQuestion) -> tuple[dict[str, Any], dict[str, Any]]:
    """Public part without anybody's words, and the words."""
    words = ("text", "known", "known_source", "known_as_of", "touches", "becomes")
    public = {
        "breakdown": str(entry.breakdown_id),
        "answer_by": entry.answer_by,
        "waits": entry.waits,
        "proposal": str(entry.proposal) if entry.proposal else "",
    }
    return public, {word: getattr(entry, word) for word in words}
