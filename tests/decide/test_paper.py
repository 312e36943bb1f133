# SPDX-License-Identifier: EUPL-1.2
"""Paper: two readings, one of them perhaps the scanner's, and the same box as everybody."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from soesmart.accounts.facade import Actor, Held
from soesmart.decide.actions.entering import Entered, Sheet, enter, waiting
from soesmart.decide.engine.box.ballots import Form
from soesmart.decide.models import Ballot, Turned, Typed
from soesmart.decide.posters import ballot_sheets, code_cards, notes_sheet
from soesmart.decide.queries.votes import view
from soesmart.decide.scanning import read_scans
from soesmart.decide.sheets_layout import layout_of
from soesmart.decide.types import Refused
from soesmart.decide.views.casting import notes
from tests.people import signed_in

pytestmark = pytest.mark.django_db
ONE = Actor(account_id=11, grants=(Held("data_entry"),))
TWO = Actor(account_id=12, grants=(Held("data_entry"),))
SCALE = 8


def test_a_sheet_counts_when_two_people_read_the_same(box):
    urn = box()
    sheet = Sheet(urn.codes[0], {"1": 500}, "Markt")
    assert enter(ONE, urn.vote.pk, sheet) == Entered.FIRST
    assert enter(ONE, urn.vote.pk, sheet) == Entered.AGAIN, "the same person twice is one reading"
    assert not Ballot.objects.exists() and waiting(urn.vote.pk) == 1
    assert urn.codes[0] not in Typed.objects.get().sealed and "Markt" not in Typed.objects.get().sealed
    other = Sheet(urn.codes[0], {"1": 600}, "Markt")
    assert enter(TWO, urn.vote.pk, other) == Entered.DIFFERENT
    assert enter(TWO, urn.vote.pk, sheet) == Entered.CAST
    assert Ballot.objects.count() == 1 and not Typed.objects.exists()


def test_a_sheet_read_once_goes_with_the_box_and_does_not_count(box, hour):
    """Nobody agreed with the reading; and who votes by paper must not be kept when the keys are gone."""
    urn = box()
    enter(ONE, urn.vote.pk, Sheet(urn.codes[0], {"1": 500}, "Markt"))
    urn.cast(1, {"2": 100})
    hour.now = urn.vote.late_until
    assert urn.finish().result["ballots"] == 1
    assert not Typed.objects.exists()


def test_who_voted_already_does_not_vote_on_paper_again(box):
    urn = box()
    urn.cast(0, {"2": 100})
    stored = Ballot.objects.get().sealed
    assert enter(ONE, urn.vote.pk, Sheet(urn.codes[0], {"1": 500}, "Markt")) == Entered.HAS_VOTED
    assert Ballot.objects.get().sealed == stored
    assert (Turned.objects.get().batch, Turned.objects.get().number) == ("Markt", 1)


@pytest.mark.parametrize(
    ("code", "choices", "fault"), [("0" * 16, {"1": 5}, "code"), (None, {"9": 5}, "unknown")]
)
def test_what_does_not_fit_is_told_at_once(box, code, choices, fault):
    urn = box()
    with pytest.raises(Refused) as caught:
        enter(ONE, urn.vote.pk, Sheet(code or urn.codes[0], choices, "Markt"))
    assert caught.value.code == fault and not Typed.objects.exists()


def test_the_desk_shows_what_differs(box):
    urn = box()
    first, second = signed_in("data_entry"), signed_in("data_entry", email="two@example.org")
    path = f"/team/abstimmungen/{urn.vote.pk}/papier/"
    given = {"code": urn.codes[0], "batch": "Markt", "p-1": "500"}
    assert "Erste Lesung gespeichert" in first.post(path, given).content.decode()
    assert "verschieden" in second.post(path, {**given, "p-1": "5.000"}).content.decode()
    assert "liegt in der Urne" in second.post(path, given).content.decode()


@pytest.mark.parametrize("form", [Form.APPROVAL, Form.MONEY])
def test_printed_ticked_scanned_and_confirmed(box, form):
    pdfium, draw = pytest.importorskip("pypdfium2"), pytest.importorskip("PIL.ImageDraw")
    pytest.importorskip("cv2")
    urn = box(form=form, purse=1_000_000_00 if form == Form.MONEY else 0)
    shown = view(urn.row())
    values = notes(shown) if form == Form.MONEY else (1,)
    pdf = pdfium.PdfDocument(ballot_sheets(shown, urn.codes[:1], values))
    page = pdf[0].render(scale=SCALE * 25.4 / 72).to_pil().convert("RGB")
    pen = draw.Draw(page)
    wanted = {"1": "1", "4": "1"} if form == Form.APPROVAL else {"1": str(values[0]), "2": str(values[1])}
    for mark in layout_of(shown, values).boxes:
        if wanted.get(mark.group) == mark.value:
            left, top = mark.x * SCALE, mark.y * SCALE
            side = mark.size * SCALE
            for line in (
                (left + 5, top + 5, left + side - 5, top + side - 5),
                (left + side - 5, top + 5, left + 5, top + side - 5),
            ):
                pen.line(line, fill=(20, 20, 90), width=4)
    out = io.BytesIO()
    page.save(out, "PNG")
    (read,) = read_scans(ONE, shown, [SimpleUploadedFile("zettel.png", out.getvalue())], "Markt", values)
    assert read.good, read
    assert not Ballot.objects.exists()
    scale = 100 if form == Form.MONEY else 1
    choices = {number: int(value) * scale for number, value in wanted.items()}
    assert enter(ONE, urn.vote.pk, Sheet(urn.codes[0], choices, "Markt")) == Entered.CAST


def test_everything_is_printed(box):
    urn = box()
    shown = view(urn.row())
    for pdf in (
        code_cards(shown, urn.codes[:12], "https://stadt.example", letters=False),
        code_cards(shown, urn.codes[:2], "https://stadt.example", letters=True),
        notes_sheet(shown, notes(shown)),
    ):
        assert pdf.startswith(b"%PDF")
