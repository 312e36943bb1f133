# SPDX-License-Identifier: EUPL-1.2
"""What comes out of the printer: one whole sheet for each poster, in the size it says."""

import re

import pytest
from playwright.sync_api import Page

_SHEET = re.compile(rb"/MediaBox ?\[ ?0 0 ([\d.]+) ([\d.]+) ?\]")
_A4, _A3 = (210, 297), (297, 420)


@pytest.mark.parametrize(
    ("path", "sheets", "size"),
    [
        ("/orte/ampen/plakat/?punkt=Bank+am+Teich&lat=51.57&lon=8.05", 1, _A4),
        ("/orte/plakate/?groesse=a3", 18, _A3),
    ],
)
def test_each_poster_fills_one_sheet(town, page: Page, axe, picture, path, sheets, size):
    page.goto(path)
    axe(page)
    picture(page, f"poster-{sheets}", full_page=False)
    found = _SHEET.findall(page.pdf(prefer_css_page_size=True))
    assert [tuple(round(float(side) / 72 * 25.4) for side in one) for one in found] == [size] * sheets
