# SPDX-License-Identifier: EUPL-1.2
"""Pages that other sites of the town may show inside their own; every other page refuses that."""

import re

from django.conf import settings
from django.http import HttpResponse

_ORIGIN = re.compile(r"https?://(\*\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?")


def origins() -> tuple[str, ...]:
    """The sites of the setting `embed.origins`; what is no origin is left out (`soesmart check embed`)."""
    return tuple(one for one in settings.SOESMART["embed.origins"] if is_origin(one))


def is_origin(text: str) -> bool:
    return isinstance(text, str) and _ORIGIN.fullmatch(text) is not None


def framable(response: HttpResponse) -> HttpResponse:
    """The house's whole policy, but these sites may frame the page. Set here, not by the middleware, so that
    pages out of the cache carry it too."""
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"] | {
        "frame-ancestors": origins() or ("'none'",)
    }
    policy = "; ".join(f"{name} {' '.join(values)}" for name, values in directives.items())
    response["Content-Security-Policy"] = policy
    if origins():  # the older header knows no list of sites; browsers follow the policy where both stand
        response.xframe_options_exempt = True
    response["X-Robots-Tag"] = "noindex"
    return response
