# SPDX-License-Identifier: EUPL-1.2
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from soesmart.ask import facade
from soesmart.ask.models import Contribution
from soesmart.ask.types import NewContribution
from tests.ask.sending import form_fields, send, solved

PATH = "/fragen/neu/"


def _picture() -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(content, "PNG")
    return SimpleUploadedFile("foto.png", content.getvalue(), "image/png")


def test_asked_with_the_least_effort_appears_at_once(client: Client):
    answer = send(client, PATH, text="Wann fährt der letzte Bus?", kind="question")
    assert re.fullmatch(r"/k/[0-9A-Z]{12}/", answer.headers["Location"])
    assert "Wann fährt der letzte Bus?" in client.get("/fragen/").content.decode()


def test_without_javascript_it_waits_for_a_person(client: Client):
    send(client, PATH, text="Wann fährt der letzte Bus?", kind="question", with_script=False)
    assert Contribution.objects.get().state == "waiting"


def test_who_fills_the_field_nobody_sees_waits(client: Client):
    send(client, PATH, text="Kaufen Sie!", kind="question", homepage="https://example.org")
    assert Contribution.objects.get().state == "waiting"


@pytest.mark.parametrize(
    ("written", "near", "place"),
    [
        ("Osttönnen", "somewhere", "ostoennen"),
        ("irgendwo in Ampen", "somewhere", "ampen"),
        ("bahnhof", "place", "bahnhof-soest"),
        ("", "", ""),
    ],
)
def test_places_are_understood_as_people_write_them(client: Client, written: str, near: str, place: str):
    send(client, PATH, text="Es fehlt eine Bank", kind="idea", place=written, near="somewhere")
    row = Contribution.objects.get()
    assert (row.near, row.place) == (near, place)


@pytest.mark.parametrize("written", ["Westönnen", "Bielefeld"])
def test_a_place_that_is_not_ours_is_an_error_at_the_field_and_the_text_stays(client: Client, written: str):
    html = send(client, PATH, text="Wann fährt der Bus?", kind="question", place=written).content.decode()
    assert "Diesen Ort kennen wir hier nicht" in html
    assert "Wann fährt der Bus?" in html and f'value="{written}"' in html
    assert "error-summary" in html
    assert not Contribution.objects.exists()


def test_an_ambiguous_place_names_what_would_do(client: Client):
    html = send(client, PATH, text="Wann?", kind="question", place="ingsen").content.decode()
    assert "Meinen Sie einen von diesen" in html


def test_a_point_from_the_device_is_kept(client: Client):
    send(client, PATH, text="Hier ist es dunkel", kind="problem", lat="51.5711", lon="8.1092")
    row = Contribution.objects.get()
    assert (row.near, row.lat, row.lon) == ("point", 51.5711, 8.1092)


@pytest.mark.parametrize(("lat", "lon"), [("nan", "8"), ("91", "8"), ("x", "8"), ("inf", "inf")])
def test_a_point_that_is_none_is_refused_without_losing_words(client: Client, lat: str, lon: str):
    answer = send(client, PATH, text="Hier ist es dunkel", kind="problem", lat=lat, lon=lon)
    assert answer.status_code == 200
    assert "Hier ist es dunkel" in answer.content.decode()


def test_a_photo_is_kept_when_the_form_comes_back(client: Client):
    html = client.get(PATH).content.decode()
    fields = form_fields(html) | {"guard-solution": solved(html), "text": "", "kind": "problem"}
    back = client.post(PATH, fields | {"photo": _picture()}).content.decode()
    assert "Ihr Foto ist noch da" in back
    fields = form_fields(back)
    client.post(
        PATH, fields | {"guard-solution": solved(back), "text": "Die Bank ist kaputt", "kind": "problem"}
    )
    row = Contribution.objects.get()
    assert row.photo.state == "waiting"


def test_a_kept_photo_can_be_left_out(client: Client):
    html = client.get(PATH).content.decode()
    back = client.post(
        PATH, form_fields(html) | {"text": "", "kind": "idea", "photo": _picture()}
    ).content.decode()
    client.post(PATH, form_fields(back) | {"text": "Eine Bank", "kind": "idea", "without_photo": "on"})
    assert not hasattr(Contribution.objects.get(), "photo")


def test_what_is_no_photo_is_an_error_at_the_field(client: Client):
    bad = SimpleUploadedFile("foto.png", b"not a picture", "image/png")
    html = send(client, PATH, text="Die Bank ist kaputt", kind="problem", photo=bad).content.decode()
    assert "kein lesbares Foto" in html and "Die Bank ist kaputt" in html
    assert "Ihr Foto ist noch da" not in html


def test_a_double_click_asks_once_and_both_get_a_receipt(client: Client):
    html = client.get(PATH).content.decode()
    fields = form_fields(html) | {"guard-solution": solved(html), "text": "Wann?", "kind": "question"}
    first, second = client.post(PATH, fields), client.post(PATH, fields)
    assert first.status_code == second.status_code == 302
    assert Contribution.objects.count() == 1


def test_similar_ones_are_offered_and_never_block(client: Client):
    facade.submit(NewContribution(text="Wann fährt der letzte Bus nach Ostönnen?", proven=True))
    values = {"text": "Wann fährt der letzte Bus nach Osttönnen?", "kind": "question"}
    offered = send(client, PATH, **values).content.decode()
    assert "Fragt das schon jemand?" in offered and "Trotzdem absenden" in offered
    assert Contribution.objects.count() == 1
    client.post(PATH, form_fields(offered) | values)
    assert Contribution.objects.count() == 2


def test_similar_ones_while_typing(client: Client):
    facade.submit(NewContribution(text="Wann fährt der letzte Bus nach Ostönnen?", proven=True))
    html = client.post("/fragen/aehnlich/", {"text": "wann fährt letzter bus ostönnen"}).content.decode()
    assert "/fragen/wann-" in html and 'name="gesehen"' in html
    assert client.post("/fragen/aehnlich/", {"text": "kurz"}).content.decode().strip() == ""
    assert client.get("/fragen/aehnlich/").status_code == 405


def test_an_expired_form_says_so_and_keeps_every_word(client: Client):
    html = client.post(PATH, {"guard-token": "alt", "text": "Wann?", "kind": "question"}).content.decode()
    assert "Ihr Text ist noch da" in html and ">\nWann?</textarea>" in html


def test_the_box_hands_over_what_was_typed(client: Client):
    html = client.get(
        PATH, {"text": "Ist das <b>Big Monster</b> da?", "ort": "ampen", "art": "idee"}
    ).content.decode()
    assert "Ist das &lt;b&gt;Big Monster&lt;/b&gt; da?" in html
    assert 'value="Ampen"' in html


def test_a_wrong_mail_address_is_an_error_at_the_field(client: Client):
    html = send(client, PATH, text="Wann?", kind="question", email="keine").content.decode()
    assert "keine E-Mail-Adresse" in html
    assert not Contribution.objects.exists()


def test_a_flood_is_asked_to_wait_and_the_text_stays(client: Client, settings):
    settings.SOESMART = {**settings.SOESMART, "guard.writes": 1}
    send(client, PATH, text="Wann?", kind="question")
    answer = send(client, PATH, text="Und wer macht das dann?", kind="question")
    assert answer.status_code == 429
    assert "Und wer macht das dann?" in answer.content.decode()


def test_the_form_is_in_no_cache_and_sets_no_cookie(client: Client):
    answer = client.get(PATH)
    assert not answer.cookies
    assert "private" in answer.headers.get("Cache-Control", "private")
