# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class LoadForm(forms.Form):
    feed = forms.FileField(label=_("Fahrplan (GTFS, .zip)"))
    streets = forms.FileField(label=_("Straßen (OpenStreetMap, .osm.pbf)"), required=False)
    name = forms.CharField(
        label=_("Name"), max_length=200, required=False, help_text=_("Zum Beispiel: RLG, Winter 2026")
    )


class RuleForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Was gilt?"),
        choices=(
            ("call", _("fährt nur nach Anruf")),
            ("none", _("fährt in dieser Zeit nicht")),
            ("moved", _("Haltestelle liegt anderswo")),
        ),
    )
    lines = forms.CharField(
        label=_("Linien"),
        max_length=200,
        required=False,
        help_text=_("Mit Komma getrennt, wie auf dem Bus: AST, C5"),
    )
    trips = forms.CharField(
        label=_("Einzelne Fahrten"),
        max_length=500,
        required=False,
        help_text=_("Kennungen aus dem Fahrplan, mit Komma getrennt"),
    )
    phone = forms.CharField(label=_("Telefon"), max_length=60, required=False)
    minutes_before = forms.IntegerField(
        label=_("Anrufen spätestens … Minuten vorher"), min_value=0, max_value=2880, required=False
    )
    until = forms.RegexField(
        r"^([01]?\d|2[0-3]):[0-5]\d$",
        label=_("Anrufen spätestens um"),
        required=False,
        help_text=_("Uhrzeit, zum Beispiel 20:00"),
    )
    zones = forms.CharField(label=_("Gebiet"), max_length=200, required=False)
    note = forms.CharField(label=_("Hinweis"), max_length=300, required=False)
    since = forms.DateField(label=_("Ab"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=_("Bis"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    stop = forms.CharField(
        label=_("Haltestelle"),
        max_length=200,
        required=False,
        help_text=_("Name oder Kennung, nur bei verlegten Halten"),
    )
    lat = forms.FloatField(label=_("Breite"), required=False, min_value=-90, max_value=90)
    lon = forms.FloatField(label=_("Länge"), required=False, min_value=-180, max_value=180)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("kind") == "moved":
            if not given.get("stop") or given.get("lat") is None or given.get("lon") is None:
                raise forms.ValidationError(
                    _("Bei einem verlegten Halt sind Haltestelle, Breite und Länge nötig.")
                )
        elif not given.get("lines") and not given.get("trips"):
            raise forms.ValidationError(_("Welche Linie oder Fahrt ist gemeint?"))
        return given


class KeepForm(forms.Form):
    title = forms.CharField(label=_("Titel"), max_length=120)
