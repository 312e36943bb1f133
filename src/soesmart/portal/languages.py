# SPDX-License-Identifier: EUPL-1.2
"""The languages of the pages and their places in addresses."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.urls import get_script_prefix, set_script_prefix
from django.utils import translation

SLUGS = {"en": "en", "leicht": "de-simple"}
PREFIXES = {language: slug for slug, language in SLUGS.items()}
RIGHT_TO_LEFT = frozenset({"ar", "ckb", "fa", "he", "ps", "ur"})
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


def prefix_of(code: str) -> str:
    """What stands before the addresses of a language: "/" or "/en/"."""
    first = settings.SOESMART["languages"][0]
    return "/" if code == first or code not in PREFIXES else f"/{PREFIXES[code]}/"


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Texts and addresses in this language, whatever the request's own is."""
    before = get_script_prefix()
    set_script_prefix(prefix_of(code))
    try:
        with translation.override(code):
            yield
    finally:
        set_script_prefix(before)
