# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from django import forms
from django.http import HttpRequest

from soesmart.kernel.guard import token
from soesmart.kernel.guard.admission import Admission, admit
from soesmart.kernel.guard.errors import Refused

TOKEN, SOLUTION, TRAP = "guard-token", "guard-solution", "homepage"


class GuardedForm(forms.Form):
    """A form anybody may send. Its template holds `{% guard_fields "purpose" %}` inside `<form>`.

    A token that expired is an error of the whole form; the page then shows a fresh one and every word typed.
    """

    purpose = ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        try:
            token.read(self.data.get(TOKEN, ""), self.purpose)
        except Refused as refused:
            raise forms.ValidationError(refused.text, code=refused.code) from refused
        return cleaned

    def admit(self, request: HttpRequest) -> Admission:
        """Call it in the transaction of the action, after `is_valid()`."""
        data = self.data
        return admit(request, self.purpose, data.get(TOKEN, ""), data.get(SOLUTION, ""), data.get(TRAP, ""))
