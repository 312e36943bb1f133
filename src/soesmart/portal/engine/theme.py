# SPDX-License-Identifier: EUPL-1.2
"""A town's theme: a dozen colours for light and as many for dark, as a style sheet.

A token that a town leaves out keeps the calm default. Every pair that carries text is checked
against a contrast of 7:1 (WCAG AAA), every pair that only marks an edge against 3:1.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

LIGHT: Mapping[str, str] = {
    "paper": "#faf7f0",
    "surface": "#f1ecdf",
    "ink": "#1c211b",
    "muted": "#474d45",
    "line": "#d8d1c0",
    "edge": "#6a7066",
    "accent": "#1d4d38",
    "on-accent": "#ffffff",
    "accent-soft": "#e1e9dc",
    "focus": "#7a3b00",
    "warn": "#653b00",
    "warn-soft": "#f8e7c4",
    "bad": "#861a10",
    "bad-soft": "#fae3dd",
}
DARK: Mapping[str, str] = {
    "paper": "#12140f",
    "surface": "#1c1f18",
    "ink": "#f3eee2",
    "muted": "#c9c4b5",
    "line": "#3b4036",
    "edge": "#9aa092",
    "accent": "#a8d1b4",
    "on-accent": "#0f1a13",
    "accent-soft": "#23332a",
    "focus": "#ffc980",
    "warn": "#f2c886",
    "warn-soft": "#3a2c12",
    "bad": "#ffb9ad",
    "bad-soft": "#421d17",
}

_TEXT_PAIRS = (
    *((front, back) for back in ("paper", "surface") for front in ("ink", "muted", "accent", "warn", "bad")),
    ("on-accent", "accent"),
    ("ink", "accent-soft"),
    ("accent", "accent-soft"),
    ("ink", "warn-soft"),
    ("warn", "warn-soft"),
    ("ink", "bad-soft"),
    ("bad", "bad-soft"),
)
_EDGE_PAIRS = (("edge", "paper"), ("edge", "surface"), ("focus", "paper"), ("focus", "surface"))
_COLOUR = re.compile(r"#[0-9a-f]{6}")


class BadTheme(ValueError):
    """A theme names an unknown token or something that is no colour."""


@dataclass(frozen=True, slots=True)
class Faint:
    """Two colours that are too close to each other to be read."""

    scheme: str
    front: str
    back: str
    contrast: float
    wanted: float


def tokens(theme: Mapping[str, Mapping[str, str]], scheme: str) -> dict[str, str]:
    """All colours of "light" or "dark", the town's own over the defaults."""
    defaults = LIGHT if scheme == "light" else DARK
    own = theme.get(scheme, {})
    for name, colour in own.items():
        if name not in defaults:
            raise BadTheme(f'theme.{scheme}: "{name}" is not known. Known are: {", ".join(defaults)}.')
        if not _COLOUR.fullmatch(str(colour).lower()):
            raise BadTheme(f'theme.{scheme}.{name}: "{colour}" is no colour. Write it like "#1d4d38".')
    return {**defaults, **{name: colour.lower() for name, colour in own.items()}}


def style_sheet(theme: Mapping[str, Mapping[str, str]]) -> str:
    light, dark = (_block(tokens(theme, scheme)) for scheme in ("light", "dark"))
    return (
        f":root{{color-scheme:light dark;{light}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
    )


def faint_pairs(theme: Mapping[str, Mapping[str, str]]) -> Iterator[Faint]:
    for scheme in ("light", "dark"):
        colours = tokens(theme, scheme)
        for pairs, wanted in ((_TEXT_PAIRS, 7.0), (_EDGE_PAIRS, 3.0)):
            for front, back in pairs:
                found = contrast(colours[front], colours[back])
                if found < wanted:
                    yield Faint(scheme, front, back, round(found, 2), wanted)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two "#rrggbb" colours as WCAG 2 defines it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _block(colours: Mapping[str, str]) -> str:
    return ";".join(f"--{name}:{colour}" for name, colour in colours.items())
