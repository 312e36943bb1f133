# SPDX-License-Identifier: EUPL-1.2
"""The files themselves, whole or in the parts that players ask for."""

import os
from collections.abc import Iterator
from typing import BinaryIO

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags, quote_etag
from django.views.decorators.http import require_safe

from soesmart.portal.engine import ranges
from soesmart.portal.signs import shelf

YEAR = 31_536_000
PIECE = 1_000_000
"""Bytes handed to the server at once, so that no slow phone holds one of its few threads."""
_BLOCK = 128 * 1024
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
# A pipe put there must not keep us waiting for a writer.
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK


@require_safe
def file(request: HttpRequest, page: str, suffix: str) -> HttpResponseBase:
    if page not in shelf.PAGES or suffix not in shelf.TYPES:
        raise Http404
    name = f"{page}.{suffix}"
    try:
        opened = _opened(name)
    except OSError:
        raise Http404 from None
    found = os.fstat(opened.fileno())
    version = shelf.version(name, found)
    if not version:
        opened.close()
        raise Http404
    response = _answer(request, opened, found.st_size, quote_etag(version))
    if "Content-Type" in response:
        response["Content-Type"] = shelf.TYPES[suffix]
    response["ETag"] = quote_etag(version)
    response["Accept-Ranges"] = "bytes"
    current = request.GET.get("v", "") == version and response.status_code != 416
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable" if current else "no-cache"
    return response


def _opened(name: str) -> BinaryIO:
    """Neither the folder nor the file may be a link to somewhere else."""
    folder = os.open(shelf.folder(), _FOLDER)
    try:
        return os.fdopen(os.open(name, _FILE, dir_fd=folder), "rb")
    finally:
        os.close(folder)


def _answer(request: HttpRequest, opened: BinaryIO, size: int, etag: str) -> HttpResponseBase:
    known = parse_etags(request.headers.get("If-None-Match", ""))
    part = _part(request, size, etag)
    if "*" in known or any(tag.removeprefix("W/") == etag for tag in known):
        opened.close()
        response: HttpResponseBase = HttpResponse(status=304)
        del response["Content-Type"]
    elif part is None:
        response = _sent(request, opened, range(size))
    elif not part:
        opened.close()
        response = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    else:
        response = _sent(request, opened, part)
        response.status_code = 206
        response["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
    return response


def _part(request: HttpRequest, size: int, etag: str) -> range | None:
    """Ranges mean something for GET alone, and only of the very file the browser has begun with."""
    if request.method != "GET" or request.headers.get("If-Range", etag) != etag:
        return None
    return ranges.wanted(request.headers.get("Range", ""), size, PIECE)


def _sent(request: HttpRequest, opened: BinaryIO, part: range) -> HttpResponseBase:
    response: HttpResponseBase
    if request.method == "HEAD" or len(part) <= PIECE:
        with opened:
            opened.seek(part.start)
            response = HttpResponse(b"" if request.method == "HEAD" else opened.read(len(part)))
    else:
        response = StreamingHttpResponse(_Blocks(opened, part))
    response["Content-Length"] = str(len(part))
    return response


class _Blocks:
    """No generator: one that never began would not close its file."""

    def __init__(self, opened: BinaryIO, part: range) -> None:
        self._opened, self._left = opened, len(part)
        opened.seek(part.start)

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        block = self._opened.read(min(_BLOCK, self._left))
        if not block:
            self.close()
            raise StopIteration
        self._left -= len(block)
        return block

    def close(self) -> None:
        self._opened.close()
