# SPDX-License-Identifier: EUPL-1.2
"""Cuts a font down to the letters and features a page needs. Deterministic: same input, same bytes."""

from io import BytesIO

from fontTools import subset
from fontTools.ttLib import TTFont


def cut(
    font: bytes, unicodes: str, features: list[str], *, name: str = "House Sans", flavor: str | None = "woff2"
) -> bytes:
    """`flavor` None gives the plain file that programs outside of a browser read."""
    options = subset.Options()
    options.flavor = flavor
    options.layout_features = features
    options.hinting = False
    options.recalc_timestamp = False
    options.name_IDs = [0, 1, 2, 13, 14]  # copyright, names, licence: the OFL asks for them
    loaded = TTFont(BytesIO(font), recalcTimestamp=False)
    loaded.flavor = flavor
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(unicodes))
    cutter.subset(loaded)
    loaded["name"].setName(name, 1, 3, 1, 0x409)  # a changed font must not keep the reserved name
    if flavor is None:  # programs skip a font without full and PostScript names
        style = "SemiBold" if loaded["OS/2"].usWeightClass >= 600 else "Regular"
        loaded["name"].setName(f"{name} {style}", 4, 3, 1, 0x409)
        loaded["name"].setName(f"{name.replace(' ', '')}-{style}", 6, 3, 1, 0x409)
    out = BytesIO()
    subset.save_font(loaded, out, options)
    return out.getvalue()
