# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseForbidden
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware

_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class WriteGuardMiddleware(CsrfViewMiddleware):
    """Refuses what other sites make a browser send.

    People with a session keep Django's whole CSRF protection. People without one carry no cookie that a
    CSRF token could be compared with (their pages come from a shared cache), and no authority a foreign
    site could misuse: for them the browser's own word on where the request began decides.
    """

    if TYPE_CHECKING:  # the stubs leave out what Django documents for subclasses only in its source

        def _accept(self, request: HttpRequest) -> None: ...
        def _reject(self, request: HttpRequest, reason: str) -> HttpResponseForbidden: ...
        def _origin_verified(self, request: HttpRequest) -> bool: ...

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Without a session no token is ever compared: no cookie either, and the page stays cacheable."""
        session = getattr(request, "session", None)
        if settings.SESSION_COOKIE_NAME not in request.COOKIES and not getattr(session, "modified", False):
            request.META.pop("CSRF_COOKIE_NEEDS_UPDATE", None)
        answer: HttpResponseBase = super().process_response(request, response)
        return answer

    def process_view(
        self,
        request: HttpRequest,
        callback: Callable[..., Any],
        callback_args: tuple[Any, ...],
        callback_kwargs: dict[str, Any],
    ) -> HttpResponseForbidden | None:
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        # Signing in may begin a session under a page that was delivered without one, and so without a token.
        has_token = settings.CSRF_COOKIE_NAME in request.COOKIES
        exempt = getattr(callback, "csrf_exempt", False)
        if request.method in _SAFE or (has_session and has_token and not exempt):
            answer: HttpResponseForbidden | None = super().process_view(
                request, callback, callback_args, callback_kwargs
            )
            return answer
        if getattr(request, "_dont_enforce_csrf_checks", False):  # Django's test client
            self._accept(request)
            return None
        if self._comes_from_elsewhere(request):
            return self._reject(request, "Another site sent this request.")
        # The API is exempt from CSRF tokens; a session counts there only if the browser vouches for it.
        if has_session and not {"Origin", "Sec-Fetch-Site"} & set(request.headers):
            return self._reject(request, "A session needs a browser that says where requests come from.")
        self._accept(request)
        return None

    def _comes_from_elsewhere(self, request: HttpRequest) -> bool:
        """True only on the browser's own evidence: a program without a browser is nobody's tool."""
        site = request.headers.get("Sec-Fetch-Site", "")
        if site in {"same-origin", "none"}:
            return False
        if "Origin" in request.headers:
            return not self._origin_verified(request)
        if site:
            return True
        referer = request.headers.get("Referer", "")
        return bool(referer) and urlsplit(referer).netloc != request.get_host()
