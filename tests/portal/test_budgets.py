# SPDX-License-Identifier: EUPL-1.2
"""What a page may cost, whatever the town holds: queries, and bytes on an old phone."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from soesmart.ask import facade
from soesmart.ask.types import NewComment, NewContribution
from tests import once

MOST_QUERIES, MOST_BYTES = 12, 150_000
PATHS = ("/", "/fragen/", "/fragen/?suche=radweg", "/frag/?q=Radweg+beleuchtet")
PACKED = {".woff2", ".png", ".jpg", ".webp"}


def ask(count: int, start: int = 0) -> list[str]:
    return [
        facade.submit(
            NewContribution(text=f"Wann wird der Radweg Nummer {number} beleuchtet?", proven=True)
        ).url
        for number in range(start, start + count)
    ]


def queries(path: str) -> int:
    """Of a page made anew right after a change, in a process that has served before."""
    Client().get(path)
    ask(1, start=1000 + facade.counts().total)
    client = Client()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200, path
    return len(captured)


@once.fixture
def cost_of_two() -> dict[str, int]:
    """What each page costs with two questions; afterwards there are thirty more."""
    ask(2)
    costs = {path: queries(path) for path in PATHS}
    ask(29, start=2)
    return costs


@pytest.mark.parametrize("path", PATHS)
def test_a_page_takes_few_queries_and_no_more_with_more_rows(path, cost_of_two):
    assert queries(path) == cost_of_two[path] <= MOST_QUERIES


@pytest.mark.django_db
def test_a_question_with_many_comments_takes_no_more_queries():
    url = ask(1)[0]
    question = facade.questions().rows[0].id
    facade.comment(question, NewComment(text="Ja, bitte.", proven=True))
    few = queries(url)
    for number in range(29):
        facade.comment(question, NewComment(text=f"Auch ich bitte darum, zum {number}. Mal.", proven=True))
    assert queries(url) == few <= MOST_QUERIES


@pytest.mark.django_db
def test_first_load_of_home_fits_an_old_phone():
    ask(3)
    client = Client(headers={"accept-encoding": "gzip"})
    page = client.get("/")
    size = len(page.content)
    html = gzip.decompress(page.content).decode()
    tags = re.findall(r"<(?:link|script|img)\b[^>]*>", html)
    found = {
        match[1]
        for tag in tags
        if 'rel="alternate"' not in tag and 'rel="canonical"' not in tag
        for match in [re.search(r'(?:href|src)="(/[^"]*)"', tag)]
        if match
    }
    style = next(address for address in found if address.startswith("/thema.css"))
    for address in found | set(re.findall(r'url\("(/[^"]+)"\)', client_text(client, style))):
        size += weight(client, address)
    assert len(found) >= 4
    assert size <= MOST_BYTES, f"{size / 1000:.0f} kB"


def client_text(client: Client, address: str) -> str:
    return gzip.decompress(client.get(address).content).decode()


def weight(client: Client, address: str) -> int:
    if not address.startswith("/static/"):
        return len(client.get(address).content)
    content = Path(finders.find(address.removeprefix("/static/"))).read_bytes()
    return len(content if Path(address).suffix in PACKED else gzip.compress(content))
