# SPDX-License-Identifier: EUPL-1.2
"""Only the sites the town names may frame its pages, and only the pages made for it."""

import re
from html import unescape

import pytest
from django.conf import settings as live
from django.test import Client

from soesmart.ask import facade
from soesmart.ask.types import Kind, NewContribution
from soesmart.kernel.guard.framing import is_origin

pytestmark = pytest.mark.django_db
PAGES = ("/einbetten/frage/", "/einbetten/fragen/")


@pytest.fixture
def named(settings):
    settings.SOESMART = {**live.SOESMART, "embed.origins": ["https://www.soest.de", "evil; script-src *"]}


def policy(answer) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in answer["Content-Security-Policy"].split(";"))
    return {name: values for name, _space, values in parts}


@pytest.mark.parametrize("path", PAGES)
def test_nobody_may_while_no_site_is_named(path):
    answer = Client().get(path)
    assert policy(answer)["frame-ancestors"] == "'none'" and answer["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("path", PAGES)
def test_the_named_site_may_also_from_the_cache(named, path):
    client = Client()
    for _again in range(2):
        answer = client.get(path)
        assert policy(answer)["frame-ancestors"] == "https://www.soest.de"
        assert policy(answer)["script-src"] == "'self'"
        assert "X-Frame-Options" not in answer and not answer.cookies
    html = answer.content.decode()
    assert '<base target="_top">' in html and "site-header" not in html and "site-footer" not in html
    assert "<form" not in html or 'method="get"' in html


def test_every_other_page_still_refuses(named):
    answer = Client().get("/fragen/")
    assert policy(answer)["frame-ancestors"] == "'none'" and answer["X-Frame-Options"] == "DENY"


def test_the_list_keeps_filters_and_length(named):
    for number in range(4):
        facade.submit(NewContribution(text=f"Lampe {number} kaputt", kind=Kind.PROBLEM, proven=True))
    facade.submit(NewContribution(text="Wann ist Markt?", proven=True))
    html = Client().get("/einbetten/fragen/?art=problem&anzahl=3").content.decode()
    assert html.count('class="row row--wide"') == 3 and "Markt" not in html
    assert 'href="/fragen/?art=problem"' in html
    assert Client().get("/einbetten/fragen/?anzahl=²").status_code == 200


def test_the_page_writes_code_that_leads_to_the_page(named):
    html = Client().get("/einbetten/?was=fragen&art=idee&anzahl=3").content.decode()
    assert "https://www.soest.de" in html and "evil" not in html
    snippet = unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", html, re.DOTALL)[1])
    source = unescape(re.search(r'src="([^"]+)"', snippet)[1])
    assert source == "http://testserver/einbetten/fragen/?art=idee&anzahl=3"


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("https://www.soest.de", True),
        ("https://*.soest.de", True),
        ("http://localhost:8000", True),
        ("https://soest.de/pfad", False),
        ("soest.de", False),
        ("*", False),
        ("https://a b", False),
        ("https://x;script-src *", False),
    ],
)
def test_what_a_site_is(text, good):
    assert is_origin(text) is good
