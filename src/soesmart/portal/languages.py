# SPDX-License-Identifier: EUPL-1.2
"""The languages of the pages and their places in addresses."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.conf import settings
from django.urls import get_script_prefix, set_script_prefix
from django.utils import translation

SLUGS = {"en": "en", "leicht": "de-simple", "uk": "uk", "ar": "ar", "tr": "tr"}
PREFIXES = {language: slug for slug, language in SLUGS.items()}
RIGHT_TO_LEFT = frozenset({"ar", "ckb", "fa", "he", "ps", "ur"})
JOURNEYS_ONLY = frozenset({"uk", "ar", "tr"})
"""Languages that have the ways of residents, not the team's pages (`tools/workshop/messages.py`)."""
GERMAN_ONLY = (
    "/abmelden/",
    "/anmelden/",
    "/api/",
    "/fassungen/",
    "/geld/",
    "/mein/",
    "/mitentscheiden/",
    "/projekte/",
    "/staedte/",
    "/stand/",
    "/team/",
    "/unterwegs/",
    "/versuche/",
    "/ziele/",
)
GERMAN_PAGES = frozenset({"/einbetten/", "/datenschutz/verzeichnis/"})
"""Where JOURNEYS_ONLY end: these addresses speak German and say so."""
_OWN_NAMES = {
    "de": "Deutsch",
    "de-simple": "Einfache Sprache",
    "en": "English",
    "ar": "العربية",
    "fr": "Français",
    "nl": "Nederlands",
    "pl": "Polski",
    "ru": "Русский",
    "tr": "Türkçe",
    "uk": "Українська",
}


def name_of(code: str) -> str:
    """A language's name in itself; Django believes that "de-simple" is plain German."""
    return _OWN_NAMES.get(code, code)


def direction_of(code: str) -> str:
    return "rtl" if code in RIGHT_TO_LEFT else "ltr"


def prefix_of(code: str) -> str:
    """What stands before the addresses of a language: "/" or "/en/"."""
    first = settings.SOESMART["languages"][0]
    return "/" if code == first or code not in PREFIXES else f"/{PREFIXES[code]}/"


def is_german_only(path: str) -> bool:
    return path in GERMAN_PAGES or path.startswith(GERMAN_ONLY)


def spoken_at(path: str, chosen: str) -> str:
    """The language a page really has for people who chose `chosen`."""
    return "de" if chosen in JOURNEYS_ONLY and is_german_only(path) else chosen


def offered(accept_language: str, shown: str, available: Sequence[str]) -> str:
    """The language to offer to a browser that would rather read another one than `shown`, or ""."""
    wishes = []
    for position, part in enumerate(accept_language[:300].split(",")):
        tag, _, weight = part.strip().lower().partition(";q=")
        try:
            wishes.append((-float(weight or 1), position, tag.partition("-")[0]))
        except ValueError:
            continue
    for _, _, wish in sorted(wishes):
        if wish in available:
            return "" if wish == shown.partition("-")[0] else wish
    return ""


@contextmanager
def speaking(code: str, prefix_language: str = "") -> Iterator[None]:
    """Texts and addresses in this language, whatever the request's own is."""
    before = get_script_prefix()
    set_script_prefix(prefix_of(prefix_language or code))
    try:
        with translation.override(code):
            yield
    finally:
        set_script_prefix(before)
