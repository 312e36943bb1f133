# SPDX-License-Identifier: EUPL-1.2
"""Walk the whole example town by its own links and look at every page as a strict browser does."""

import re
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client

from soesmart.command.towns import TOWNS, load
from tests import once

pytestmark = pytest.mark.django_db

LOADS = {"script": "src", "link": "href", "img": "src", "source": "src", "iframe": "src", "use": "href"}
LOGIN = "/anmelden/"
"""Signing in sets cookies, and has tests of its own."""
MOST = 50


class Page(HTMLParser):
    """What a page links to, and what our policy forbids in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.faults: list[str] = []
        self._in_script = False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        if tag == "style":
            self.faults.append("<style>")
        self._in_script = tag == "script" and "src" not in given
        for name, value in attributes:
            if name == "style" or re.fullmatch("on[a-z]+", name):
                self.faults.append(f"<{tag} {name}=…>")
            if (value or "").strip().lower().startswith("javascript:"):
                self.faults.append(f"<{tag} {name}=javascript:>")
        loaded = given.get(LOADS.get(tag, ""), "")
        if urlsplit(loaded).netloc and given.get("rel") not in {"alternate", "canonical"}:
            self.faults.append(f"<{tag}> from {loaded}")
        target = given.get("action") or given.get("formaction") or ""
        if urlsplit(target).netloc:
            self.faults.append(f"form to {target}")

    def handle_data(self, data):
        if self._in_script and data.strip():
            self.faults.append("inline <script>")

    def handle_endtag(self, tag):
        self._in_script = False


@once.fixture
def town():
    load(TOWNS / "soest")


def visited(start: str):
    client, seen, waiting = Client(), {start}, [start]
    for _page in range(MOST):
        if not waiting:
            return
        path = waiting.pop(0)
        answer = client.get(path)
        yield path, answer
        client.cookies.clear()
        if answer.get("Content-Type", "").startswith("text/html"):
            for link in Page(answer.content.decode()).links:
                parts = urlsplit(urljoin(path, link))
                address = parts.path + (f"?{parts.query}" if parts.query else "")
                ours = not parts.netloc and not parts.scheme and LOGIN not in address
                if ours and address not in seen:
                    seen.add(address)
                    waiting.append(address)


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("start", ["/", "/leicht/"])
def test_every_page_keeps_the_rules(start):
    faults, pages = [], 0
    for path, answer in visited(start):
        pages += 1
        if answer.status_code not in {200, 301, 302}:
            faults.append(f"{path}: a link leads here, and it answers {answer.status_code}")
        if answer.cookies:
            faults.append(f"{path}: sets {list(answer.cookies)}")
        policy = answer.get("Content-Security-Policy", "")
        if "unsafe" in policy or "default-src 'none'" not in policy:
            faults.append(f"{path}: policy {policy!r}")
        if (answer.get("X-Content-Type-Options"), answer.get("X-Frame-Options")) != ("nosniff", "DENY"):
            faults.append(f"{path}: nosniff or frame header is missing")
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            faults += [f"{path}: {fault}" for fault in Page(answer.content.decode()).faults]
    assert not faults, "\n".join(faults[:40])
    assert pages > 10
