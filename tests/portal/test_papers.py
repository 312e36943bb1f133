# SPDX-License-Identifier: EUPL-1.2
import csv
import io
from html.parser import HTMLParser

import pytest
from django.test import Client

from soesmart.portal import papers


@pytest.fixture(autouse=True)
def _town(settings):
    settings.SOESMART = {**settings.SOESMART, "ask.redaction_days": 17, "https": False}


def test_settings_stand_in_the_papers():
    text = papers.markdown()
    assert "Entfernte Worte: 17 Tage" in text and "{ask." not in text
    assert "| Verschlüsselte Übertragung (HTTPS mit HSTS). | **nein** |" in text


def test_every_personal_field_stands_in_the_record_and_the_deletion_concept():
    text = papers.markdown()
    for name in ("Contribution.text", "Contact.email", "Photo.name", "Leaf.personal", "Redaction.words"):
        assert text.count(name) >= 2, name


def test_the_table_opens_in_a_spreadsheet():
    rows = list(csv.DictReader(io.StringIO(papers.table())))
    assert len(rows) == len(papers.record()) > 8
    assert all(value for row in rows for value in row.values())


def test_the_page_is_well_formed():
    class Tags(HTMLParser):
        open_: list[str] = []  # noqa: RUF012

        def handle_starttag(self, tag, attrs):
            if tag != "meta":
                self.open_.append(tag)

        def handle_endtag(self, tag):
            assert self.open_.pop() == tag

    Tags().feed(papers.page())
    assert Tags.open_ == []


def test_export_writes_one_file_or_a_folder(tmp_path):
    assert papers.write(tmp_path / "papiere") == len(papers.record())
    assert sorted(p.suffix for p in (tmp_path / "papiere").iterdir()) == [".csv", ".html", ".md"]
    papers.write(tmp_path / "eins.md")
    assert (tmp_path / "eins.md").read_text("utf-8").startswith("# Datenschutz-Unterlagen")


def test_everybody_can_read_the_summary(db):
    html = Client().get("/datenschutz/verzeichnis/").content.decode()
    assert html.count("<h1") == 1
    assert "Meldungen und Widersprüche" in html and "hier nicht eingeschaltet" in html
    assert 'href="/datenschutz/verzeichnis/"' in Client().get("/datenschutz/").content.decode()
