# SPDX-License-Identifier: EUPL-1.2
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from soesmart.accounts.actions.grants import GRANTABLE
from soesmart.accounts.types import ROLES


def _roles() -> list[tuple[str, str]]:
    return [(role, str(ROLES[role])) for role in GRANTABLE]


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"), max_length=40, help_text=_("Er steht auf Ihrem Beleg, zum Beispiel 7K3M-Q9TD-W2XA.")
    )


class DetailsForm(forms.Form):
    display_name = forms.CharField(label=_("Name, wie andere ihn sehen"), max_length=80, required=False)
    language = forms.ChoiceField(
        label=_("Sprache für Mails"), choices=lambda: settings.LANGUAGES, required=False
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Grund"), max_length=300)


class InviteForm(ReasonForm):
    email = forms.EmailField(label=_("E-Mail-Adresse"))
    role = forms.ChoiceField(label=_("Rolle"), choices=_roles)
    scope = forms.CharField(
        label=_("Nur für"),
        required=False,
        max_length=80,
        help_text=_("Leer: überall. Zum Beispiel department:tiefbau"),
    )
    field_order = ("email", "role", "scope", "reason")


class LeaveForm(forms.Form):
    contributions = forms.ChoiceField(
        label=_("Was soll mit Ihren Beiträgen geschehen?"),
        widget=forms.RadioSelect,
        choices=(
            ("keep", _("Sie bleiben stehen, ohne jede Spur zu mir.")),
            ("delete", _("Alles löschen, auch meine Fragen und Kommentare.")),
        ),
    )
