# SPDX-License-Identifier: EUPL-1.2
"""The folder of videos, and what lies in it for which page."""

import hashlib
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from soesmart.kernel import clock
from soesmart.kernel.newest import Newest

PAGES: Mapping[str, str | Promise] = {
    "home": gettext_lazy("Startseite"),
    "answers": gettext_lazy("Antworten"),
    "ask-new": gettext_lazy("Etwas fragen"),
    "ask-list": gettext_lazy("Fragen"),
    "ask-detail": gettext_lazy("Seite einer Frage"),
    "code": gettext_lazy("Ich habe einen Code"),
    "receipt": gettext_lazy("Beleg"),
    "facts": gettext_lazy("Wissen"),
    "places": gettext_lazy("Orte"),
    "accessibility": gettext_lazy("Barrierefreiheit"),
    "barrier": gettext_lazy("Eine Barriere melden"),
    "privacy": gettext_lazy("Datenschutz"),
    "imprint": gettext_lazy("Impressum"),
}
"""Pages that may have a video: the name of the address, with "-" for ":", and what people call the page."""

VIDEOS = {"webm": "video/webm", "mp4": "video/mp4"}
CAPTIONS = {"vtt": "text/vtt; charset=utf-8"}
POSTERS = {"webp": "image/webp", "jpg": "image/jpeg"}
TYPES = VIDEOS | CAPTIONS | POSTERS
LARGEST = 200_000_000
"""Bytes. A file may have to pass through the server's memory on its way to a slow phone."""
ADDRESS = "/gebaerden/"
_SETTLED = 2.0
"""Seconds until a change of the folder must show in its time."""
_names: Newest[frozenset[str]] = Newest()


@dataclass(frozen=True, slots=True)
class Source:
    url: str
    type: str


@dataclass(frozen=True, slots=True)
class Film:
    sources: tuple[Source, ...]
    captions: str
    poster: str


def film_for(request: HttpRequest) -> Film | None:
    """The video of the page that answers this request."""
    match = getattr(request, "resolver_match", None)
    return film(match.view_name.replace(":", "-")) if match else None


def film(page: str) -> Film | None:
    here = names() if page in PAGES else frozenset()
    found = {suffix: url for suffix in TYPES if (url := _url(page, suffix, here))}
    sources = tuple(Source(found[suffix], kind) for suffix, kind in VIDEOS.items() if suffix in found)
    if not sources:
        return None
    poster = next((found[suffix] for suffix in POSTERS if suffix in found), "")
    return Film(sources, found.get("vtt", ""), poster)


def pages_with_film() -> tuple[str, ...]:
    return tuple(page for page in PAGES if film(page))


def folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "gebaerden"


def state() -> int:
    """Another number after every file that came or went; 0 without a folder."""
    try:
        found = folder().lstat()
    except OSError:
        return 0
    return found.st_mtime_ns if stat.S_ISDIR(found.st_mode) else 0


def names() -> frozenset[str]:
    changed = state()
    if not changed:
        return frozenset()
    # Two changes within one tick of the file system's clock leave the same time behind.
    if clock.now().timestamp() - changed / 1e9 < _SETTLED:
        return _listed()
    return _names.of((folder(), changed), _listed)


def version(name: str, found: os.stat_result) -> str:
    """Changes with the file, without reading all of it; empty for what is not to be served."""
    if not (stat.S_ISREG(found.st_mode) and 0 < found.st_size <= LARGEST):
        return ""
    return hashlib.sha256(f"{name} {found.st_size} {found.st_mtime_ns}".encode()).hexdigest()[:16]


def _listed() -> frozenset[str]:
    try:
        return frozenset(path.name for path in folder().iterdir())
    except OSError:  # gone, or not for us to read: a page without its video is still a page
        return frozenset()


def _url(page: str, suffix: str, here: frozenset[str]) -> str:
    name = f"{page}.{suffix}"
    if name not in here:
        return ""
    try:
        found = version(name, (folder() / name).lstat())
    except OSError:
        return ""
    return f"{ADDRESS}{name}?v={found}" if found else ""
