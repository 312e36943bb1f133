# SPDX-License-Identifier: EUPL-1.2
"""Export mine, delete mine, or leave the words without me; and the check that finds what was left over."""

import io
import json

import pytest
from django.test import Client
from PIL import Image

from soesmart.ask import facade
from soesmart.ask.actions.photographing import folder
from soesmart.ask.actions.withdrawing import shred
from soesmart.ask.models import Contribution, Gram, Photo
from soesmart.ask.self_check import look
from soesmart.ask.types import NewContribution, NewPhoto

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "Die Laterne ist kaputt"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def _asked():
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(out, "PNG")
    return facade.submit(NewContribution(text=TEXT, photo=NewPhoto(out.getvalue()), proven=True))


def _wrong() -> list[str]:
    return [finding.text for finding in look() if not finding.ok]


def test_the_receipt_gives_all_that_is_stored(client: Client):
    asked = _asked()
    response = client.get(f"/k/{asked.code}/daten/")
    assert response["Content-Disposition"].startswith("attachment")
    assert json.loads(response.content)["ask"]["contributions"][0]["text"] == TEXT


def test_words_stay_without_the_person(client: Client):
    asked = _asked()
    path = f"/k/{asked.code}/zuruecknehmen/"
    assert "ohne Verbindung zu mir" in client.get(path).content.decode()
    html = client.post(path, {"nameless": "1"}).content.decode()
    assert "stehen jetzt für sich" in html
    row = Contribution.objects.get()
    assert (row.text, row.participant, row.form_token) == (TEXT, None, None)
    assert TEXT in client.get(asked.url).content.decode()
    assert client.get(f"/k/{asked.code}/").status_code == 404, "the code opens nothing any more"


def test_after_deleting_nothing_is_left_over():
    _asked()
    assert _wrong() == []
    shred(Contribution.objects.get().participant)
    assert _wrong() == []
    assert not Gram.objects.exists() and not list(folder().iterdir())


def test_the_check_finds_what_was_left_over():
    asked = _asked()
    (folder() / "verwaist.jpg").write_bytes(b"x")
    assert _wrong() == ["1 photo files belong to no photo"]
    (folder() / Photo.objects.get().name).unlink()
    Contribution.objects.filter(public_id=asked.id).update(state="deleted")
    assert any("keep words" in line for line in _wrong())
    assert any("have no file" in line for line in _wrong())
