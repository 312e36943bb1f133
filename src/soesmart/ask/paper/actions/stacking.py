# SPDX-License-Identifier: EUPL-1.2
"""Takes in files of cards and reads them page by page; what is read once is not read again."""

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django_tasks import task

from soesmart.accounts.facade import Actor, open_receipt, require
from soesmart.ask.paper import files
from soesmart.ask.paper.actions.reserving import RECEIPT
from soesmart.ask.paper.models import LABEL, Batch, Card, Page, Scan, Stack
from soesmart.ask.paper.reading import Job, ReadCard, ReadPage, Unreadable, count_pages, read_page
from soesmart.ask.paper.types import CardState, Refused, StackState, Upload
from soesmart.kernel import clock
from soesmart.kernel.executor import executor, fan_out, shards

ACTION = "paper.enter"
_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".pdf"})
_WINDOW = 8
"""Pages under way at once: after each window the progress is stored and a cancel noticed."""
MOST_PAGES = 1_000


def take_in(actor: Actor, uploads: Sequence[Upload], stack: UUID | None = None) -> Stack:
    """A stack of files that waits to be read; `stack` adds to one that has not begun."""
    require(actor, ACTION)
    kept = [_kept(upload) for upload in uploads]
    with transaction.atomic():
        waiting = Stack.objects.select_for_update().filter(state=StackState.WAITING)
        row = waiting.filter(public_id=stack).first() if stack else None
        row = row or Stack.objects.create(by=actor.account_id, state=StackState.WAITING)
        pages = [
            Page(stack=row, name=name, number=number, label=label[:LABEL])
            for name, label, count in kept
            for number in range(count)
        ]
        row.total += len(pages)
        if row.total > MOST_PAGES:
            raise Refused(
                "files", _("Das sind mehr als %(most)s Seiten. Bitte teilen.") % {"most": MOST_PAGES}
            )
        Page.objects.bulk_create(pages, batch_size=200)
        row.save(update_fields=["total"])
    return row


def _kept(upload: Upload) -> tuple[str, str, int]:
    suffix = Path(upload.label).suffix.lower()
    refused = Refused(
        "files",
        _("„%(file)s“ ist kein lesbares Bild. Möglich sind JPEG, PNG, WebP, TIFF und PDF.")
        % {"file": upload.label},
    )
    if suffix not in _SUFFIXES:
        raise refused
    name = files.keep(upload.content, suffix)
    try:
        return name, upload.label, count_pages(files.folder() / name)
    except Unreadable:
        (files.folder() / name).unlink(missing_ok=True)
        raise refused from None


def begin(actor: Actor, stack: UUID) -> None:
    """Read it in the background."""
    require(actor, ACTION)
    with transaction.atomic():
        begun = Stack.objects.filter(public_id=stack, state=StackState.WAITING).update(
            state=StackState.RUNNING
        )
        if begun:
            read_stack.enqueue(str(stack))


@task()
def read_stack(key: str) -> None:
    read_all(UUID(key))


def cancel(actor: Actor, stack: UUID) -> None:
    """Stop after the pages at hand. What was read stays; the other files are deleted."""
    require(actor, ACTION)
    with transaction.atomic():
        row = Stack.objects.select_for_update().filter(public_id=stack).exclude(state=StackState.DONE).first()
        if row is None:
            return
        row.state = StackState.CANCELLED
        row.save(update_fields=["state"])
        unread = row.pages.filter(read_at=None)
        still_used = row.pages.exclude(read_at=None).values("name")
        files.erase(unread.exclude(name__in=still_used).values_list("name", flat=True).distinct())


def read_all(stack: UUID) -> None:
    """Everything of the stack that is not read yet; may be started again at any time."""
    pages = list(
        Page.objects.filter(stack__public_id=stack, read_at=None).select_related("stack").order_by("pk")
    )
    layouts = dict(Batch.objects.order_by().values_list("layout_key", "layout").distinct())
    megapixels = settings.SOESMART["paper.max_megapixels"]
    with executor() as pool:
        for shard in shards(len(pages), _WINDOW):
            if not Stack.objects.filter(public_id=stack, state=StackState.RUNNING).exists():
                return
            window = pages[shard.start : shard.stop]
            jobs = [Job(str(files.folder() / page.name), page.number, layouts, megapixels) for page in window]
            for page, result in zip(window, fan_out(pool, read_page, jobs), strict=True):
                keep(page, result)
    Stack.objects.filter(public_id=stack, state=StackState.RUNNING).update(state=StackState.DONE)


def keep(page: Page, result: ReadPage) -> None:
    """Store what one page held. The uploaded file goes with its last page."""
    names = [files.keep(card.jpeg, ".jpg") for card in result.cards]
    with transaction.atomic():
        if not Page.objects.filter(pk=page.pk, read_at=None).update(
            read_at=clock.now(), trouble=result.trouble
        ):
            files.erase(names)  # another worker was first
            return
        for card, name in zip(result.cards, names, strict=True):
            _scan(page, card, name)
        Stack.objects.filter(pk=page.stack_id).update(done=F("done") + 1)
        if not Page.objects.filter(name=page.name, read_at=None).exists():
            files.erase([page.name])


def _scan(page: Page, read: ReadCard, name: str) -> None:
    doubts = [list(doubt) for doubt in read.doubts]
    card = card_of_code(read.code)
    if read.code and card is None:
        doubts.append(["foreign", ""])
    if card is not None:
        if card.scans.exists():
            doubts.append(["again", ""])
        _returned(card)
    Scan.objects.create(
        page=page,
        card=card,
        frame=read.frame,
        name=name,
        boxes=[list(box) for box in read.boxes],
        doubts=doubts,
        chosen=dict(read.chosen),
        aside=card is not None and card.state == CardState.ENTERED,
    )


def _returned(card: Card) -> None:
    Card.objects.filter(pk=card.pk, state=CardState.PRINTED).update(
        state=CardState.RETURNED, state_since=clock.now()
    )


def card_of_code(code: str) -> Card | None:
    """The printed card with this code; None when it is not one of ours, or void."""
    receipt = open_receipt(code) if code else None
    if receipt is None or receipt.kind != RECEIPT:
        return None
    return Card.objects.filter(public_id=receipt.object_id).exclude(state=CardState.VOID).first()


def arrive(actor: Actor, code: str, scan: UUID | None = None) -> Card:
    """Somebody typed the code of a card, with or without its picture."""
    require(actor, ACTION)
    with transaction.atomic():
        card = card_of_code(code)
        if card is None:
            raise Refused("code", _("Dieser Code steht auf keiner Karte. Bitte noch einmal vergleichen."))
        if card.state == CardState.ENTERED:
            raise Refused("code", _("Diese Karte ist schon abgetippt."))
        if scan is not None:
            Scan.objects.filter(public_id=scan, card=None).update(card=card)
        _returned(card)
    return card


def put_aside(actor: Actor, scan: UUID) -> None:
    """Nothing on this picture needs typing."""
    require(actor, ACTION)
    Scan.objects.filter(public_id=scan, card=None).update(aside=True)
