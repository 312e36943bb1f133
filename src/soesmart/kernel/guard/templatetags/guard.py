# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from django import template
from django.conf import settings
from django.middleware.csrf import get_token
from django.utils.html import format_html

from soesmart.kernel.guard import puzzle, token
from soesmart.kernel.guard.forms import SOLUTION, TOKEN, TRAP
from soesmart.kernel.personal import keep_out

register = template.Library()


@register.inclusion_tag("guard/fields.html", takes_context=True)
def guard_fields(context: dict[str, Any], purpose: str) -> dict[str, Any]:
    """The hidden fields of a form anybody may send. The page becomes uncacheable: its token works once."""
    request = context["request"]
    keep_out(request)
    fresh = token.issue(purpose)
    # A CSRF token sets a cookie; people without a session get none and need none.
    csrf = get_token(request) if settings.SESSION_COOKIE_NAME in request.COOKIES else ""
    return {
        "csrf": csrf,
        "token": fresh.text,
        "nonce": fresh.nonce,
        "bits": fresh.bits,
        "pieces": puzzle.PIECES,
        "names": {"token": TOKEN, "solution": SOLUTION, "trap": TRAP},
    }


@register.simple_tag(takes_context=True)
def session_csrf(context: dict[str, Any]) -> str:
    """Django's CSRF field for people with a session; the others get no cookie and need none."""
    request = context["request"]
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return ""
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request))
