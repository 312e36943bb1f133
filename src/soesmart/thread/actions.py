# SPDX-License-Identifier: EUPL-1.2
"""Setting and taking away links."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from soesmart.accounts.facade import Actor, require
from soesmart.kernel import registry
from soesmart.kernel.log.actions import stage
from soesmart.kernel.room import Json, Linked, Moved
from soesmart.thread.models import REASON, Link
from soesmart.thread.queries.links import is_known, row_of
from soesmart.thread.queries.walk import Way, reach
from soesmart.thread.types import RELATIONS, LinkRow, NodeRef, Refused


def link(actor: Actor, origin: NodeRef, relation: str, target: NodeRef, reason: str = "") -> LinkRow:
    """`origin` (earlier on the thread) led to `target`. The same link again changes nothing.

    Raises NotAllowed or Refused.
    """
    require(actor, "thread.link")
    return tie(origin, relation, target, reason)


def unlink(actor: Actor, link_id: UUID) -> bool:
    """Take a link away; False when it was gone already. Raises NotAllowed."""
    require(actor, "thread.link")
    return untie(link_id)


def tie(origin: NodeRef, relation: str, target: NodeRef, reason: str = "") -> LinkRow:
    """As `link`, for actions of other rooms that have asked for their own permission already."""
    _check(origin, relation, target)
    fields = {
        "origin_kind": origin.kind,
        "origin_id": origin.id,
        "relation": relation,
        "target_kind": target.kind,
        "target_id": target.id,
    }
    with transaction.atomic():
        known = Link.objects.filter(**fields).first()
        if known is not None:
            return row_of(known)
        try:
            with transaction.atomic():
                made = Link.objects.create(**fields, reason=" ".join(reason.split())[:REASON])
        except IntegrityError:  # two people at once
            return row_of(Link.objects.get(**fields))
        stage("thread.link", str(made.id), 1, leaf(made))
        _tell(made, origin, target)
    return row_of(made)


def moved(ref: NodeRef) -> None:
    """Something is at another stage: a project runs, a vote is counted. For the action that moved it."""
    listeners = tuple(registry.move_listeners())
    if not listeners:
        return
    before = tuple((step.ref.kind, step.ref.id, step.link) for step in reach([ref], [Way.EARLIER]))
    for listener in listeners if before else ():
        listener(Moved(ref.kind, ref.id, before))


def untie(link_id: UUID) -> bool:
    """As `unlink`, for actions of other rooms."""
    with transaction.atomic():
        row = Link.objects.select_for_update().filter(pk=link_id).first()
        if row is None:
            return False
        stage("thread.link", str(row.id), 2, leaf(row) | {"taken_away": True})
        row.delete()
    return True


def _check(origin: NodeRef, relation: str, target: NodeRef) -> None:
    kinds = registry.node_kinds()
    for ref in (origin, target):
        if ref.kind not in kinds:
            raise Refused(_("So etwas gibt es hier nicht: %(kind)s.") % {"kind": ref.kind})
    if relation not in RELATIONS:
        raise Refused(_("Diese Art von Verbindung gibt es nicht: %(relation)s.") % {"relation": relation})
    if origin == target:
        raise Refused(_("Etwas führt nicht zu sich selbst."))
    for ref in (origin, target):
        if not is_known(ref):
            raise Refused(_("Das, was verbunden werden soll, gibt es nicht mehr. Bitte laden Sie neu."))


def _tell(made: Link, origin: NodeRef, target: NodeRef) -> None:
    listeners = tuple(registry.link_listeners())
    if not listeners:
        return
    before = dict.fromkeys([origin, *(step.ref for step in reach([origin], [Way.EARLIER]))])
    news = Linked(
        id=made.id,
        origin_kind=origin.kind,
        origin_id=origin.id,
        relation=made.relation,
        target_kind=target.kind,
        target_id=target.id,
        earlier=tuple((ref.kind, ref.id) for ref in before),
    )
    for listener in listeners:
        listener(news)


def leaf(row: Link) -> dict[str, str | bool]:
    return {
        "origin": f"{row.origin_kind}:{row.origin_id}",
        "relation": row.relation,
        "target": f"{row.target_kind}:{row.target_id}",
        "reason": row.reason,
        "at": row.set_at.isoformat(),
    }


def leaves_now(subjects: Sequence[str]) -> Mapping[str, Json]:
    """What the newest leaf about each link must still say; links taken away no longer exist."""
    rows = Link.objects.filter(pk__in=[UUID(subject) for subject in subjects])
    return {str(row.id): leaf(row) for row in rows}
