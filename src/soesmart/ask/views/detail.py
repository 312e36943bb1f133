# SPDX-License-Identifier: EUPL-1.2
from dataclasses import replace
from typing import Any, NoReturn
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import get_script_prefix
from django.views.decorators.http import require_POST

from soesmart.accounts.facade import actor_of, create_participant, may, remember_supporter, supporter_of
from soesmart.ask import facade
from soesmart.ask.addresses import question_url
from soesmart.ask.forms import CommentForm, ReportForm
from soesmart.ask.types import NotFound, QuestionDetail, Refused, State, Visibility
from soesmart.ask.views import personal, shown
from soesmart.ask.views.asking import write_token
from soesmart.ask.words import kind_name, state_name
from soesmart.kernel.guard import errors as guard
from soesmart.kernel.guard.admission import count_knock

_THANKS = frozenset({"ich-auch", "ich-auch-schon", "zurueckgenommen"})


def found_or_404(slug: str) -> QuestionDetail:
    try:
        return facade.by_slug(slug)
    except NotFound:
        raise Http404 from None


def question(request: HttpRequest, slug: str) -> HttpResponse:
    detail = found_or_404(slug)
    if detail.row.slug != slug:
        return redirect(question_url(detail.row.slug), permanent=True)
    done = request.GET.get("danke", "")
    return render(
        request,
        "ask/detail.html",
        {
            **facts(detail),
            "done": done if done in _THANKS else "",
            "staff": actor_of(request).account_id is not None and may_work(request),
        },
    )


def may_work(request: HttpRequest) -> bool:
    actor = actor_of(request)
    return may(actor, "ask.moderate") or may(actor, "ask.answer")


def facts(detail: QuestionDetail) -> dict[str, Any]:
    """What the templates of one question show."""
    row = detail.row
    prefix = get_script_prefix()
    return {
        "detail": detail,
        "row": row,
        "url": question_url(row.slug),
        "kind": kind_name(row.kind),
        "state": state_name(row.state),
        "badge": shown.badge(row.state),
        "place": shown.place_words(row),
        "place_url": f"{prefix}fragen/?ort={row.place}" if row.place else "",
        "promise": shown.promise(row),
        "category_url": f"{prefix}fragen/?kategorie={row.category}" if row.category else "",
        "stops": detail.stops,
        "history": [(entry, state_name(entry.state)) for entry in detail.history],
        "rest": _rest(detail.text, row.title),
        "open_to_all": row.state not in {State.HIDDEN, State.DELETED, State.MERGED},
        "merged_url": question_url(detail.merged_into.slug) if detail.merged_into else "",
        "merged_from": [(related, question_url(related.slug)) for related in detail.merged_from],
        "shown_comments": [c for c in detail.comments if c.state == Visibility.SHOWN or c.hidden_reason],
    }


def _rest(text: str, title: str) -> str:
    """What the heading does not say already: titles are often the first sentence."""
    return text.removeprefix(title).strip() if title else text


@require_POST
def support(request: HttpRequest, slug: str) -> HttpResponse:
    """ "Ich auch", from a page out of the shared cache: the browser's word and the flood limit guard it."""
    detail = found_or_404(slug)
    actor = actor_of(request)
    known = actor.participant or supporter_of(request)
    try:
        with transaction.atomic():
            count_knock(request, "ask.support")
            who = known or create_participant()
            if "zurueck" in request.POST:
                result, done = facade.unsupport(detail.row.id, who), "zurueckgenommen"
            else:
                result = facade.support(detail.row.id, who, verified=actor.participant is not None)
                done = "ich-auch" if result.added else "ich-auch-schon"
    except NotFound:
        raise Http404 from None
    except guard.TooMany as refused:
        return render(
            request, "ask/refused.html", {"text": refused.text, "back": question_url(slug)}, status=429
        )
    target = facade.by_id(result.id).row.slug
    response = redirect(f"{question_url(target)}?danke={done}#mitmachen")
    if known is None:
        remember_supporter(response, who)
    return response


def comment(request: HttpRequest, slug: str) -> HttpResponse:
    detail = found_or_404(slug)
    form = CommentForm(request.POST or None)
    status, told = 200, None
    if request.method == "POST" and form.is_valid():
        told = personal.to_ask(request, form.cleaned_data["text"])
    if request.method == "POST" and form.is_valid() and not told:
        try:
            code = _comment(request, detail.row.id, form)
            return redirect(f"{get_script_prefix()}k/{code}/")
        except Refused as refused:
            form.add_error("text" if refused.field == "text" else None, refused.text)
        except guard.Refused as refused:
            form.add_error(None, refused.text)
            status = refused.status
        except NotFound:
            raise Http404 from None
    context = {"form": form, **facts(detail), **personal.context(told)}
    return render(request, "ask/comment.html", context, status=status)


def _comment(request: HttpRequest, key: UUID, form: CommentForm) -> str:
    actor = actor_of(request)
    new = replace(form.comment(), token=write_token(request, form.purpose), participant=actor.participant)
    try:
        with transaction.atomic():
            admission = form.admit(request)
            proven = admission.proven or actor.account_id is not None
            return facade.comment(key, replace(new, proven=proven)).code
    except guard.TokenSpent:
        return facade.comment(key, new).code


def report(request: HttpRequest, slug: str) -> HttpResponse:
    """ "Inhalt melden", for the question, one of its comments, its photo or an answer."""
    detail = found_or_404(slug)
    part = request.GET.get("teil", "")
    target, key = _part(detail, part)
    form = ReportForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            code = _report(request, target, key, form)
            return redirect(f"{get_script_prefix()}k/{code}/")
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.text)
        except guard.Refused as refused:
            form.add_error(None, refused.text)
            status = refused.status
    return render(
        request, "ask/report.html", {"form": form, "target": target, **facts(detail)}, status=status
    )


def _report(request: HttpRequest, target: str, key: UUID, form: ReportForm) -> str:
    data, token = form.cleaned_data, write_token(request, form.purpose)
    try:
        with transaction.atomic():
            form.admit(request)
            return facade.report(target, key, data["reason"], data["text"], data["email"], token)
    except guard.TokenSpent:
        return facade.report(target, key, data["reason"], data["text"], data["email"], token)


def _part(detail: QuestionDetail, part: str) -> tuple[str, UUID]:
    """ "kommentar:<id>", "antwort:<id>", "foto", or the question itself."""
    name, _, key = part.partition(":")
    ids = {
        "kommentar": ("comment", [comment.id for comment in detail.comments]),
        "antwort": ("answer", [answer.id for answer in detail.answers]),
    }
    if name in ids:
        target, known = ids[name]
        return target, next((one for one in known if str(one) == key), None) or _missing()
    if name == "foto" and detail.photo:
        return "photo", detail.photo.id
    return "contribution", detail.row.id


def _missing() -> NoReturn:
    raise Http404
