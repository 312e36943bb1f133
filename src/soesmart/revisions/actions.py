# SPDX-License-Identifier: EUPL-1.2
"""propose → approve → publish. Whoever is late finds a conflict, nobody overwrites anybody unseen."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from soesmart.accounts.facade import Actor, require
from soesmart.kernel import clock, registry
from soesmart.kernel.log.actions import stage
from soesmart.kernel.room import Json, Revisable
from soesmart.revisions.models import REASON, Head, Revision
from soesmart.revisions.queries import row_of
from soesmart.revisions.types import OPEN, Invalid, Refused, StaleBase
from soesmart.revisions.types import Revision as RevisionRow


def propose(
    actor: Actor, kind: str, object_id: UUID, snapshot: Json, base: int, reason: str = ""
) -> RevisionRow:
    """A new version waits for approval. Raises Invalid, and StaleBase when `base` is no longer published."""
    return _propose(actor, kind, object_id, snapshot, base, reason, fresh=True)


def park(
    actor: Actor, kind: str, object_id: UUID, snapshot: Json, base: int, reason: str = ""
) -> RevisionRow:
    """`propose` for somebody who was late: kept with its old base, to be resolved on its page."""
    return _propose(actor, kind, object_id, snapshot, base, reason, fresh=False)


def _propose(
    actor: Actor, kind: str, object_id: UUID, snapshot: Json, base: int, reason: str, *, fresh: bool
) -> RevisionRow:
    revisable = _revisable(kind)
    require(actor, revisable.propose)
    with transaction.atomic():
        _valid(revisable, snapshot)
        head = _head(kind, object_id)
        if fresh:
            _fresh(head, base)
        row = _new(head, snapshot, base, reason, "proposed")
        row.author_id = actor.account_id
        _store(row)
    return row_of(row)


def approve(actor: Actor, revision_id: UUID) -> RevisionRow:
    """Somebody who may says yes; publishing is a step of its own."""
    with transaction.atomic():
        row, revisable, head = _locked(revision_id)
        require(actor, revisable.approve)
        if row.state != "proposed":
            raise Refused(_("Diese Fassung wartet nicht auf Freigabe."))
        _fresh(head, row.base)
        own = row.author_id is not None and row.author_id == actor.account_id
        if own and settings.SOESMART["revisions.four_eyes"]:
            raise Refused(_("Wer eine Fassung vorschlägt, gibt sie nicht selbst frei. Bitte jemand anderen."))
        row.state, row.approver_id, row.same_person = "approved", actor.account_id, own
        row.approved_at = clock.now()
        _store(row)
    return row_of(row)


def publish(actor: Actor, revision_id: UUID) -> RevisionRow:
    """The approved version becomes the published state. Raises StaleBase when another one did meanwhile."""
    with transaction.atomic():
        row, revisable, head = _locked(revision_id)
        require(actor, revisable.approve)
        if row.state != "approved":
            raise Refused(_("Nur eine freigegebene Fassung kann veröffentlicht werden."))
        _fresh(head, row.base)
        _valid(revisable, row.snapshot)
        revisable.publish(row.object_id, row.snapshot)
        row.state, row.published_at = "published", clock.now()
        head.published = row.number
        head.save(update_fields=["published"])
        _store(row)
    return row_of(row)


def reject(actor: Actor, revision_id: UUID, note: str) -> RevisionRow:
    """It will not be published; the note says why."""
    if not note.strip():
        raise Refused(_("Bitte schreiben Sie, warum nicht."))
    with transaction.atomic():
        row, revisable, _head_row = _locked(revision_id)
        require(actor, revisable.approve)
        _end(row, "rejected", note)
    return row_of(row)


def withdraw(actor: Actor, revision_id: UUID) -> RevisionRow:
    """Whoever proposed it takes it back."""
    with transaction.atomic():
        row, revisable, _head_row = _locked(revision_id)
        require(actor, revisable.propose)
        if row.author_id != actor.account_id:
            raise Refused(_("Zurückziehen kann eine Fassung nur, wer sie vorgeschlagen hat."))
        _end(row, "withdrawn", "")
    return row_of(row)


def rebase(actor: Actor, revision_id: UUID, snapshot: Json, current: int) -> RevisionRow:
    """A conflict is resolved: `snapshot` goes on from `current`, the stale version is withdrawn."""
    with transaction.atomic():
        row, revisable, head = _locked(revision_id)
        require(actor, revisable.propose)
        if row.state not in OPEN:
            raise Refused(_("Über diese Fassung ist schon entschieden."))
        _fresh(head, current)
        _valid(revisable, snapshot)
        row.state, row.version = "withdrawn", row.version + 1
        row.note = _("Ersetzt: Inzwischen war etwas anderes veröffentlicht.")
        row.save()
        _leaf(row)
        new = _new(head, snapshot, current, row.reason, "proposed")
        new.author_id = actor.account_id
        _store(new)
    return row_of(new)


def record(kind: str, object_id: UUID, snapshot: Json, reason: str) -> int:
    """A room has published this by itself, from a file: keep it as a revision without an author.

    Inside the caller's transaction. What is the published snapshot already adds nothing; the number.
    """
    head = _head(kind, object_id)
    base = head.published
    if base:
        now = Revision.objects.filter(kind=kind, object_id=object_id, number=base).first()
        if now and now.snapshot == snapshot:
            return base
    head.published = head.last + 1
    row = _new(head, snapshot, base, reason, "published")
    row.published_at = row.created_at
    _store(row)
    return row.number


def _revisable(kind: str) -> Revisable:
    found = registry.revisables().get(kind)
    if found is None:
        raise LookupError(f'Declare Revisable("{kind}", …) among the revisables of the room.')
    return found


def _valid(revisable: Revisable, snapshot: Json) -> None:
    complaints = tuple(revisable.complaints(snapshot))
    if complaints:
        raise Invalid(complaints)


def _fresh(head: Head, base: int) -> None:
    if head.published != base:
        text = _("Inzwischen wurde eine andere Fassung veröffentlicht. Bitte sehen Sie beide an.")
        raise StaleBase(text, base, head.published)


def _head(kind: str, object_id: UUID) -> Head:
    """Locked: one just made is, until its transaction ends."""
    return Head.objects.select_for_update().get_or_create(kind=kind, object_id=object_id)[0]


def _locked(revision_id: UUID) -> tuple[Revision, Revisable, Head]:
    """Its object's head is locked first: one order for all, so that nobody waits for one another."""
    where = Revision.objects.filter(pk=revision_id).values_list("kind", "object_id").first()
    if where is None:
        raise Refused(_("Diese Fassung gibt es nicht."))
    head = _head(*where)
    row = Revision.objects.select_for_update(of=("self",)).get(pk=revision_id)
    return row, _revisable(row.kind), head


def _new(head: Head, snapshot: Json, base: int, reason: str, state: str) -> Revision:
    head.last += 1
    head.save(update_fields=["last", "published"])
    return Revision(
        kind=head.kind,
        object_id=head.object_id,
        number=head.last,
        base=base,
        snapshot=snapshot,
        state=state,
        reason=" ".join(reason.split())[:REASON],
        version=0,
        created_at=clock.now(),
    )


def _end(row: Revision, state: str, note: str) -> None:
    if row.state not in OPEN:
        raise Refused(_("Über diese Fassung ist schon entschieden."))
    row.state, row.note = state, " ".join(note.split())[:REASON]
    _store(row)


def _store(row: Revision) -> None:
    row.version += 1
    row.save(force_insert=row.version == 1)
    _leaf(row)


def _leaf(row: Revision) -> None:
    stage("revisions.revision", str(row.pk), row.version, leaf(row))


def leaf(row: Revision) -> Mapping[str, Any]:
    """What the log proves. The content lies here, the people nowhere else."""
    text = json.dumps(row.snapshot, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return {
        "kind": row.kind,
        "object": str(row.object_id),
        "number": row.number,
        "base": row.base,
        "state": row.state,
        "reason": row.reason,
        "note": row.note,
        "same_person": row.same_person,
        "snapshot": hashlib.sha256(text.encode()).hexdigest(),
    }
