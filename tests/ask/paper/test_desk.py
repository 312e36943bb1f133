# SPDX-License-Identifier: EUPL-1.2
"""From the printed card to the published question: pictures, typing twice, forgetting."""

from datetime import timedelta

import cv2
import numpy as np
import pytest

from soesmart.accounts.facade import Actor, Held
from soesmart.ask.models import Contribution
from soesmart.ask.paper import files
from soesmart.ask.paper.actions import entering, stacking
from soesmart.ask.paper.actions.forgetting import forget, shred
from soesmart.ask.paper.actions.reserving import reserve
from soesmart.ask.paper.designs import design_of
from soesmart.ask.paper.exports import pdf
from soesmart.ask.paper.models import Card, Entry, Page, Scan, Stack
from soesmart.ask.paper.queries import queue
from soesmart.ask.paper.types import After, CardState, Order, Refused, StackState, Typed, Upload
from soesmart.kernel import clock
from tests.people import signed_in
from tools.workshop import degraded

TEXT = "Wann fährt der letzte Bus nach Ampen?"


def _actor(number: int) -> Actor:
    return Actor(account_id=number, grants=(Held("guest"), Held("data_entry")))


ANNA, BERT, CEM = _actor(1), _actor(2), _actor(3)


@pytest.fixture
def house(settings, tmp_path):
    def change(**changed):
        values = {name.replace("__", "."): value for name, value in changed.items()}
        settings.SOESMART = {**settings.SOESMART, **values}

    settings.MEDIA_ROOT = tmp_path
    change(executor="threads")
    return change


@pytest.fixture
def codes(places, house) -> tuple[str, ...]:
    order = Order(number=4)
    return reserve(order, design_of(order).layout).codes


@pytest.fixture
def photo(codes) -> bytes:
    """Two written cards of one batch, photographed together as a scan."""
    order = Order(number=4)
    design = design_of(order)
    (page,) = degraded.pages(pdf(order, design, codes, "https://fragen.example.org"))
    chance = np.random.default_rng(5)
    cut = degraded.cells(page, design.layout.frame, design.page_height, design.per_page)[:2]
    cards = [
        degraded.written_on(one, design.layout, code, chance).picture
        for one, code in zip(cut, codes, strict=False)
    ]
    _, packed = cv2.imencode(".jpg", np.hstack(cards))
    return packed.tobytes()


def _card(code: str) -> Card:
    card = stacking.card_of_code(code)
    assert card
    return card


def _read(content: bytes) -> Stack:
    stack = stacking.take_in(ANNA, [Upload("stapel.jpg", content)])
    Stack.objects.update(state=StackState.RUNNING)
    stacking.read_all(stack.public_id)
    stack.refresh_from_db()
    return stack


def test_a_picture_brings_its_cards_back(codes, photo, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        stack = _read(photo)
    assert (stack.state, stack.total, stack.done) == (StackState.DONE, 1, 1)
    assert {scan.card for scan in Scan.objects.all()} == {_card(code) for code in codes[:2]}
    assert [_card(code).state for code in codes] == [CardState.RETURNED] * 2 + [CardState.PRINTED] * 2
    kept = {path.name for path in files.folder().iterdir()}
    assert kept == set(Scan.objects.values_list("name", flat=True))  # the upload itself is gone


def test_reading_again_changes_nothing(photo):
    stack = _read(photo)
    Stack.objects.update(state=StackState.RUNNING)
    stacking.read_all(stack.public_id)
    stacking.keep(Page.objects.get(), stacking.ReadPage(()))
    stack.refresh_from_db()
    assert (stack.done, Scan.objects.count()) == (1, 2)


def test_a_cancelled_stack_leaves_no_files(photo):
    stack = stacking.take_in(ANNA, [Upload("a.jpg", photo), Upload("b.jpg", photo)])
    stacking.begin(ANNA, stack.public_id)
    stacking.cancel(ANNA, stack.public_id)
    stacking.read_all(stack.public_id)
    assert not Scan.objects.exists()
    stack.refresh_from_db()
    assert stack.state == StackState.CANCELLED


@pytest.mark.parametrize("label", ["karte.jpg", "karte.pdf", "karte.exe", "karte"])
def test_what_is_no_picture_is_refused(codes, label):
    with pytest.raises(Refused):
        stacking.take_in(ANNA, [Upload(label, b"MZ nothing")])
    assert not Stack.objects.exists()
    assert not files.folder().exists() or not list(files.folder().iterdir())


def test_the_second_person_sees_nothing_of_the_first(codes, client):
    key = stacking.arrive(ANNA, codes[0]).public_id
    assert entering.enter(ANNA, key, Typed("question", TEXT, "Ampen")) == After.SECOND
    assert not Contribution.objects.exists()
    with pytest.raises(Refused):
        entering.enter(ANNA, key, Typed("question", TEXT, "Ampen"))
    html = signed_in("data_entry", email="b@example.org").get(f"/team/papier/karte/{key}/").content.decode()
    assert TEXT not in html and "Noch einmal abtippen" in html
    assert entering.enter(BERT, key, Typed("question", f" {TEXT}\n", "Ampen")) == After.PUBLISHED
    asked = Contribution.objects.get()
    assert (asked.text, asked.place, asked.waits) == (TEXT, "ampen", "")
    assert TEXT in client.get(f"/k/{codes[0]}/").content.decode()
    assert not Entry.objects.exists()


def test_two_readings_are_decided_by_somebody(codes):
    key = stacking.arrive(ANNA, codes[0]).public_id
    entering.enter(ANNA, key, Typed("question", TEXT))
    assert entering.enter(BERT, key, Typed("idea", TEXT.replace("letzte", "erste"))) == After.DIFFERENT
    assert queue.waiting(CEM).different == 1
    html = signed_in("data_entry").get(f"/team/papier/karte/{key}/").content.decode()
    assert "<mark>letzte</mark>" in html and "<mark>erste</mark>" in html
    assert entering.resolve(CEM, key, Typed("question", TEXT)) == After.PUBLISHED
    with pytest.raises(Refused):
        entering.resolve(CEM, key, Typed("question", TEXT))
    assert Contribution.objects.count() == 1


def test_one_entry_is_enough_where_the_town_says_so(codes, house):
    house(paper__second_entry_percent=0)
    key = stacking.arrive(ANNA, codes[0]).public_id
    assert entering.enter(ANNA, key, Typed("idea", "Mehr Bänke", "Hinterm Rathaus")) == After.PUBLISHED
    assert Contribution.objects.get().text == "Mehr Bänke\n\nOrt: Hinterm Rathaus"


def test_the_rules_of_asking_hold_for_paper(codes, house):
    house(paper__second_entry_percent=0, ask__pre_moderation=True)
    key = stacking.arrive(ANNA, codes[0]).public_id
    entering.enter(ANNA, key, Typed("question", TEXT))
    assert Contribution.objects.get().waits == "moderation"
    with pytest.raises(Refused) as refused:
        stacking.arrive(ANNA, codes[0])
    assert refused.value.field == "code"


def test_two_people_get_two_cards(codes):
    for code in codes[:2]:
        stacking.arrive(ANNA, code)
    first, second = queue.next_card(ANNA), queue.next_card(BERT)
    assert first and second and first != second
    assert queue.next_card(CEM) is None
    assert queue.next_card(ANNA) == first


def test_pictures_go_when_their_time_is_over(codes, photo, house, monkeypatch):
    house(paper__second_entry_percent=0)
    _read(photo)
    Scan.objects.update(doubts=[])
    entering.enter(ANNA, _card(codes[0]).public_id, Typed("question", TEXT))
    forget()
    assert Scan.objects.count() == 2
    later = clock.now() + timedelta(days=15)
    monkeypatch.setattr(clock, "now", lambda: later)
    forget()
    assert [scan.card for scan in Scan.objects.all()] == [_card(codes[1])]


def test_forgetting_a_person_takes_pictures_and_texts(codes, photo, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        _read(photo)
    card = _card(codes[0])
    entering.enter(ANNA, card.public_id, Typed("question", TEXT))
    with django_capture_on_commit_callbacks(execute=True):
        assert shred(card.participant) == 1
    assert not Entry.objects.exists()
    assert {path.name for path in files.folder().iterdir()} == set(
        Scan.objects.values_list("name", flat=True)
    )
    card.refresh_from_db()
    assert (card.state, card.participant) == (CardState.VOID, None)


def test_taking_it_back_takes_the_picture(codes, photo, house, client):
    house(paper__second_entry_percent=0)
    _read(photo)
    Scan.objects.update(doubts=[])
    entering.enter(ANNA, _card(codes[0]).public_id, Typed("question", TEXT))
    client.post(f"/k/{codes[0]}/zuruecknehmen/")
    assert not Scan.objects.filter(card__public_id=_card(codes[0]).public_id).exists()


def test_the_desk_from_picture_to_question(codes, photo, house, tmp_path):
    house(paper__second_entry_percent=0)
    _read(photo)
    Scan.objects.update(doubts=[])
    clerk = signed_in("data_entry")
    assert clerk.get("/team/papier/").status_code == 200
    page = clerk.get("/team/papier/tippen/", follow=True)
    html = page.content.decode()
    assert "Handschrift im Textfeld" in html
    scan = Scan.objects.order_by("pk").first()
    for path in ("", "text/", "place/"):
        answer = clerk.get(f"/team/papier/bild/{scan.public_id}/{path}")
        assert answer.getvalue().startswith(b"\xff\xd8")
        assert answer["Cache-Control"] == "private, no-store"
    assert clerk.get(f"/team/papier/bild/{scan.public_id}/nichts/").status_code == 404
    assert signed_in("politics").get(f"/team/papier/bild/{scan.public_id}/").status_code == 403
    posted = {"kind": "problem", "place": "Ampen", "text": "Der Weg ist dunkel.", "language": "de"}
    clerk.post(page.request["PATH_INFO"], posted)
    assert Contribution.objects.get().kind == "problem"


def test_uploading_by_page_and_by_script(codes, photo, tmp_path):
    from django.core.files.uploadedfile import SimpleUploadedFile

    clerk = signed_in("data_entry")
    one = clerk.post(
        "/team/papier/stapel/",
        {"files": SimpleUploadedFile("a.jpg", photo), "more": "1"},
        headers={"Accept": "application/json"},
    ).json()
    clerk.post("/team/papier/stapel/", {"files": SimpleUploadedFile("b.jpg", photo), "stack": one["stack"]})
    stack = Stack.objects.get()
    assert (stack.total, stack.state) == (2, StackState.RUNNING)
    bad = clerk.post(
        "/team/papier/stapel/",
        {"files": SimpleUploadedFile("c.txt", b"x")},
        headers={"Accept": "application/json"},
    )
    assert bad.status_code == 400 and "c.txt" in bad.json()["problem"]
