# SPDX-License-Identifier: EUPL-1.2
"""Photos wait; a moderator makes places unrecognisable; the old file is gone."""

import io

import pytest
from django.test import Client
from PIL import Image, ImageDraw

from soesmart.ask import facade, photo_regions
from soesmart.ask.actions.photographing import folder
from soesmart.ask.models import Photo
from soesmart.ask.types import NewContribution, NewPhoto
from tests.people import signed_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def photo() -> Photo:
    """Fine stripes on the left, white on the right."""
    picture = Image.new("RGB", (480, 320), "white")
    pen = ImageDraw.Draw(picture)
    for x in range(0, 240, 4):
        pen.line((x, 0, x, 320), fill="black", width=2)
    out = io.BytesIO()
    picture.save(out, "PNG")
    facade.submit(NewContribution(text="Schau", photo=NewPhoto(out.getvalue()), proven=True))
    return Photo.objects.get()


def _colours(photo: Photo, box: tuple[int, int, int, int]) -> int:
    """How many clearly different tones an area has."""
    with Image.open(folder() / photo.name) as picture:
        return len({tone // 32 for tone in picture.convert("L").crop(box).tobytes()})


def test_places_become_coarse_and_the_old_picture_is_gone(photo: Photo):
    old = folder() / photo.name
    moderator = signed_in("moderator")
    path = f"/team/pruefen/foto/{photo.public_id}/unkenntlich/"
    html = moderator.get(path).content.decode()
    assert "Unkenntlich machen" in html
    assert moderator.get(f"/team/pruefen/foto/{photo.public_id}/raster/")["Content-Type"] == "image/jpeg"
    assert _colours(photo, (10, 10, 110, 110)) > 1
    assert moderator.post(path, {"areas": "A1-D4"}).status_code == 302
    photo.refresh_from_db()
    assert not old.exists() and (folder() / photo.name).exists()
    assert _colours(photo, (10, 10, 110, 110)) == 1, "no stripes are left"
    assert _colours(photo, (170, 170, 230, 300)) > 1, "the rest is as it was"
    reasons = facade.by_id(photo.contribution.public_id).history
    assert "unkenntlich gemacht" in reasons[-1].reason
    assert photo.state == "waiting", "it still wants a decision"


@pytest.mark.parametrize(("areas", "words"), [("", "mindestens eine Stelle"), ("Z9", "ist keine Stelle")])
def test_mistakes_are_named(photo: Photo, areas: str, words: str):
    path = f"/team/pruefen/foto/{photo.public_id}/unkenntlich/"
    assert words in signed_in("moderator").post(path, {"areas": areas}).content.decode()
    assert Photo.objects.get().version == photo.version


@pytest.mark.parametrize("step", ["unkenntlich", "raster"])
def test_only_moderators(photo: Photo, step: str):
    for client in (Client(), signed_in("politics")):
        assert client.get(f"/team/pruefen/foto/{photo.public_id}/{step}/").status_code == 403


def test_proposals_are_offered_ticked(photo: Photo, monkeypatch):
    region = photo_regions.Region("face", photo_regions.Area(0.1, 0.2, 0.3, 0.4))
    monkeypatch.setattr(photo_regions, "proposed", lambda path: (region,))
    html = signed_in("moderator").get(f"/team/pruefen/foto/{photo.public_id}/unkenntlich/").content.decode()
    assert 'value="10.0,20.0,30.0,40.0"' in html and "Gesicht 1" in html and "checked" in html


def test_without_opencv_or_switched_off_nothing_is_proposed(photo: Photo, settings, monkeypatch):
    settings.SOESMART = {**settings.SOESMART, "algorithms_off": ["ask.photo_regions"]}
    assert photo_regions.proposed(folder() / photo.name) == ()
    monkeypatch.setattr(photo_regions, "_detectors", tuple)
    html = signed_in("moderator").get(f"/team/pruefen/foto/{photo.public_id}/unkenntlich/").content.decode()
    assert "Vorschläge sind hier nicht eingerichtet" in html
