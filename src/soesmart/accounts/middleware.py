# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from soesmart.accounts.queries import actor_of, has_authenticator
from soesmart.accounts.types import ANONYMOUS, NotAllowed
from soesmart.kernel.api.middleware import PREFIX
from soesmart.kernel.api.problems import problem


class KeyMiddleware:
    """A program with a key that does not hold is told so; it must not go on as somebody without one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        named = "HTTP_AUTHORIZATION" in request.META and request.path_info.startswith(PREFIX)
        if named and actor_of(request) is ANONYMOUS:
            text = _("Dieser Schlüssel gilt nicht oder nicht mehr.")
            return problem(request, 401, text, code="key", headers={"WWW-Authenticate": "Bearer"})
        return self.get_response(request)


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
