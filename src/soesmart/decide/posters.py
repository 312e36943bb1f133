# SPDX-License-Identifier: EUPL-1.2
"""What is printed for a vote: cards or letters with codes, ballots to fill in, money to lay down."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.utils.translation import gettext as _

from soesmart.ask.paper.facade import FRAMES, Payload, modules, qr_svg, typeset
from soesmart.decide.engine.box.ballots import Form
from soesmart.decide.queries.results import euros
from soesmart.decide.sheets_layout import fits, layout_of
from soesmart.decide.types import Refused, VoteView
from soesmart.kernel.ids import grouped

_HERE = Path(__file__).parent


def code_cards(vote: VoteView, codes: Sequence[str], home: str, *, letters: bool) -> bytes:
    """Ten cards on a page, or one letter each; in the shuffled order of `codes`, without any number."""
    address = f"{home}/mitentscheiden/{vote.slug}/stimmen/"
    shown = address.partition("://")[2]
    data = {
        "lang": "de",
        "letters": letters,
        "town": settings.SOESMART["town.name"],
        "title": vote.title.texts["de"],
        "words": {
            "head": _("Ihr Code zum Abstimmen"),
            "how": _("Scannen, oder %(address)s öffnen und den Code eintippen.") % {"address": shown},
            "secret": _("Zeigen Sie den Code niemandem. Die Stadt kann ihn nicht noch einmal drucken."),
            "qr": _("QR-Code mit der Adresse zum Abstimmen"),
            "until": _("Abstimmen bis %(end)s") % {"end": _day(vote)},
            "letter": _(
                "Sie dürfen abstimmen. Auf diesem Brief steht ein Code. Niemand hat sich gemerkt, "
                "wer welchen bekommt. Mit ihm stimmen Sie online, am Stand oder auf Papier ab. "
                "Bis zum Ende können Sie Ihre "
                "Stimme online ändern."
            ),
        },
        "cards": [{"code": grouped(code), "qr": _link_qr(f"{address}#{code}")} for code in codes],
    }
    return typeset(_HERE / "codes.typ", data)


def ballot_sheets(vote: VoteView, codes: Sequence[str], notes: Sequence[int]) -> bytes:
    """One ballot on A4 for every code, with corner marks for the scanner."""
    if not fits(vote):
        raise Refused("sheet", _("Auf einen Stimmzettel passen 20 Projekte."))
    layout, frame = layout_of(vote, notes), FRAMES["sheet"]
    money = vote.form == Form.MONEY
    data: dict[str, Any] = {
        "lang": "de",
        "town": settings.SOESMART["town.name"],
        "title": vote.title.texts["de"],
        "words": {
            "how": _how(vote),
            "tick": _("Ankreuzen: ein deutliches Kreuz. Geirrt? Kästchen ganz ausmalen."),
            "qr": _("QR-Code mit dem Code dieses Stimmzettels"),
        },
        "qr_at": {"x": frame.qr.x, "y": frame.qr.y, "size": frame.qr.width},
        "mark": frame.mark,
        "marks": [
            {"x": spot.x, "y": spot.y, "rows": modules(frame.first_mark + number)}
            for number, spot in enumerate(frame.marks)
        ],
        "boxes": [
            {
                "x": box.x,
                "y": box.y,
                "size": box.size,
                "label": "" if vote.form == Form.APPROVAL else _amount(int(box.value), money=money),
            }
            for box in layout.boxes
        ],
        "rows": [
            {
                "y": 72 + 8 * at,
                "x": 26 if vote.form == Form.APPROVAL else 14,
                "width": 150 if vote.form == Form.APPROVAL else 76,
                "title": f"{option.number}  {option.title.texts['de']}",
                "cost": euros(option.cost),
            }
            for at, option in enumerate(vote.options)
        ],
        "cards": [
            {"code": grouped(code), "qr": qr_svg(str(Payload(layout.key, code)), "m")} for code in codes
        ],
    }
    return typeset(_HERE / "ballots.typ", data)


def notes_sheet(vote: VoteView, notes: Sequence[int]) -> bytes:
    """Play money for the stall: as many notes of each kind as make up one purse."""
    money = vote.form == Form.MONEY
    whole = vote.purse // 100 if money else vote.purse
    rest, pieces = whole, []
    for note in notes:
        number = max(1, rest // note // 2) if note != notes[-1] else rest // note
        number = min(number, rest // note, 24)
        pieces += [note] * number
        rest -= note * number
    data = {
        "lang": "de",
        "title": vote.title.texts["de"],
        "example": _("Spielgeld für die Abstimmung"),
        "notes": [_amount(note, money=money) for note in pieces],
    }
    return typeset(_HERE / "money.typ", data)


def _amount(whole: int, *, money: bool) -> str:
    return euros(whole * 100) if money else str(whole)


def _how(vote: VoteView) -> str:
    if vote.form == Form.APPROVAL:
        if vote.most:
            return _("Kreuzen Sie höchstens %(most)s Projekte an.") % {"most": vote.most}
        return _("Kreuzen Sie alle Projekte an, die Sie wollen.")
    purse = euros(vote.purse) if vote.form == Form.MONEY else str(vote.purse)
    return _("Verteilen Sie höchstens %(purse)s. Je Projekt ein Kreuz.") % {"purse": purse}


def _day(vote: VoteView) -> str:
    from django.utils.formats import date_format
    from django.utils.timezone import localtime

    return date_format(localtime(vote.closes_at), "j. F Y, H:i")


def _link_qr(text: str) -> str:
    import io

    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", border=0, xmldecl=False, svgns=True)
    return out.getvalue().decode()
