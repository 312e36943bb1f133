# SPDX-License-Identifier: EUPL-1.2
from django import forms
from django.utils.translation import gettext_lazy as _


class LetterForm(forms.Form):
    file = forms.FileField(
        label=_("Projektdatei einer anderen Stadt"),
        help_text=_("Sie endet auf .soesmart.txt und ist unterschrieben."),
        widget=forms.FileInput({"accept": ".txt,text/plain"}),
    )
