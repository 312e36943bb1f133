# SPDX-License-Identifier: EUPL-1.2
import json
import re

import pytest
from django.test import Client

PAGES = ("/", "/barrierefreiheit/", "/datenschutz/", "/impressum/")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_one_heading_a_skip_link_and_nothing_from_elsewhere(path, db):
    page = Client().get(path).content.decode()
    assert page.count("<h1") == 1
    assert 'href="#inhalt"' in page
    loaded = re.sub(r'<a href="https://[^"]+" rel="external">', "", page)  # a link loads nothing by itself
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', loaded)
    assert not re.search(r'\sstyle="|<style|<script(?![^>]*\ssrc=)|\son[a-z]+="', page)


@pytest.mark.parametrize(("prefix", "tag"), [("", "de"), ("/en", "en"), ("/leicht", "de-simple")])
def test_the_language_switch_keeps_the_page_and_its_question(prefix, tag, db):
    page = Client().get(f"{prefix}/impressum/?a=b&c=d").content.decode()
    assert f'<html lang="{tag}" dir="ltr">' in page
    for other in ("/impressum/", "/en/impressum/", "/leicht/impressum/"):
        assert f'href="{other}?a=b&amp;c=d"' in page
    assert "Einfache Sprache" in page


def test_the_style_sheet_is_one_small_file_kept_for_ever(db):
    address = re.search(r'href="(/thema\.css\?v=\w+)"', Client().get("/").content.decode())[1]
    response = Client().get(address, headers={"accept-encoding": "gzip"})
    assert "immutable" in response["Cache-Control"]
    assert len(response.content) < 25_000
    assert "immutable" not in Client().get("/thema.css?v=old")["Cache-Control"]


def test_the_manifest_names_town_and_icons(db):
    manifest = json.loads(Client().get("/app.webmanifest").content)
    assert manifest["name"].endswith("Musterstadt")
    for icon in manifest["icons"]:
        response = Client().get(icon["src"])
        assert b"".join(response.streaming_content).startswith(b"\x89PNG")
        response.close()
