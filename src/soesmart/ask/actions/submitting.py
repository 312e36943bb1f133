# SPDX-License-Identifier: EUPL-1.2
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from soesmart.accounts.facade import Refused as AlreadyUsed
from soesmart.accounts.facade import create_participant, issue_receipt, keep_contact, redeem_receipt
from soesmart.ask import checks, rules
from soesmart.ask.actions.indexing import fold_words, index_new
from soesmart.ask.actions.moving import note_clock, reply_due
from soesmart.ask.actions.photographing import PreparedPhoto, attach, prepare
from soesmart.ask.addresses import new_short, question_url, slug_of
from soesmart.ask.engine.titles import title_from
from soesmart.ask.holding import waits_for
from soesmart.ask.leaves import record
from soesmart.ask.models import TEXT, TITLE, Category, Contribution, Event
from soesmart.ask.types import Near, NewContribution, Refused, State, Submitted, Where
from soesmart.kernel import clock
from soesmart.places.facade import by_slug


def submit(new: NewContribution) -> Submitted:
    """Store a question once, whatever happens to the connection; raises Refused with field and remedy."""
    row = _checked(new)
    email = checks.clean_email(new.email)
    earlier = submitted_before(new.token) if new.token else None
    if earlier:
        return earlier
    photo = prepare(new.photo) if new.photo else None
    try:
        with transaction.atomic():
            return _store(row, new, email, photo)
    except IntegrityError:
        earlier = submitted_before(new.token) if new.token else None  # the second of two clicks
        if earlier:
            return earlier
        raise


def submitted_before(token: UUID) -> Submitted | None:
    """The receipt of what this form sent already, with a new code; None when nothing was stored."""
    row = Contribution.objects.filter(form_token=token).first()
    if row is None:
        return None
    if row.participant is None:
        raise Refused("token", _("Dieser Text wurde schon gespeichert und danach gelöscht."))
    return _receipt(row)


def _checked(new: NewContribution) -> Contribution:
    text = checks.clean_text(new.text, "text", TEXT)
    title = checks.clean_text(new.title, "title", TITLE, required=False, lines=False)
    waits = waits_for(f"{title}\n{text}", proven=new.proven)
    row = Contribution(
        short=new_short(),
        kind=new.kind,
        state=State.WAITING if waits else State.NEW,
        waits=waits,
        title=title or title_from(text, TITLE),
        text=text,
        language=checks.clean_language(new.language),
        category=_category(new.category),
        form_token=new.token,
    )
    set_place(row, new.where)
    return row


def _category(slug: str) -> Category | None:
    if not slug:
        return None
    found = Category.objects.filter(slug=slug, active=True).first()
    if found is None:
        raise Refused("category", _("Diese Kategorie gibt es nicht. Bitte wählen Sie eine aus der Liste."))
    return found


def set_place(row: Contribution, where: Where) -> None:
    """Put the checked place on an unsaved row."""
    checks.check_point(where)
    place = by_slug(where.place) if where.place else None
    if where.place and place is None:
        raise Refused("where", _("Diesen Ort kennen wir nicht. Bitte wählen Sie einen aus der Liste."))
    if where.near in {Near.PLACE, Near.SOMEWHERE} and place is None:
        raise Refused("where", _("Welcher Ort ist gemeint? Bitte wählen Sie einen aus der Liste."))
    row.near, row.place = where.near, where.place
    row.place_name = place.name if place else ""
    row.lat, row.lon = (where.lat, where.lon) if where.near == Near.POINT else (None, None)


def _store(row: Contribution, new: NewContribution, email: str, photo: PreparedPhoto | None) -> Submitted:
    if new.code:
        row.participant = _author_of(new, row.public_id)
    else:
        row.participant = new.participant or create_participant()
    row.asked_at = row.state_since = new.asked_at or clock.now()
    row.due_at = due = reply_due(row.kind, row.asked_at)
    fold_words(row)
    row.save()
    note_clock(row, row.asked_at, due)
    Event.objects.create(contribution=row, at=row.asked_at, state=row.state, by=rules.ASKER)
    index_new(row)
    record("ask.contribution", row)
    if photo:
        attach(row, photo)
    if email:
        keep_contact(row.participant, email)
    return _receipt(row, new.code)


def _author_of(new: NewContribution, question: UUID) -> UUID:
    try:
        return redeem_receipt(new.code, new.code_kinds, "ask.contribution", question)
    except AlreadyUsed:
        raise Refused(
            "code", _("Diesen Code kennen wir nicht, oder er gehört schon zu einem anderen Beitrag.")
        ) from None


def _receipt(row: Contribution, code: str = "") -> Submitted:
    """With a new code, unless the person holds one already."""
    if row.participant is None:
        raise ValueError("a deleted question has no receipt")
    return Submitted(
        id=row.public_id,
        code=code or issue_receipt(row.participant, "ask.contribution", row.public_id),
        url=question_url(slug_of(row.title, row.short)),
        state=State(row.state),
        waits=row.waits,
        due_at=row.due_at,
    )
