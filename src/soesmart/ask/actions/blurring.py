# SPDX-License-Identifier: EUPL-1.2
"""Makes parts of a photo unrecognisable for good: the old picture is deleted, nothing leads back to it."""

import io
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from PIL import Image

from soesmart.accounts.facade import Actor, require
from soesmart.ask import rules
from soesmart.ask.actions.photographing import erase_file, folder, store
from soesmart.ask.actions.showing import part
from soesmart.ask.engine.areas import Area
from soesmart.ask.leaves import record
from soesmart.ask.models import Event, Photo
from soesmart.ask.types import NotFound, Refused, Visibility
from soesmart.kernel.log.actions import erase

_BLOCKS = 4
"""An area keeps at most so many colours a side: a blur can be undone by guessing, four means cannot."""


def blur_photo(actor: Actor, key: UUID, areas: tuple[Area, ...]) -> None:
    """Also for photos that are shown already."""
    if not areas:
        raise Refused("areas", _("Bitte wählen Sie mindestens eine Stelle."))
    with transaction.atomic():
        require(actor, "ask.moderate", "")
        row = part("photo", key)
        if not isinstance(row, Photo) or row.state not in {Visibility.WAITING, Visibility.SHOWN}:
            raise NotFound(str(key))
        old = row.name
        try:
            content = (folder() / old).read_bytes()
        except FileNotFoundError:
            raise NotFound(str(key)) from None
        row.name = store(pixelated(content, areas))
        row.version += 1
        row.save()
        erase("ask.photo", str(key))
        record("ask.photo", row)
        erase_file(old)
        Event.objects.create(
            contribution=row.contribution,
            before=row.contribution.state,
            state=row.contribution.state,
            reason=_("Auf dem Foto wurden Stellen unkenntlich gemacht."),
            by=rules.MODERATION,
        )


def pixelated(content: bytes, areas: tuple[Area, ...]) -> bytes:
    picture = Image.open(io.BytesIO(content)).convert("RGB")
    for area in areas:
        box = _box(area, picture.width, picture.height)
        size = (box[2] - box[0], box[3] - box[1])
        few = picture.crop(box).resize((min(_BLOCKS, size[0]), min(_BLOCKS, size[1])), Image.Resampling.BOX)
        picture.paste(few.resize(size, Image.Resampling.NEAREST), box)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()


def _box(area: Area, width: int, height: int) -> tuple[int, int, int, int]:
    left, top = int(area.left * width), int(area.top * height)
    right = min(width, int((area.left + area.width) * width) + 1)
    bottom = min(height, int((area.top + area.height) * height) + 1)
    return left, top, max(right, left + 1), max(bottom, top + 1)
