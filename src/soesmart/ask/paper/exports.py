# SPDX-License-Identifier: EUPL-1.2
"""Cards as a PDF for the printer. Codes exist only on the paper: printing again makes new ones."""

import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from soesmart.ask.paper import wording
from soesmart.ask.paper.actions.reserving import reserve
from soesmart.ask.paper.designs import RIGHT_TO_LEFT, design_of, place_names
from soesmart.ask.paper.engine import marks
from soesmart.ask.paper.engine.formats import KIND, PLACE, Design
from soesmart.ask.paper.engine.layout import FRAMES
from soesmart.ask.paper.engine.payload import Payload
from soesmart.ask.paper.needs import needed
from soesmart.ask.paper.types import Format, Order, Refused
from soesmart.kernel.ids import grouped

_HERE = Path(__file__).parent
_MASK = 7


@transaction.atomic
def printed(order: Order, address: str) -> bytes:
    """The PDF of a new batch; nothing is reserved when it cannot be made. `address`: the town's pages."""
    design = design_of(order)
    reserved = reserve(order, design.layout)
    return pdf(order, design, reserved.codes, address)


def export_cards(path: Path) -> int:
    """`soesmart export cards FILE`: as many cards as the setting says, in the town's first language."""
    house = settings.SOESMART
    if not house["public_url"]:
        raise Refused(
            "address", _("Bitte zuerst die Einstellung public_url setzen: Sie steht auf den Karten.")
        )
    order = Order(Format.CARD, house["paper.batch"], house["languages"][0])
    path.write_bytes(printed(order, house["public_url"]))
    return order.number


def pdf(order: Order, design: Design, codes: Sequence[str], address: str) -> bytes:
    return typeset(_HERE / "card.typ", _data(order, design, codes, address.rstrip("/")))


def typeset(template: Path, data: Mapping[str, Any]) -> bytes:
    """A tagged PDF (PDF/UA-1), drawn without network and without the machine's own fonts."""
    made = needed("typst").compile(
        str(template),
        format="pdf",
        font_paths=[str(_HERE / "fonts")],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data)},
        pdf_standards=["ua-1"],
    )
    return bytes(made)


def _data(order: Order, design: Design, codes: Sequence[str], address: str) -> dict[str, Any]:
    layout, frame = design.layout, FRAMES[design.layout.frame]
    shown = address.partition("://")[2] or address
    words = wording.texts(order, f"{shown}/k/")
    listed = any(box.group == PLACE for box in layout.boxes)
    labels = words | {f"place.{slug}": name for slug, name in (place_names() if listed else {}).items()}
    return {
        "lang": order.language.partition("-")[0],
        "rtl": order.language in RIGHT_TO_LEFT,
        "town": settings.SOESMART["town.name"],
        "words": words,
        "page_height": design.page_height,
        "per_page": design.per_page,
        "label": design.label,
        "frame": {
            "width": frame.width,
            "height": frame.height,
            "mark": frame.mark,
            "qr": _rect(frame.qr),
        },
        "marks": [
            {"x": spot.x, "y": spot.y, "rows": marks.modules(frame.first_mark + number)}
            for number, spot in enumerate(frame.marks)
        ],
        "areas": {name: {**_rect(area.rect), "size": area.size} for name, area in design.areas.items()},
        "slip_qr": _rect(design.slip_qr),
        "boxes": [_box(box, design, labels) for box in layout.boxes],
        "fields": [
            {**_rect(field.area), "ruling": field.ruling, "label": labels[field.name]}
            for field in layout.fields
        ],
        "cards": [
            {
                "code": grouped(code),
                "qr": qr_svg(str(Payload(layout.key, code)), "q"),
                "slip_qr": qr_svg(f"{address}/k/{code}/", "m"),
            }
            for code in codes
        ],
    }


def _box(box: Any, design: Design, labels: Mapping[str, str]) -> dict[str, Any]:
    width = design.kind_width if box.group == KIND else design.place_width
    return {"x": box.x, "y": box.y, "size": box.size, "label": labels[box.name], "label_width": width}


def _rect(rect: Any) -> dict[str, float]:
    return {"x": rect.x, "y": rect.y, "width": rect.width, "height": rect.height}


def qr_svg(text: str, repair: str) -> str:
    """The mask is fixed: trying all eight takes a minute per stack, and this one reads best blurred."""
    out = io.BytesIO()
    segno.make(text, error=repair, micro=False, boost_error=False, mask=_MASK).save(
        out, kind="svg", border=0, xmldecl=False, svgns=True
    )
    return out.getvalue().decode()
