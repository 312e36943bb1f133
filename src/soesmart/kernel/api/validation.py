# SPDX-License-Identifier: EUPL-1.2
"""Validation errors in words: the field, what is wrong with it, what would be right."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

_SENTENCES = {
    "missing": _("Diese Angabe fehlt."),
    "json_invalid": _("Das ist kein gültiges JSON."),
    "extra_forbidden": _("Diese Angabe gibt es hier nicht."),
    "string_type": _("Hier gehört ein Text hin."),
    "string_too_short": _("Bitte mindestens {min_length} Zeichen."),
    "string_too_long": _("Bitte höchstens {max_length} Zeichen."),
    "string_pattern_mismatch": _("Erlaubt ist nur die Form {pattern}."),
    "int_type": _("Hier gehört eine ganze Zahl hin."),
    "int_parsing": _("Hier gehört eine ganze Zahl hin."),
    "int_from_float": _("Hier gehört eine ganze Zahl hin."),
    "float_type": _("Hier gehört eine Zahl hin."),
    "float_parsing": _("Hier gehört eine Zahl hin."),
    "finite_number": _("Hier gehört eine endliche Zahl hin."),
    "bool_type": _("Hier gehört true oder false hin."),
    "bool_parsing": _("Hier gehört true oder false hin."),
    "enum": _("Erlaubt ist nur: {expected}."),
    "literal_error": _("Erlaubt ist nur: {expected}."),
    "greater_than": _("Die Zahl muss größer als {gt} sein."),
    "greater_than_equal": _("Die Zahl muss mindestens {ge} sein."),
    "less_than": _("Die Zahl muss kleiner als {lt} sein."),
    "less_than_equal": _("Die Zahl darf höchstens {le} sein."),
    "uuid_parsing": _("Hier gehört eine UUID hin."),
    "uuid_type": _("Hier gehört eine UUID hin."),
    "date_parsing": _("Hier gehört ein Datum wie 2026-03-31 hin."),
    "date_from_datetime_parsing": _("Hier gehört ein Datum wie 2026-03-31 hin."),
    "datetime_parsing": _("Hier gehört ein Zeitpunkt wie 2026-03-31T12:00:00Z hin."),
    "datetime_from_date_parsing": _("Hier gehört ein Zeitpunkt wie 2026-03-31T12:00:00Z hin."),
    "list_type": _("Hier gehört eine Liste hin."),
    "dict_type": _("Hier gehört ein Objekt hin."),
    "model_attributes_type": _("Hier gehört ein Objekt hin."),
    "too_long": _("Bitte höchstens {max_length} Einträge."),
    "too_short": _("Bitte mindestens {min_length} Einträge."),
}


class _Known(dict[str, Any]):
    def __missing__(self, name: str) -> str:
        return "…"


def explained(errors: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """pydantic's errors as `{"place", "field", "text", "code"}`."""
    return [_explained(error) for error in errors]


def _explained(error: Mapping[str, Any]) -> dict[str, str]:
    code = str(error.get("type", "invalid"))
    # ninja puts the name of the parameter's model between "body" and the field.
    place = [str(part) for part in error.get("loc", ())]
    sentence = _SENTENCES.get(code)
    if sentence:
        text = gettext(sentence).format_map(_Known(error.get("ctx") or {}))
    else:
        text = gettext("Diese Angabe ist so nicht möglich: {reason}").format(reason=error.get("msg", code))
    return {"place": ".".join(place), "field": place[-1] if place else "", "text": text, "code": code}
