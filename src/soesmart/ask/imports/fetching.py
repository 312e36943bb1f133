# SPDX-License-Identifier: EUPL-1.2
"""Fetching from the one address an administrator typed, and from nowhere else.

A server that redirects, or lists pages, elsewhere could make this machine ask its own network. So the
scheme is http(s), the host of every further page is the first one's, redirects included, and an address
out of the public internet never leads to one inside: only an administrator can name that directly.
"""

import ipaddress
import socket
from collections.abc import Callable
from http.client import HTTPException, HTTPResponse
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from soesmart.kernel.tables.table import Unreadable

MOST_BYTES = 50_000_000
_SECONDS = 30
_PIECE = 1 << 16
_AGENT = "soesmart (open source; https://publiccode.eu)"


class Fetcher:
    """Reads pages below one address. `seconds` is the longest silence."""

    def __init__(self, start: str, seconds: float = _SECONDS) -> None:
        parts = _split(start)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username:
            raise Unreadable(f"„{start}“ ist keine Adresse, die mit https:// oder http:// beginnt.")
        self._home = (parts.hostname, parts.port)
        self._inside = _is_inside(parts.hostname)
        self._seconds = seconds
        self._opener = build_opener(_Redirects(self._check))

    def get(self, url: str) -> bytes:
        """The content of a page; raises Unreadable with what a person can do about it."""
        self._check(url)
        request = Request(url, headers={"User-Agent": _AGENT, "Accept": "application/json, text/xml"})  # noqa: S310
        try:
            with self._opener.open(request, timeout=self._seconds) as answer:
                return _read(answer, url)
        except HTTPError as error:
            error.close()
            raise Unreadable(f"{url} antwortet mit Fehler {error.code}.") from None
        except (URLError, HTTPException, OSError, ValueError) as error:
            if isinstance(error, Unreadable):
                raise
            raise Unreadable(f"{url} antwortet nicht: {getattr(error, 'reason', error)}.") from None

    def _check(self, url: str) -> None:
        parts = _split(url)
        if parts.scheme not in {"http", "https"} or parts.username:
            raise Unreadable(f"{url}: Dahin gehen wir nicht.")
        if (parts.hostname, parts.port) != self._home and not self._same_host(
            parts.hostname or "", parts.port
        ):
            raise Unreadable(f"{url} liegt auf einem anderen Rechner als die angegebene Adresse.")
        if not self._inside and _is_inside(parts.hostname or ""):
            raise Unreadable(f"{url} führt in ein inneres Netz. Dahin gehen wir nicht.")

    def _same_host(self, host: str, port: int | None) -> bool:
        """The same name with the usual port of the other scheme: http that became https."""
        return host == self._home[0] and {port, self._home[1]} <= {None, 80, 443}


class _Redirects(HTTPRedirectHandler):
    def __init__(self, check: Callable[[str], None]) -> None:
        self._checked = check

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> Request | None:
        self._checked(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _split(url: str) -> Any:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise Unreadable(f"„{url}“ ist keine Adresse.") from None
    return parts


def _is_inside(host: str) -> bool:
    """Whether any address of that name lies outside the public internet."""
    try:
        found = {str(entry[4][0]).partition("%")[0] for entry in socket.getaddrinfo(host, None)}
    except (OSError, UnicodeError):
        raise Unreadable(f"Den Rechner „{host}“ finden wir nicht.") from None
    return any(not ipaddress.ip_address(address).is_global for address in found)


def _read(answer: HTTPResponse, url: str) -> bytes:
    content = bytearray()
    while piece := answer.read(_PIECE):
        content += piece
        if len(content) > MOST_BYTES:
            raise Unreadable(f"{url} ist größer als {MOST_BYTES // 1_000_000} MB.")
    return bytes(content)
