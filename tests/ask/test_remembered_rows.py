# SPDX-License-Identifier: EUPL-1.2
"""Rows are drawn once and remembered by what they show."""

import pytest
from django.test import Client

from soesmart.ask import facade
from soesmart.ask.types import NewComment, NewContribution


@pytest.mark.django_db
def test_a_remembered_row_changes_with_what_it_shows_and_with_the_language():
    facade.submit(NewContribution(text="Wann <b>öffnet</b> das Hallenbad?", proven=True))
    page = Client().get("/fragen/").content.decode()
    assert page.count('class="row row--wide"') == 1
    assert "Wann &lt;b&gt;öffnet&lt;/b&gt; das Hallenbad?" in page
    assert "1 Kommentar" not in page
    facade.comment(facade.questions().rows[0].id, NewComment(text="Das wüsste ich auch gern.", proven=True))
    assert "1 Kommentar" in Client().get("/fragen/").content.decode()
    assert 'href="/en/fragen/' in Client().get("/en/fragen/").content.decode().split('class="rows"')[1]
