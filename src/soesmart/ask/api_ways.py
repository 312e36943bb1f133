# SPDX-License-Identifier: EUPL-1.2
"""What all addresses of this room's API share: refusals as problems, who sends, and whether it must wait."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from django.http import Http404, HttpRequest

from soesmart.accounts.facade import Actor, actor_of, require
from soesmart.ask.types import NotFound, Refused
from soesmart.kernel.api.problems import ApiProblem
from soesmart.kernel.guard.admission import admit_program, count_knock


@contextmanager
def problems(part: Literal["body", "query"]) -> Iterator[None]:
    """The room's refusals as problems that name the field."""
    try:
        yield
    except Refused as refused:
        raise ApiProblem(422, refused.text, code="refused", place=f"{part}.{refused.field}") from None
    except NotFound:
        raise Http404("Diesen Beitrag gibt es nicht oder er ist nicht öffentlich.") from None


def sender_of(request: HttpRequest) -> Actor:
    """Who sends something. A program's key must have been made for sending."""
    actor = actor_of(request)
    if actor.token_actions is not None:
        require(actor, "ask.send")
    return actor


def proven(request: HttpRequest, purpose: str) -> bool:
    """Whether this may appear at once: signed in, a key, or the puzzle is solved. Without any it waits."""
    actor = sender_of(request)
    if "Proof-Of-Work" in request.headers:
        return admit_program(request, purpose).proven
    count_knock(request, purpose)
    return actor.account_id is not None
