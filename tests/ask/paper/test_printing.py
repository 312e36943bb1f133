# SPDX-License-Identifier: EUPL-1.2
import pypdfium2
import pytest
from django.test import Client

from soesmart.accounts.facade import open_receipt
from soesmart.ask.paper.actions.reserving import MOST, reserve
from soesmart.ask.paper.designs import design_of
from soesmart.ask.paper.exports import export_cards, pdf, printed
from soesmart.ask.paper.models import Batch, Card
from soesmart.ask.paper.types import CardState, Format, NotInstalled, Order, Refused
from soesmart.kernel.ids import grouped
from soesmart.kernel.log.models import Pending
from tests.people import signed_in

ADDRESS = "https://fragen.example.org/"


def _text(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


@pytest.mark.parametrize("kind", list(Format))
def test_every_card_carries_its_code_twice(places, kind):
    order = Order(kind, 5, question="Was fehlt am Bahnhof?")
    design = design_of(order)
    codes = reserve(order, design.layout).codes
    pages = _text(pdf(order, design, codes, ADDRESS))
    assert len(pages) == (2 if kind == Format.CARD else 5)
    whole = "\n".join(pages)
    assert all(whole.count(grouped(code)) == 2 for code in codes)
    assert whole.count("Was fehlt am Bahnhof?") == 5
    assert "fragen.example.org/k/" in whole
    assert ("Ostönnen" in whole) == (kind == Format.SHEET)


def test_a_code_opens_its_card(places):
    order = Order(number=3)
    codes = reserve(order, design_of(order).layout).codes
    cards = [Card.objects.get(public_id=open_receipt(code).object_id) for code in codes]
    assert len({card.pk for card in cards}) == len({card.participant for card in cards}) == 3
    assert {card.state for card in cards} == {CardState.PRINTED}
    assert Pending.objects.filter(kind="paper.batch").count() == 1


@pytest.mark.parametrize(
    ("field", "order"),
    [
        ("number", Order(number=0)),
        ("number", Order(number=MOST + 1)),
        ("language", Order(language="xx")),
        ("question", Order(question="W" * 61)),
        ("note", Order(note="a\x07b")),
    ],
)
def test_what_cannot_be_printed_is_refused(places, field, order):
    with pytest.raises(Refused) as refused:
        reserve(order, design_of(order).layout)
    assert refused.value.field == field
    assert not Batch.objects.exists()


def test_nothing_is_reserved_when_no_pdf_comes_out(places, monkeypatch):
    def absent(module: str) -> None:
        raise NotInstalled(module)

    monkeypatch.setattr("soesmart.ask.paper.exports.needed", absent)
    with pytest.raises(NotInstalled):
        printed(Order(number=2), ADDRESS)
    assert not Card.objects.exists()


def test_the_command_line_needs_the_public_address(places, tmp_path, settings):
    with pytest.raises(Refused):
        export_cards(tmp_path / "cards.pdf")
    settings.SOESMART = {**settings.SOESMART, "public_url": ADDRESS}
    assert export_cards(tmp_path / "cards.pdf") == 40
    assert len(_text((tmp_path / "cards.pdf").read_bytes())) == 10


def test_only_the_team_prints(places):
    for client in (Client(), signed_in("politics")):
        assert client.get("/team/papier/drucken/").status_code == 403
    team = signed_in("team")
    assert "Noch keine Karten" in team.get("/team/papier/drucken/").content.decode()
    answer = team.post("/team/papier/drucken/", {"format": "card", "number": 4, "language": "de"})
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "private, no-store"
    assert "4 Karten" in team.get("/team/papier/drucken/").content.decode()


def test_the_page_says_what_is_missing(places, monkeypatch):
    monkeypatch.setattr("soesmart.ask.paper.views.printing.missing", lambda *names: ["typst"])
    html = signed_in("team").get("/team/papier/drucken/").content.decode()
    assert "soesmart[paper]" in html
    assert "<form class=" not in html


def test_before_it_comes_back_the_receipt_says_so(places, client):
    order = Order(number=1)
    (code,) = reserve(order, design_of(order).layout).codes
    assert "noch nicht bei der Stadt angekommen" in client.get(f"/k/{code}/").content.decode()
    assert client.get(f"/k/{code}/zuruecknehmen/").status_code == 404
    Card.objects.update(state=CardState.RETURNED)
    assert "Wir tippen sie gerade ab" in client.get(f"/k/{code}/").content.decode()
    Card.objects.update(state=CardState.VOID)
    assert "gilt nicht mehr" in client.get(f"/k/{code}/").content.decode()
