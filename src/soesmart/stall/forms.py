# SPDX-License-Identifier: EUPL-1.2
from typing import Any, cast

from django import forms
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _

from soesmart.ask.types import Kind
from soesmart.places.facade import local_places
from soesmart.stall.models import NAME

TEXT = 5_000


class OpeningForm(forms.Form):
    name = forms.CharField(
        label=_("Wie heißt der Stand?"),
        help_text=_("Zum Beispiel: Marktplatz, 21. November"),
        max_length=NAME,
        error_messages={"required": _("Bitte geben Sie dem Stand einen Namen.")},
    )
    days = forms.IntegerField(
        label=_("Wie viele Tage ist er offen?"),
        help_text=_("Übertragen können Sie auch noch danach."),
        min_value=1,
        max_value=14,
        initial=1,
    )


class BoardForm(forms.Form):
    """What a person at the stall is asked. It never reaches the server unsealed."""

    text = forms.CharField(
        label=_("Was möchten Sie fragen oder sagen?"),
        max_length=TEXT,
        widget=forms.Textarea({"rows": 5, "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label=_("Was ist es?"),
        choices=[
            (Kind.QUESTION.value, _("Eine Frage")),
            (Kind.PROBLEM.value, _("Ein Problem: etwas stimmt nicht")),
            (Kind.IDEA.value, _("Eine Idee")),
        ],
        widget=forms.RadioSelect,
        initial=Kind.QUESTION.value,
    )
    place = forms.ChoiceField(label=_("Wo ist das?"), required=False)
    language = forms.ChoiceField(label=_("In welcher Sprache ist der Text?"))
    email = forms.EmailField(
        label=_("E-Mail-Adresse der Person"),
        help_text=_(
            "Nur, wenn sie die Antwort zugeschickt haben möchte. Sie bekommt erst eine Mail zum Bestätigen."
        ),
        required=False,
        widget=forms.EmailInput({"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [("", _("In der ganzen Stadt")), *((one.slug, one.name) for one in local_places())]
        cast(forms.ChoiceField, self.fields["place"]).choices = places
        known = [
            (code, LANG_INFO[code]["name_local"])
            for code in settings.SOESMART["stall.languages"]
            if code in LANG_INFO
        ]
        cast(forms.ChoiceField, self.fields["language"]).choices = known
