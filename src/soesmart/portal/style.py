# SPDX-License-Identifier: EUPL-1.2
"""The one style sheet of the house: KERN's components, the town's theme, the house's own parts.

Joined in memory once per process, because one request is faster on an old phone than nine, and there is
no bundler. The address carries a digest of the content, so browsers may keep it for ever.
"""

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static

from soesmart.portal.engine import theme

ADDRESS = "/thema.css"
_STATIC = Path(__file__).parent / "static"
_BEFORE = ("vendor/kern/kern.css",)
_AFTER = ("base", "layout", "parts", "forms", "line-map", "home", "print")
_OWN_ADDRESS = re.compile(r'url\("(?:\.\./)*(vendor/[^"]+|portal/[^"]+)"\)')


@dataclass(frozen=True, slots=True)
class StyleSheet:
    content: bytes
    packed: bytes
    version: str
    light: str
    dark: str

    @property
    def url(self) -> str:
        return f"{ADDRESS}?v={self.version}"


@cache
def sheet() -> StyleSheet:
    tokens = settings.SOESMART["theme"]
    parts = [
        *(_read(name) for name in _BEFORE),
        theme.style_sheet(tokens),
        *(_read(f"portal/css/{name}.css") for name in _AFTER),
    ]
    text = _OWN_ADDRESS.sub(lambda found: f'url("{static(found[1])}")', "\n".join(parts))
    content = text.encode()
    return StyleSheet(
        content=content,
        packed=gzip.compress(content, 9, mtime=0),
        version=hashlib.sha256(content).hexdigest()[:12],
        light=theme.tokens(tokens, "light")["paper"],
        dark=theme.tokens(tokens, "dark")["paper"],
    )


def _read(name: str) -> str:
    return _shorter((_STATIC / name).read_text("utf-8"))


def _shorter(text: str) -> str:
    """Without ordinary comments and indentation; licence comments (`/*!`) stay."""
    return re.sub(r"\n\s+", "\n", re.sub(r"/\*(?!!).*?\*/", "", text, flags=re.DOTALL)).strip()
