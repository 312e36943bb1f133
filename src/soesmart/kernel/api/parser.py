# SPDX-License-Identifier: EUPL-1.2
import json
from typing import Any, NoReturn

from django.http import HttpRequest
from ninja.parser import Parser

_UNPRINTABLE = {"\x00", *map(chr, range(0xD800, 0xE000))}


class StrictParser(Parser):
    """JSON as RFC 8259 means it. Python would also take NaN; databases choke on NUL and half characters."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        body: dict[str, Any] = json.loads(request.body.decode("utf-8"), parse_constant=_refuse)
        _look_through(body)
        return body


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


def _look_through(body: object) -> None:
    """Without recursion: depth is the sender's choice."""
    waiting = [body]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            if not _UNPRINTABLE.isdisjoint(value):
                raise ValueError("text holds NUL or half a character")
        elif isinstance(value, dict):
            waiting.extend(value)
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
