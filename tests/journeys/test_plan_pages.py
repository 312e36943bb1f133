# SPDX-License-Identifier: EUPL-1.2
"""Every page of strategy, projects and thread for axe and the eye: a phone by day, a desk by night."""

import pytest

from tests.journeys.conftest import DESK, PHONE

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
LOOKS = (("360-light", PHONE, "light"), ("1280-dark", DESK, "dark"))


def test_all_pages_in_both_lights(open_page, sandbox, axe, picture):
    wrong = []
    for look, viewport, scheme in LOOKS:
        page = open_page(viewport=viewport, color_scheme=scheme)
        for name, path in PAGES.items():
            page.goto(path)
            try:
                axe(page)
            except AssertionError as error:  # all findings of one run, not the first alone
                wrong.append(f"{look}: {error}")
            wide = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
            if wide > 0:
                wrong.append(f"{look}: {path} is {wide} px wider than the screen")
            picture(page, f"plan-{name}-{look}")
    assert not wrong, "\n".join(wrong)
