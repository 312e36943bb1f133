# SPDX-License-Identifier: EUPL-1.2
"""Every link of the example towns leads somewhere: from the home page on, as a visitor and as the team."""

import html
import re
from collections import deque
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.test import Client

from tests.people import signed_in

pytestmark = pytest.mark.django_db(transaction=True)
MOST = 300
_LINK = re.compile(r'(?:href|src|action)="([^"]+)"')
_FORM = re.compile(r"<form[^>]*method=\"post\"[^>]*>", re.IGNORECASE)
_ELSEWHERE = ("/static/", "/en/", "/leicht/", "/uk/", "/ar/", "/tr/", "/konto/abmelden")
"""Files, other languages (the same pages), and what ends the session."""
_LATER = frozenset({"/geld/nachpruefen.zip"})
"""There once the worker has signed a head of the log, within the hour; no worker runs here."""


def links(page: str, address: str) -> set[str]:
    """Internal addresses on a page; queries stay, because filters and next pages are links too."""
    found = set()
    for raw in _LINK.findall(_FORM.sub("", page)):
        target = urldefrag(urljoin(address, html.unescape(raw))).url
        parts = urlsplit(target)
        if not parts.scheme and not parts.netloc and parts.path.startswith("/"):
            found.add(target)
    return {one for one in found - _LATER if not one.startswith(_ELSEWHERE)}


def crawl(client: Client) -> tuple[int, list[str]]:
    """(pages read, "address: status, linked on page" of every broken link)."""
    seen, waiting, broken = {"/"}, deque([("/", "")]), []
    shapes: dict[str, int] = {}
    read = 0
    while waiting and read < MOST:
        address, origin = waiting.popleft()
        answer = client.get(address)
        read += 1
        if answer.status_code >= 400:
            broken.append(f"{address}: {answer.status_code}, linked on {origin}")
        if answer.streaming or not answer.get("Content-Type", "").startswith("text/html"):
            continue
        for link in sorted(links(answer.content.decode(), address) - seen):
            seen.add(link)
            path, _mark, query = link.partition("?")
            # Filters multiply: three of each page show whether its filters work.
            shapes[path] = shapes.get(path, 0) + bool(query)
            if not query or shapes[path] <= 3:
                waiting.append((link, address))
    return read, broken


# Every town and every person at every change, all pairs in ./run test --full.
@pytest.mark.parametrize(
    ("town", "person"),
    [
        ("musterstadt", "team"),
        ("soest", "visitor"),
        pytest.param("musterstadt", "visitor", marks=pytest.mark.full),
        pytest.param("soest", "team", marks=pytest.mark.full),
    ],
)
def test_no_link_is_broken(town, person, move_in):
    move_in(town)
    client = Client() if person == "visitor" else signed_in("team")
    read, broken = crawl(client)
    assert broken == []
    assert read > 50
