# SPDX-License-Identifier: EUPL-1.2
"""Photos as attackers and ordinary people send them."""

import io
import struct
import zlib

import pytest
from django.db import transaction
from PIL import Image

from soesmart.ask import facade
from soesmart.ask.actions.photographing import folder
from soesmart.ask.models import Contribution, Photo
from soesmart.ask.types import NewContribution, NewPhoto, NotFound, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def _file(form: str, size: tuple[int, int] = (60, 40), mode: str = "RGB", **more: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "red" if mode == "RGB" else 0).save(out, form, **more)
    return out.getvalue()


def _with_gps() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = "Mein Name ist Geheim"
    exif[0x0112] = 6  # lies on its side
    exif.get_ifd(0x8825)[2] = (51.0, 34.0, 12.0)
    return _file("JPEG", exif=exif.tobytes(), comment=b"Geheim")


def _submit(content: bytes, **more: str):
    return facade.submit(NewContribution(text="Schau", photo=NewPhoto(content, **more), proven=True))


def test_nothing_but_the_picture_is_kept_and_it_waits(team):
    done = _submit(_with_gps(), description="Ein rotes Feld")
    photo = Photo.objects.get()
    stored = (folder() / photo.name).read_bytes()
    assert b"Geheim" not in stored and b"Exif" not in stored
    with Image.open(io.BytesIO(stored)) as picture:
        assert picture.size == (40, 60), "turned upright before the note about it is dropped"
        assert not picture.getexif()
    assert facade.by_id(done.id).photo is None
    with pytest.raises(NotFound):
        facade.photo_file(photo.public_id)
    facade.approve(team, "photo", photo.public_id)
    assert facade.by_id(done.id).photo.description == "Ein rotes Feld"
    assert facade.photo_file(photo.public_id).is_file()
    facade.hide(team, "photo", photo.public_id, "Zeigt ein Nummernschild")
    with pytest.raises(NotFound):
        facade.photo_file(photo.public_id)
    assert "Nummernschild" in facade.by_id(done.id).history[-1].reason


@pytest.mark.parametrize(("form", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("WEBP", "RGB"), ("PNG", "I;16")])
def test_other_formats_become_jpeg(form, mode):
    _submit(_file(form, mode=mode))
    assert (folder() / Photo.objects.get().name).read_bytes()[:2] == b"\xff\xd8"


def test_large_photos_shrink():
    _submit(_file("JPEG", (4000, 1000)))
    photo = Photo.objects.get()
    assert (photo.width, photo.height) == (1600, 400)


def _bomb() -> bytes:
    """A PNG that says 30,000 × 30,000 in a few hundred bytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * 3751 * 100, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg onload=alert(1)>",
        b"GIF89a" + b"\0" * 50,
        _file("GIF", mode="P"),
        _file("BMP"),
        _file("TIFF"),
        _file("JPEG")[:200],
        _file("PNG")[:60],
        b"\xff\xd8\xff\xe0" + b"\0" * 500,
        _bomb(),
        _file("PNG", (8000, 6000), mode="1"),
        b"\xff\xd8" + b"\0" * 10_000_001,
    ],
    ids=[
        "empty",
        "svg",
        "gif-header",
        "gif",
        "bmp",
        "tiff",
        "cut-jpeg",
        "cut-png",
        "zeros",
        "bomb",
        "many-pixels",
        "many-bytes",
    ],
)
def test_attacks_are_refused_and_nothing_is_stored(content):
    with pytest.raises(Refused) as refused:
        _submit(content)
    assert refused.value.field == "photo"
    assert not Contribution.objects.exists() and not Photo.objects.exists()
    assert not folder().exists() or not list(folder().iterdir())


@pytest.mark.django_db(transaction=True)
def test_deleting_removes_the_file_once_it_is_certain(person):
    who = person()
    done = facade.submit(
        NewContribution(text="Schau", photo=NewPhoto(_file("JPEG")), participant=who, proven=True)
    )
    file = folder() / Photo.objects.get().name
    with pytest.raises(RuntimeError), transaction.atomic():
        facade.withdraw(who, done.id)
        raise RuntimeError
    assert file.is_file()
    facade.withdraw_photo(who, done.id)
    assert not file.exists() and not Photo.objects.exists()
    assert facade.mine(who, done.id).photo_state is None
