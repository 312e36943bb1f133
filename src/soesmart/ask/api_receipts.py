# SPDX-License-Identifier: EUPL-1.2
"""What the person behind a receipt, or a follower, can do: for programs that act for them."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest
from ninja import Field, File, Form, Router, Schema
from ninja.files import UploadedFile
from pydantic import ConfigDict

from soesmart.accounts.facade import Receipt, actor_of, open_receipt, require
from soesmart.ask import facade
from soesmart.ask.api_ways import problems, proven, sender_of
from soesmart.ask.models import REASON
from soesmart.ask.schemas import ContributionOut, ListFilters, detail_out
from soesmart.ask.types import Filters, Mine, NewPhoto, Visibility
from soesmart.ask.types_following import NewFollow
from soesmart.ask.views.list_words import address_of, title_of
from soesmart.kernel.guard.admission import count_knock

receipts = Router(tags=["Quittung"])
follows = Router(tags=["Bescheid bekommen"])
_LONGEST_CODE = 60
_NO_SUCH_CODE = "Diesen Code kennen wir nicht."


class MineOut(Schema):
    contribution: ContributionOut
    waits: str
    photo_state: Visibility | None
    asks_back: bool
    can_reopen: bool


class ReasonIn(Schema):
    model_config = ConfigDict(extra="forbid")

    reason: str = Field(..., min_length=1, max_length=REASON)


class FollowIn(Schema):
    model_config = ConfigDict(extra="forbid")

    contribution: UUID | None = Field(None, description="fehlt: die Liste mit diesen Filtern")
    filters: ListFilters | None = None
    email: str = Field("", max_length=254, description="nur ohne Anmeldung und ohne Schlüssel")


class FollowingOut(Schema):
    confirm_by_mail: bool


class FollowOut(Schema):
    token: str
    address: str
    title: str
    is_list: bool


def _opened(request: HttpRequest, code: str, *kinds: str) -> Receipt:
    """Whoever tries many codes that nobody has must wait."""
    found = open_receipt(code) if len(code) <= _LONGEST_CODE else None
    if found is None:
        count_knock(request, "portal.code")
    if found is None or found.kind not in kinds:
        raise Http404(_NO_SUCH_CODE)
    return found


def _mine_out(mine: Mine) -> dict[str, Any]:
    detail = detail_out(mine.detail) | {"text": mine.text, "title": mine.title}
    return {
        "contribution": detail,
        "waits": mine.waits,
        "photo_state": mine.photo_state,
        "asks_back": mine.asks_back,
        "can_reopen": mine.can_reopen,
    }


def _mine(receipt: Receipt) -> dict[str, Any]:
    return _mine_out(facade.mine(receipt.participant, receipt.object_id))


@receipts.get("/receipts/{code}", response=MineOut, summary="Mein Beitrag, wie ich ihn sehe")
def mine(request: HttpRequest, code: str) -> Any:
    receipt = _opened(request, code, "ask.contribution")
    with problems("query"):
        return _mine(receipt)


@receipts.post("/receipts/{code}/withdraw", response={204: None}, summary="Zurücknehmen")
def withdraw(request: HttpRequest, code: str) -> None:
    """Der Text wird gelöscht, auch der eines Kommentars. Was andere dazu geschrieben haben, bleibt."""
    receipt = _opened(request, code, "ask.contribution", "ask.comment")
    with problems("query"):
        if receipt.kind == "ask.comment":
            facade.withdraw_comment(receipt.participant, receipt.object_id)
        else:
            facade.withdraw(receipt.participant, receipt.object_id)


@receipts.post("/receipts/{code}/confirm", response=MineOut, summary="Ja, das ist erledigt")
def confirm(request: HttpRequest, code: str) -> Any:
    receipt = _opened(request, code, "ask.contribution")
    with problems("query"):
        facade.confirm_done(receipt.participant, receipt.object_id)
        return _mine(receipt)


@receipts.post("/receipts/{code}/reopen", response=MineOut, summary="Nein, das ist nicht erledigt")
def reopen(request: HttpRequest, code: str, why: ReasonIn) -> Any:
    """Die Begründung ist öffentlich; die Antwortfrist beginnt von vorn."""
    receipt = _opened(request, code, "ask.contribution")
    with problems("body"):
        facade.reopen(receipt.participant, receipt.object_id, why.reason)
        return _mine(receipt)


@receipts.post("/receipts/{code}/photo", response={201: MineOut}, summary="Ein Foto dazu")
def photo(
    request: HttpRequest,
    code: str,
    photo: File[UploadedFile],
    description: Form[str] = "",
) -> Any:
    """JPEG, PNG oder WebP als `multipart/form-data`. Es wartet, bis ein Mensch es angesehen hat."""
    receipt = _opened(request, code, "ask.contribution")
    count_knock(request, "ask.photo")
    with problems("body"):
        facade.add_photo(receipt.participant, receipt.object_id, NewPhoto(photo.read(), description))
        return _mine(receipt)


@receipts.delete("/receipts/{code}/photo", response={204: None}, summary="Das Foto löschen")
def drop_photo(request: HttpRequest, code: str) -> None:
    receipt = _opened(request, code, "ask.contribution")
    with problems("query"):
        facade.withdraw_photo(receipt.participant, receipt.object_id)


@follows.post("/follows", response={202: FollowingOut}, summary="Bei Neuem Bescheid bekommen")
def follow(request: HttpRequest, wanted: FollowIn) -> Any:
    """Mit `email` fragt zuerst eine Mail nach; ohne `Proof-Of-Work` kommt sie nach zehn Minuten."""
    actor = sender_of(request)
    with problems("body"), transaction.atomic():
        new = _wanted(wanted)
        may_at_once = proven(request, "ask.follow")
        if actor.account_id is not None:
            facade.follow_by_account(new, actor)
        else:
            facade.follow_by_mail(new, wanted.email, proven=may_at_once)
    return {"confirm_by_mail": actor.account_id is None}


def _wanted(wanted: FollowIn) -> NewFollow:
    if wanted.contribution:
        row = facade.by_id(wanted.contribution).row
        return NewFollow(f"/fragen/{row.slug}/", row.title, question=row.id)
    given, filters = wanted.filters, Filters()
    if given:
        text, category = given.q.strip(), given.category
        filters = Filters(
            given.kind, given.state, given.place, given.department, given.overdue, text, category
        )
    return NewFollow(address_of(filters), title_of(filters), filters=filters)


@follows.get("/follows", response=list[FollowOut], summary="Was ich verfolge")
def followed(request: HttpRequest) -> Any:
    actor = actor_of(request)
    require(actor, "accounts.own")
    return list(facade.follows_of([actor.participant])) if actor.participant else []


@follows.delete("/follows/{token}", response={204: None}, summary="Keine Mails mehr")
def unfollow(request: HttpRequest, token: str) -> None:
    """Das Kennwort steht in jeder Mail; wer es hat, darf beenden. Die Adresse wird dann gelöscht."""
    with problems("query"):
        facade.unfollow(token)
