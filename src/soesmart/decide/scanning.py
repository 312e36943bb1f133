# SPDX-License-Identifier: EUPL-1.2
"""Scanned ballots: read at once, offline, in a folder that is gone afterwards. No picture is kept.

What the scanner reads is the first of two readings; whatever is doubtful has to be typed.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from soesmart.accounts.facade import Actor
from soesmart.ask.paper.facade import Job, ReadCard, Unreadable, count_pages, read_page
from soesmart.decide.actions.entering import Entered, Sheet, enter
from soesmart.decide.engine.box.ballots import Form
from soesmart.decide.sheets_layout import fits, layout_of
from soesmart.decide.types import KeysMissing, Refused, VoteView
from soesmart.kernel.ids import grouped

_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".pdf"})


@dataclass(frozen=True, slots=True)
class Scanned:
    """What became of one sheet; `code` only so that the person finds the paper."""

    where: str
    code: str
    text: str
    good: bool


def read_scans(
    actor: Actor, vote: VoteView, files: "Sequence[UploadedFile[Any]]", batch: str, notes: Sequence[int] = ()
) -> list[Scanned]:
    from soesmart.decide.views.casting import notes as notes_of

    if not fits(vote):
        return [Scanned("", "", _("Auf einen Stimmzettel passen 20 Projekte."), good=False)]
    layout = layout_of(vote, notes or notes_of(vote))
    found: list[Scanned] = []
    with tempfile.TemporaryDirectory(prefix="stimmzettel-") as folder:
        for number, file in enumerate(files):
            suffix = Path(file.name or "").suffix.lower()
            path = Path(folder) / f"{number}{suffix}"
            name = str(file.name)
            if suffix not in _SUFFIXES:
                found.append(Scanned(name, "", _("Diese Datei ist kein lesbares Bild."), good=False))
                continue
            path.write_bytes(file.read())
            try:
                pages = count_pages(path)
            except Unreadable:
                found.append(Scanned(name, "", _("Diese Datei ist kein lesbares Bild."), good=False))
                continue
            for page in range(pages):
                most = settings.SOESMART["paper.max_megapixels"]
                read = read_page(Job(str(path), page, {layout.key: layout.as_json()}, most))
                found += [_one(actor, vote, card, batch, f"{name}, {page + 1}") for card in read.cards]
    return found


def _one(actor: Actor, vote: VoteView, card: ReadCard, batch: str, where: str) -> Scanned:
    shown = grouped(card.code) if card.code else ""
    if not card.code or card.doubts:
        return Scanned(where, shown, _("Nicht sicher zu lesen: Bitte abtippen, zwei Personen."), good=False)
    scale = 100 if vote.form == Form.MONEY else 1
    choices = {number: int(value) * scale for number, value in card.chosen.items()}
    try:
        entered = enter(actor, vote.id, Sheet(card.code, choices, batch), scanned=True)
    except Refused as refused:
        return Scanned(where, shown, refused.text, good=False)
    except KeysMissing:
        return Scanned(where, shown, _("Die Schlüssel der Urne fehlen auf diesem Server."), good=False)
    if entered == Entered.HAS_VOTED:
        return Scanned(
            where, shown, _("Mit diesem Code ist schon abgestimmt. Der Zettel zählt nicht."), good=False
        )
    return Scanned(where, shown, _("Gelesen. Jetzt tippt eine Person denselben Zettel ab."), good=True)
