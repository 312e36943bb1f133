# SPDX-License-Identifier: EUPL-1.2
"""The form of a what-if. What is drawn on the map stands in these fields and nowhere else."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from soesmart.mobility.engine.extras import MOST_RIDES
from soesmart.mobility.entering import MOVE

MOST_TEXT = 20_000
_CLOCK = r"^([01]?\d|2[0-3]):[0-5]\d$"
_DAY = 24 * 60


def _time(label: Any, **more: Any) -> forms.RegexField:
    widget = forms.TextInput(attrs={"type": "time"})
    return forms.RegexField(_CLOCK, label=label, required=False, widget=widget, **more)


class PlanForm(forms.Form):
    line = forms.RegexField(
        r'^(?!#)[^;"]+$',
        label=_("Name der Linie"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "N5", "autocomplete": "off"}),
    )
    days = forms.TypedMultipleChoiceField(
        label=_("An welchen Tagen?"),
        choices=(
            (0, _("Montag")), (1, _("Dienstag")), (2, _("Mittwoch")), (3, _("Donnerstag")), (4, _("Freitag")),
            (5, _("Samstag")), (6, _("Sonntag")),
        ),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    first = _time(_("Erste Abfahrt"))
    last = _time(_("Letzte Abfahrt"))
    every = forms.IntegerField(label=_("Alle … Minuten"), min_value=1, max_value=_DAY, required=False)
    back = forms.BooleanField(label=_("Fährt auch zurück"), required=False)
    back_first = _time(
        _("Erste Abfahrt zurück"), help_text=_("Leer: wie vorgeschlagen. Die Fahrzeiten sind dieselben.")
    )
    kmh = forms.IntegerField(label=_("Tempo im Schnitt, in km/h"), min_value=5, max_value=120, required=False)
    text = forms.CharField(
        label=_("Weitere Fahrten als Zeilen"),
        max_length=MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        help_text=_(
            "Eine Fahrt je Zeile: Linie; Tage; Halt hh:mm; Halt hh:mm. Nach Mitternacht "
            "zählen die Stunden weiter (24:30). Verlegter Halt: verlegt; Halt; Länge; Breite."
        ),
    )
    upload = forms.FileField(label=_("Oder als Datei"), required=False)
    origin = forms.CharField(label=_("Wege beginnen in"), max_length=120, required=False)
    cost = forms.IntegerField(
        label=_("Kosten im Jahr in Euro"),
        min_value=0,
        max_value=100_000_000,
        required=False,
        help_text=_("Leer: nach Kilometern geschätzt."),
    )
    title = forms.CharField(label=_("Titel, wenn der Vorschlag bleiben soll"), max_length=120, required=False)

    depends = frozenset({"line", "days", "first", "last", "every", "kmh"})
    """Needed with stops alone: no page calls them voluntary."""

    def clean_line(self) -> str:
        line: str = self.cleaned_data["line"]
        if line.lower() in {*MOVE, "linie", "line"}:
            raise forms.ValidationError(_("So darf keine Linie heißen."))
        return line

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last, every = (given.get(name) for name in ("first", "last", "every"))
        if last and not every and "every" not in self.errors:
            self.add_error("every", _("Wie viele Minuten liegen zwischen zwei Fahrten?"))
        if every and not last and "last" not in self.errors:
            self.add_error("last", _("Wann fährt die letzte?"))
        if first and last and every and (_minute(last) - _minute(first)) % _DAY // every >= MOST_RIDES:
            self.add_error(
                "every", _("Das sind zu viele Fahrten: höchstens %(n)d am Tag.") % {"n": MOST_RIDES}
            )
        return given

    def demand_line(self) -> None:
        """Stops are entered: the rest of the line must be there too."""
        for name, text in (
            ("line", _("Wie soll die Linie heißen?")),
            ("days", _("An welchen Tagen fährt sie?")),
            ("first", _("Wann fährt sie zum ersten Mal?")),
        ):
            if name not in self.errors and not self.cleaned_data.get(name):
                self.add_error(name, text)


def _minute(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def entered(request: HttpRequest) -> QueryDict:
    """What was sent, a file turned into rows: a browser cannot send it a second time."""
    data = request.POST.copy()
    upload = request.FILES.get("upload")
    if isinstance(upload, UploadedFile):
        rows = upload.read(4 * MOST_TEXT).decode("utf-8-sig", "replace")
        data["text"] = f"{data.get('text', '').rstrip()}\n{rows}".strip()
    return data


def fresh(values: dict[str, Any]) -> PlanForm:
    """An unchecked form: a new one, an earlier what-if, or one to which only a row was added."""
    usual = {"kmh": settings.SOESMART["mobility.bus_kmh"], "last": "", "back": True}
    return PlanForm(initial={**usual, **values})


def clock_of(form: PlanForm) -> str:
    """The first departure as typed, if it is a time."""
    text = str(form["first"].value() or "")
    return text if re.fullmatch(_CLOCK, text) else ""


def speed(text: Any) -> int:
    """The speed typed into a form that nobody has checked."""
    usual: int = settings.SOESMART["mobility.bus_kmh"]
    return int(text) if str(text).isdecimal() and 5 <= int(text) <= 120 else usual
