# SPDX-License-Identifier: EUPL-1.2
"""What the council gets is one printed page: A4, counted in the PDF that the browser prints."""

import pypdfium2
import pytest

from soesmart.projects.models import Project
from tests.journeys.conftest import DESK, PICTURES
from tests.projects.crowd import crowd, long_winded

pytestmark = pytest.mark.django_db(transaction=True)


def _pages(page, path: str) -> int:
    page.goto(path)
    PICTURES.mkdir(parents=True, exist_ok=True)
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    (PICTURES / f"{path.strip('/').replace('/', '-')}.pdf").write_bytes(printed)
    document = pypdfium2.PdfDocument(printed)
    width, height = document[0].get_size()
    assert (round(width), round(height)) == (595, 842)
    return len(document)


def test_a_decision_about_one_project_fits_on_one_page(page, town, axe):
    crowd(1)
    long_winded("viele-worte")
    for slug in Project.objects.filter(published=True).values_list("slug", flat=True):
        assert _pages(page, f"/projekte/{slug}/rat/") == 1, slug
    axe(page)


def test_forty_projects_fit_on_one_page_and_more_say_so(open_page, town, axe):
    page = open_page(viewport=DESK)
    crowd(60)
    for row in Project.objects.all():
        title = {"de": f"Barrierefreie Echtzeit-Anzeigen an allen Haltestellen der Dörfer, Nummer {row.pk}"}
        Project.objects.filter(pk=row.pk).update(status="running", document=row.document | {"title": title})
    assert _pages(page, "/projekte/rat/") == 1
    assert page.locator(".portfolio__table tbody tr").count() == 40
    assert "Mehr passen nicht auf eine Seite" in page.locator(".portfolio__table caption").inner_text()
    axe(page)
