# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from soesmart.kernel.guard.forms import GuardedForm


class FollowForm(GuardedForm):
    purpose = "ask.follow"

    email = forms.EmailField(
        label=_("Ihre E-Mail-Adresse"),
        help_text=_("Wir fragen dort einmal nach, ob Sie das möchten. Niemand sonst sieht die Adresse."),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={
            "required": _("Hier fehlt die Adresse."),
            "invalid": _("Das ist keine E-Mail-Adresse. Beispiel: name@beispiel.de"),
        },
    )

    def __init__(self, *args: Any, signed_in: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if signed_in:  # the account has an address that was proven already
            del self.fields["email"]
