# SPDX-License-Identifier: EUPL-1.2
"""Every page of strategy, projects and thread for axe and the eye: a phone by day, a desk by night."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.db import transaction

from soesmart.accounts.facade import Actor, Held
from soesmart.projects.actions import joining
from soesmart.projects.types import NewApplication
from soesmart.strategy.actions import breaking
from soesmart.strategy.actions.versioning import name_version
from tests.journeys.conftest import DESK, PHONE
from tests.people import signed_in

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = {
    "leiter": "/ziele/",
    "ziel": "/ziele/mehr-wege-mit-dem-rad/",
    "kennzahl": "/ziele/kennzahl/wege-mit-dem-rad/",
    "grosse-fragen": "/ziele/grosse-fragen/",
    "bericht": "/ziele/bericht/2024/",
    "fassungen": "/ziele/fassungen/",
    "leitern": "/ziele/andere-staedte/",
    "projekte": "/projekte/",
    "tafel": "/projekte/tafel/",
    "karte": "/projekte/karte/",
    "zeit": "/projekte/zeit/",
    "davon": "/projekte/davon/",
    "mitmachen": "/projekte/mitmachen/",
    "alle": "/projekte/rat/",
    "daten": "/projekte/daten/",
    "projekt": "/projekte/licht-auf-dem-radweg/",
    "projekt-rat": "/projekte/licht-auf-dem-radweg/rat/",
    "faden": "/faden/",
    "staedte": "/staedte/",
    "hintergruende": "/hintergruende/",
}
TEAM_PAGES = {
    "pult": "/team/projekte/",
    "bearbeiten": "/team/projekte/licht-auf-dem-radweg/",
    "luecken": "/team/faden/",
    "luecken-einer-art": "/team/faden/?art=ask.late",
    "ziel-aendern": "/ziele/weniger-restmuell/aendern/",
    "kennzahl-aendern": "/ziele/kennzahl/restmuell/aendern/",
    "zahl": "/ziele/kennzahl/restmuell/zahl/",
    "neue-fassung": "/ziele/fassungen/neu/",
    "wartend": "/fassungen/",
    "abschauen": "/staedte/",
}
LOOKS = (("360-light", PHONE, "light"), ("1280-dark", DESK, "dark"))
TEAM = Actor(grants=(Held("guest"), Held("team")))


@pytest.fixture
def worked(sandbox) -> dict[str, str]:
    """A workshop with two cards, a decided version, an application: what people make in a town."""
    title, card = "Wie kommen bei uns alle hin?", "Wie viele Dörfer haben abends einen Bus?"
    wall = breaking.open_breakdown(TEAM, "mobilitaet", title, "Dorfgemeinschaftshaus")
    known = {"known": "Drei von acht.", "known_source": "Fahrplan", "known_as_of": "2026"}
    with transaction.atomic():
        breaking.enter(
            wall.code, breaking.NewEntry(uuid4(), card, "number", **known, becomes="Abends heim"), proven=True
        )
        breaking.enter(wall.code, breaking.NewEntry(uuid4(), "Bus" * 60, "story"), proven=True)
    name_version(TEAM, "Erste Fassung", date(2025, 6, 1), "Rat", "https://example.org/oparl/paper/7")
    call = joining.open_call(TEAM, "Kleine Projekte", "Alle dürfen.", 1_500_000, None)
    answers = {"problem": "Kein Platz.", "whom": "Alle.", "without_digital": "Ein Schild."}
    code = joining.apply(call, NewApplication(title="Eine Bank im Dorf", answers=answers))
    return {
        "brechen": f"/ziele/grosse-fragen/{wall.code}/",
        "brechen-karte": f"/ziele/grosse-fragen/{wall.code}/karte/",
        "wand": f"/ziele/grosse-fragen/{wall.code}/wand/",
        "fassung": "/ziele/fassungen/erste-fassung/",
        "bewerben": f"/projekte/mitmachen/{call}/",
        "bewerbung": f"/k/{code}/",
    }


def _wrong(page, axe, picture, look: str, pages: dict[str, str]) -> list[str]:
    """All findings of one run, not the first alone."""
    wrong = []
    for name, path in pages.items():
        page.goto(path)
        try:
            axe(page)
        except AssertionError as error:
            wrong.append(f"{look}: {error}")
        wide = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
        if wide > 0:
            wrong.append(f"{look}: {path} is {wide} px wider than the screen")
        picture(page, f"plan-{name}-{look}")
    return wrong


@pytest.mark.parametrize(("look", "viewport", "scheme"), LOOKS, ids=[look for look, *_ in LOOKS])
def test_all_pages_in_both_lights(open_page, worked, axe, picture, look, viewport, scheme):
    page = open_page(viewport=viewport, color_scheme=scheme)
    wrong = _wrong(page, axe, picture, look, PAGES | worked)
    assert not wrong, "\n".join(wrong)


def test_the_pages_of_the_team_on_a_phone(open_page, worked, axe, picture):
    page = open_page(viewport=PHONE)
    cookie = signed_in("team").cookies["sessionid"].value
    page.goto("/")
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": page.url}])
    wrong = _wrong(page, axe, picture, "360-team", TEAM_PAGES | {"brechen": worked["brechen"]})
    assert not wrong, "\n".join(wrong)


def test_the_wall_prints_one_sheet_to_read_and_two_of_four_cards(page, worked):
    page.goto(worked["wand"])
    sheets = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", sheets)) == 3
