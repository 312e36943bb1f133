# SPDX-License-Identifier: EUPL-1.2
"""Photos: decoded, turned upright, made smaller and encoded anew, so that nothing but the picture is kept."""

import contextlib
import io
import os
import warnings
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from soesmart.ask.checks import clean_text
from soesmart.ask.leaves import record
from soesmart.ask.models import Contribution, Photo
from soesmart.ask.types import NewPhoto, Refused, Visibility

_FORMATS = ("JPEG", "PNG", "WEBP")
_LONGEST_SIDE = 1_600
DESCRIPTION = 300


@dataclass(frozen=True, slots=True)
class PreparedPhoto:
    content: bytes
    width: int
    height: int
    description: str


def folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "ask"


def prepare(new: NewPhoto) -> PreparedPhoto:
    """The harmless picture; raises Refused for anything else."""
    description = clean_text(new.description, "photo", DESCRIPTION, required=False, lines=False)
    limit = settings.SOESMART["ask.photo_max_megabytes"]
    if len(new.content) > limit * 1_000_000:
        raise Refused(
            "photo",
            _("Das Foto ist größer als %(limit)s MB. Bitte nehmen Sie ein kleineres.") % {"limit": limit},
        )
    picture = _decoded(new.content)
    picture.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    plain = Image.new("RGB", picture.size, "white")
    alpha = picture.convert("RGBA")
    plain.paste(alpha, mask=alpha.getchannel("A"))
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=82, optimize=True)
    return PreparedPhoto(out.getvalue(), plain.width, plain.height, description)


def _decoded(content: bytes) -> Image.Image:
    limit = settings.SOESMART["ask.photo_max_megapixels"] * 1_000_000
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is stricter
            picture = Image.open(io.BytesIO(content), formats=_FORMATS)
        if picture.width * picture.height > limit:
            raise Image.DecompressionBombError
        picture.draft("RGB", (_LONGEST_SIDE * 2, _LONGEST_SIDE * 2))
        return ImageOps.exif_transpose(picture)
    except Image.DecompressionBombError:
        raise Refused("photo", _("Das Foto hat zu viele Bildpunkte. Bitte verkleinern Sie es.")) from None
    except Refused:
        raise
    except Exception:  # broken files make Pillow's decoders raise nearly anything
        raise Refused(
            "photo", _("Diese Datei ist kein lesbares Foto. Möglich sind JPEG, PNG und WebP.")
        ) from None


def attach(row: Contribution, prepared: PreparedPhoto) -> Photo:
    """Store the picture; it waits for a moderator. The file is on disk before the row is."""
    name = store(prepared.content)
    photo = Photo.objects.create(
        contribution=row,
        name=name,
        width=prepared.width,
        height=prepared.height,
        description=prepared.description,
        state=Visibility.WAITING,
    )
    record("ask.photo", photo)
    return photo


def store(content: bytes) -> str:
    """The name of a new file that is on disk for certain."""
    name = f"{uuid4().hex}.jpg"
    path = folder() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return name


def erase_file(name: str) -> None:
    """Remove the picture once the deletion is certain."""

    def remove() -> None:
        with contextlib.suppress(FileNotFoundError):
            (folder() / name).unlink()

    transaction.on_commit(remove)
