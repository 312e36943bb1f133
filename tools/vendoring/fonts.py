# SPDX-License-Identifier: EUPL-1.2
"""Cuts a font down to the letters and features a page needs. Deterministic: same input, same bytes."""

from io import BytesIO

from fontTools import subset
from fontTools.ttLib import TTFont


def cut(font: bytes, unicodes: str, features: list[str]) -> bytes:
    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = features
    options.hinting = False
    options.recalc_timestamp = False
    options.name_IDs = [0, 1, 2, 13, 14]  # copyright, names, licence: the OFL asks for them
    loaded = TTFont(BytesIO(font), recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(unicodes))
    cutter.subset(loaded)
    loaded["name"].setName("House Sans", 1, 3, 1, 0x409)  # a changed font must not keep the reserved name
    out = BytesIO()
    subset.save_font(loaded, out, options)
    return out.getvalue()
