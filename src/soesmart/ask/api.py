# SPDX-License-Identifier: EUPL-1.2
"""Questions for programs: read everything public, ask, support, comment."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from ninja import Query, Router

from soesmart.accounts.facade import actor_of, create_participant, may, remember_supporter, supporter_of
from soesmart.ask import facade
from soesmart.ask.api_ways import problems, proven, sender_of
from soesmart.ask.engine.closeness import Spot
from soesmart.ask.schemas import (
    CategoryOut,
    ClockOut,
    CommentedOut,
    CommentIn,
    ContributionIn,
    ContributionOut,
    ListFilters,
    ListOut,
    SimilarIn,
    SimilarOut,
    SubmittedOut,
    SupportedOut,
    WhereIn,
    detail_out,
    row_out,
)
from soesmart.ask.types import Filters, NewComment, NewContribution, Where
from soesmart.kernel.api.problems import ApiProblem
from soesmart.kernel.guard.admission import admit_program, count_knock

router = Router(tags=["Fragen"])
Token = UUID | None


def _key(request: HttpRequest) -> Token:
    """`Idempotency-Key`: a UUID of the sender; the same key never stores twice."""
    text = request.headers.get("Idempotency-Key", "")
    try:
        return UUID(text) if text else None
    except ValueError:
        raise ApiProblem(
            422, "Hier gehört eine UUID hin.", code="refused", place="header.Idempotency-Key"
        ) from None


def _where(given: WhereIn | None) -> Where:
    return Where(given.near, given.place, given.lat, given.lon) if given else Where()


@router.get("/contributions", response=ListOut, summary="Fragen, Probleme und Ideen, neueste zuerst")
def contributions(request: HttpRequest, wanted: Query[ListFilters]) -> dict[str, Any]:
    """Mit `q` nach Treffern geordnet, sonst nach Alter; mit `overdue` die am längsten überfälligen zuerst."""
    filters = Filters(
        wanted.kind, wanted.state, wanted.place, wanted.department, wanted.overdue, category=wanted.category
    )
    with problems("query"):
        if wanted.q.strip():
            page = facade.search(wanted.q, filters, wanted.limit)
        else:
            page = facade.questions(filters, wanted.cursor, wanted.limit)
    return {"items": [row_out(row) for row in page.rows], "next_cursor": page.next_cursor}


@router.get("/contributions/similar", response=list[SimilarOut], summary="Beiträge zur selben Sache")
def similar(request: HttpRequest, wanted: Query[SimilarIn]) -> list[Any]:
    spot = Spot(wanted.place, wanted.lat, wanted.lon, wanted.category)
    return list(facade.similar(wanted.text, wanted.place, wanted.kind, wanted.limit, spot))


@router.get("/contributions/{uuid:key}", response=ContributionOut, summary="Ein Beitrag, ganz")
def contribution(request: HttpRequest, key: UUID) -> dict[str, Any]:
    with problems("query"):
        return detail_out(facade.by_id(key))


@router.post("/contributions", response={201: SubmittedOut}, summary="Fragen")
def submit(request: HttpRequest, new: ContributionIn) -> Any:
    """Der Code steht nur in dieser Antwort. Ohne `Proof-Of-Work` wartet der Text auf einen Menschen."""
    token = _key(request)
    with problems("body"):
        done = facade.submitted_before(token) if token else None
        if done is None:
            with transaction.atomic():
                done = facade.submit(
                    NewContribution(
                        text=new.text,
                        kind=new.kind,
                        title=new.title,
                        where=_where(new.where),
                        email=new.email,
                        language=new.language,
                        category=new.category,
                        token=token,
                        proven=proven(request, "ask.new"),
                        participant=sender_of(request).participant,
                    )
                )
    return done


@router.post("/contributions/{uuid:key}/support", response=SupportedOut, summary="Ich auch")
def support(request: HttpRequest, response: HttpResponse, key: UUID) -> Any:
    """Zählt je Person einmal; ein Cookie merkt sich, wer schon dabei ist. Braucht `Proof-Of-Work`."""
    actor, known = sender_of(request), supporter_of(request)
    with problems("body"), transaction.atomic():
        if actor.participant:  # a program is nobody: what it supports stays unproven
            return facade.support(key, actor.participant, verified=actor.token_actions is None)
        if known:
            count_knock(request, "ask.support")
        else:
            admit_program(request, "ask.support")
        supporter = known or create_participant()
        done = facade.support(key, supporter)
    remember_supporter(response, supporter)
    return done


@router.delete("/contributions/{uuid:key}/support", response=SupportedOut, summary="„Ich auch“ zurücknehmen")
def unsupport(request: HttpRequest, key: UUID) -> Any:
    supporter = actor_of(request).participant or supporter_of(request)
    if supporter is None:
        raise Http404("Von hier kam kein „Ich auch“.")
    with problems("body"):
        return facade.unsupport(key, supporter)


@router.post("/contributions/{uuid:key}/comments", response={201: CommentedOut}, summary="Kommentieren")
def comment(request: HttpRequest, key: UUID, new: CommentIn) -> Any:
    with problems("body"), transaction.atomic():
        done = facade.comment(
            key,
            NewComment(
                text=new.text,
                language=new.language,
                token=_key(request),
                proven=proven(request, "ask.comment"),
                participant=sender_of(request).participant,
            ),
        )
    return done


@router.get("/categories", response=list[CategoryOut], summary="Worum es in Beiträgen gehen kann")
def categories(request: HttpRequest) -> list[Any]:
    return list(facade.categories())


@router.get("/reply-clock", response=ClockOut, summary="Antwortversprechen und wie es gehalten wird, je Amt")
def reply_clock(request: HttpRequest) -> dict[str, Any]:
    return {"promises": list(facade.reply_promises()), "departments": list(facade.reply_clock())}


@router.get("/photos/{uuid:key}", include_in_schema=False)
def photo(request: HttpRequest, key: UUID) -> FileResponse:
    seen = may(actor_of(request), "ask.moderate", "")
    with problems("query"):
        path = facade.photo_file(key, waiting=seen)
    if not path.is_file():
        raise Http404("Das Foto ist nicht mehr da.")
    answer = FileResponse(path.open("rb"), content_type="image/jpeg")
    answer["Cache-Control"] = "no-store" if seen else "public, max-age=300"
    return answer
