# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from soesmart.accounts.queries import actor_of, has_authenticator
from soesmart.accounts.types import NotAllowed


class NotAllowedMiddleware:
    """Answers NotAllowed with a page that says what would help."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, NotAllowed):
            return None
        actor = actor_of(request)
        known = actor.account_id is not None and has_authenticator(actor.account_id)
        context = {"refusal": exception, "actor": actor, "has_authenticator": known}
        return render(request, "accounts/not_allowed.html", context, status=403)
