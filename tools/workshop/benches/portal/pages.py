# SPDX-License-Identifier: EUPL-1.2
"""Which addresses the visitors ask for, taken from the grown town itself."""

import os
from dataclasses import dataclass
from urllib.parse import quote

SEARCHES = ("radweg", "spielplatz ampen", "bushaltestelle beleuchtung", "ladesäule", "schulhof entsiegeln")
ASKED = (
    "Wann wird der Radweg nach Ostönnen repariert?",
    "Wo kommt das Fördergeld her?",
    "Wie komme ich nachts nach Osttönnen?",
    "Welche Jobs gibt es?",
    "Wie schützen wir das Klima?",
)


@dataclass(frozen=True, slots=True)
class Sample:
    details: tuple[str, ...]

    def by_page(self) -> dict[str, tuple[str, ...]]:
        return {
            "home": ("/",),
            "list": ("/fragen/",),
            "detail": self.details,
            "search": tuple(f"/fragen/?suche={quote(text)}" for text in SEARCHES),
            "box": tuple(f"/frag/?q={quote(text)}" for text in ASKED),
        }


def sample() -> Sample:
    """Forty questions spread over the years. Starts Django on the folder in SOESMART_DATA."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "soesmart.conf.settings")
    import django

    django.setup()
    from soesmart.ask.addresses import question_url
    from soesmart.ask.facade import questions

    found, cursor = [], ""
    while len(found) < 40:
        page = questions(cursor=cursor, limit=100)
        found += page.rows[::10]
        cursor = page.next_cursor
    return Sample(tuple(question_url(row.slug) for row in found[:40]))


def queries(path: str) -> int:
    """How many database queries one fresh page takes, the cache's own included."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "localhost"})
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path}: {answer.status_code}")
    return len(captured)
