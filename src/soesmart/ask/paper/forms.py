# SPDX-License-Identifier: EUPL-1.2
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as lazy

from soesmart.ask.paper.actions.reserving import MOST
from soesmart.ask.paper.models import LABEL, NOTE, QUESTION, TEXT
from soesmart.ask.paper.types import Format, Order, Typed
from soesmart.ask.types import Kind
from soesmart.ask.words import kind_name

_FORMATS = (
    (Format.CARD.value, lazy("Karten, vier auf einem Blatt")),
    (Format.SHEET.value, lazy("Blatt A4 mit Liste der Orte")),
    (Format.LARGE.value, lazy("Blatt A4 in großer Schrift")),
)


class PrintForm(forms.Form):
    format = forms.ChoiceField(label=lazy("Was drucken?"), choices=_FORMATS, widget=forms.RadioSelect)
    number = forms.IntegerField(
        label=lazy("Wie viele?"),
        help_text=lazy("Jede Karte hat einen eigenen Code. Kopieren geht nicht."),
        min_value=1,
        max_value=MOST,
    )
    language = forms.ChoiceField(label=lazy("Sprache"))
    question = forms.CharField(
        label=lazy("Überschrift"),
        help_text=lazy("Zum Beispiel: Was fehlt am Bahnhof?"),
        required=False,
        max_length=QUESTION,
    )
    note = forms.CharField(
        label=lazy("Wofür?"),
        help_text=lazy("Nur für das Team. Zum Beispiel: Marktstand am Samstag."),
        required=False,
        max_length=NOTE,
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]

    def order(self) -> Order:
        data = self.cleaned_data
        return Order(Format(data["format"]), data["number"], data["language"], data["question"], data["note"])


class TypeForm(forms.Form):
    kind = forms.ChoiceField(
        label=lazy("Was ist angekreuzt?"),
        choices=[(kind.value, "") for kind in Kind],
        widget=forms.RadioSelect,
    )
    place = forms.CharField(
        label=lazy("Wo?"),
        required=False,
        max_length=LABEL,
        widget=forms.TextInput({"list": "orte", "autocomplete": "off"}),
    )
    text = forms.CharField(
        label=lazy("Text der Karte"),
        help_text=lazy("Wort für Wort, auch mit Fehlern. Unleserliches als […]."),
        max_length=TEXT,
        widget=forms.Textarea({"rows": 8, "autofocus": True, "data-paper-text": ""}),
    )
    language = forms.ChoiceField(label=lazy("Sprache"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["kind"].choices = [(kind.value, kind_name(kind)) for kind in Kind]  # type: ignore[attr-defined]
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]

    def typed(self) -> Typed:
        return Typed(**self.cleaned_data)
