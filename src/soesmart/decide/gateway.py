# SPDX-License-Identifier: EUPL-1.2
"""The town's own SMS gateway, spoken to over HTTP. Without an address in the settings nothing is ever asked.

One POST per message with the body the town has described; any answer from 200 to 299 means that the gateway
took it. Redirects are not followed: number and code go to the address somebody typed, and nowhere else.
"""

import json
from email.message import Message
from http.client import HTTPException
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings

_SECONDS = 15


class NotSent(Exception):
    """The gateway did not take it; the text names no number."""


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> None:
        return None


def is_there() -> bool:
    return bool(settings.SOESMART["decide.sms_gateway"])


def send(number: str, text: str) -> None:
    """Raises NotSent."""
    house = settings.SOESMART
    url = house["decide.sms_gateway"]
    if urlsplit(url).scheme not in {"http", "https"}:
        raise NotSent("decide.sms_gateway")
    headers = {"Content-Type": "application/json"}
    if house["decide.sms_authorization"]:
        headers["Authorization"] = house["decide.sms_authorization"]
    content = json.dumps(body(house["decide.sms_body"], number, text), ensure_ascii=False).encode()
    request = Request(url, data=content, headers=headers, method="POST")  # noqa: S310  scheme checked above
    try:
        build_opener(_NoRedirect).open(request, timeout=_SECONDS).close()
    except HTTPError as error:
        error.close()
        raise NotSent(f"HTTP {error.code}") from None
    except (URLError, HTTPException, OSError, ValueError) as error:
        raise NotSent(type(error).__name__) from None


def body(described: str, number: str, text: str) -> Any:
    """The JSON the gateway wants: {number} and {text} inside its strings are filled in. Raises NotSent."""
    try:
        wanted = json.loads(described)
    except ValueError:
        raise NotSent("decide.sms_body") from None
    return _filled(wanted, number, text)


def _filled(wanted: Any, number: str, text: str) -> Any:
    if isinstance(wanted, str):
        return text.join(part.replace("{number}", number) for part in wanted.split("{text}"))
    if isinstance(wanted, dict):
        return {name: _filled(value, number, text) for name, value in wanted.items()}
    if isinstance(wanted, list):
        return [_filled(value, number, text) for value in wanted]
    return wanted
