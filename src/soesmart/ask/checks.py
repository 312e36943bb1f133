# SPDX-License-Identifier: EUPL-1.2
"""Checks of what people send, alike for form, API and file; every refusal names field and remedy."""

import re
import unicodedata
from math import isfinite

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from soesmart.ask.types import Near, Refused, Where

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}")
_KEPT_CONTROLS = frozenset("\n\t")


def clean_text(value: str, field: str, longest: int, *, required: bool = True, lines: bool = True) -> str:
    """The text in NFC with plain line ends; raises Refused when it cannot be stored as it is."""
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n")).strip()
    kept = _KEPT_CONTROLS if lines else frozenset()
    for position, character in enumerate(text, start=1):
        if unicodedata.category(character) in {"Cc", "Cs"} and character not in kept:
            raise Refused(
                field,
                _("Zeichen %(position)s ist ein unsichtbares Steuerzeichen. Bitte löschen Sie es.")
                % {"position": position},
            )
    if len(text) > longest:
        raise Refused(
            field,
            _("Der Text hat %(length)s Zeichen, möglich sind %(longest)s. Bitte kürzen Sie ihn.")
            % {"length": len(text), "longest": longest},
        )
    if required and not any(unicodedata.category(c)[0] in "LNS" for c in text):
        raise Refused(field, _("Hier fehlt noch ein Text."))
    return text


def clean_language(value: str) -> str:
    if not _LANGUAGE.fullmatch(value) or len(value) > 16:
        raise Refused("language", _("Das ist kein Kürzel einer Sprache. Beispiel: de"))
    return value


def clean_email(value: str) -> str:
    """The address, or "" when none was given."""
    email = value.strip()
    if not email:
        return ""
    try:
        validate_email(email)
    except ValidationError:
        raise Refused(
            "email",
            _("Das ist keine E-Mail-Adresse. Beispiel: name@beispiel.de – oder gar keine."),
        ) from None
    if len(email) > 254:
        raise Refused("email", _("Diese E-Mail-Adresse ist zu lang. Bitte nehmen Sie eine andere."))
    return email


def check_point(where: Where) -> None:
    """Raises Refused when the point is no point on Earth, or half of it is missing."""
    if where.near == Near.POINT or where.lat is not None or where.lon is not None:
        if where.lat is None or where.lon is None:
            raise Refused("where", _("Zum Punkt auf der Karte gehören zwei Zahlen: Breite und Länge."))
        if not (
            isfinite(where.lat) and isfinite(where.lon) and abs(where.lat) <= 90 and abs(where.lon) <= 180
        ):
            raise Refused("where", _("Diesen Punkt gibt es nicht. Bitte setzen Sie ihn noch einmal."))
