# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from soesmart.ledger.engine.entries import Effect
from soesmart.ledger.engine.payments import read_cents
from soesmart.ledger.types import GrantView
from soesmart.places.facade import local_places

EFFECTS = (
    (Effect.PLAN, _("Plan")),
    (Effect.COMMITMENT, _("Auftrag")),
    (Effect.VOUCHER, _("Kosten (Beleg)")),
    (Effect.PAYMENT, _("Zahlung")),
    (Effect.DRAWDOWN, _("Abruf")),
    (Effect.RECEIPT, _("Eingang")),
)


class CentsField(forms.CharField):
    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_cents(text)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class EntryForm(forms.Form):
    """One entry by hand."""

    effect = forms.ChoiceField(label=_("Was ist geschehen?"), choices=EFFECTS, initial=Effect.VOUCHER)
    on = forms.DateField(label=_("Tag"), widget=forms.DateInput(attrs={"type": "date"}))
    cents = CentsField(label=_("Betrag in Euro"), max_length=20)
    position = forms.ChoiceField(label=_("Position"), required=False)
    source = forms.ChoiceField(label=_("Herkunft"), required=False)
    phase = forms.ChoiceField(label=_("Phase"), required=False)
    project_name = forms.CharField(label=_("Projekt"), max_length=200, required=False)
    village = forms.ChoiceField(label=_("Ort"), required=False)
    year = forms.IntegerField(label=_("Haushaltsjahr"), min_value=1990, max_value=2100, required=False)
    voucher = forms.CharField(label=_("Belegnummer"), max_length=80, required=False)
    file = forms.FileField(
        label=_("Belegdatei"),
        required=False,
        help_text=_("Gespeichert wird nur ihr Prüfwert, nicht die Datei."),
    )
    payee = forms.CharField(
        label=_("Empfänger"),
        max_length=200,
        required=False,
        help_text=_("Steht getrennt und nicht öffentlich."),
    )
    hours = forms.DecimalField(
        label=_("Arbeitsstunden"), max_digits=7, decimal_places=2, min_value=0, required=False
    )
    text = forms.CharField(label=_("Zweck"), max_length=300, help_text=_("Öffentlich. Bitte keine Namen."))
    reason = forms.CharField(
        label=_("Nicht förderfähig, weil"), max_length=200, required=False, help_text=_("Leer: förderfähig.")
    )
    hidden = forms.BooleanField(label=_("Nur als Teil einer Summe öffentlich"), required=False)

    def __init__(self, grant: GrantView, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = [("", "–")]
        self._choose("position", none + [(one.key, one.title) for one in grant.positions])
        self._choose("source", none + list(grant.terms.sources))
        self._choose("phase", none + [(one.key, f"{one.key}: {one.name}") for one in grant.profile.phases])
        self._choose(
            "village", none + [(one.slug, one.name) for one in local_places() if one.kind == "village"]
        )

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class PaymentsForm(forms.Form):
    """A list of payments."""

    file = forms.FileField(label=_("Datei (CSV oder Excel)"))
    mapping = forms.CharField(label=_("Gespeicherte Zuordnung"), max_length=60, required=False)
    position = forms.ChoiceField(label=_("Position, wenn eine Zeile keine nennt"), required=False)
    dry_run = forms.BooleanField(label=_("Nur prüfen, nichts vorschlagen"), required=False)

    def __init__(self, grant: GrantView, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["position"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "–"), *((one.key, one.title) for one in grant.positions)]


class ContractForm(forms.Form):
    """An award, as the proof of use lists it. The same number again is a change."""

    number = forms.CharField(
        label=_("Nummer"), max_length=60, help_text=_("Dieselbe Nummer ändert die Zeile.")
    )
    title = forms.CharField(label=_("Auftrag"), max_length=200)
    partner = forms.CharField(
        label=_("Auftragnehmer"),
        max_length=200,
        required=False,
        help_text=_("Steht nur im Nachweis, nicht öffentlich. Leer löscht den Namen."),
    )
    procedure = forms.CharField(label=_("Art der Vergabe"), max_length=120)
    cents = CentsField(label=_("Betrag in Euro"), max_length=20)
    signed_on = forms.DateField(
        label=_("Vom"), widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    project_name = forms.CharField(label=_("Projekt"), max_length=200, required=False)


class ItemForm(forms.Form):
    """Something bought that must serve its purpose for a time."""

    number = forms.CharField(
        label=_("Nummer"), max_length=60, help_text=_("Dieselbe Nummer ändert die Zeile.")
    )
    title = forms.CharField(label=_("Gegenstand"), max_length=200)
    where = forms.CharField(label=_("Wo es steht"), max_length=200, required=False)
    bought_on = forms.DateField(label=_("Gekauft am"), widget=forms.DateInput(attrs={"type": "date"}))
    cents = CentsField(label=_("Wert in Euro"), max_length=20)
    bound_until = forms.DateField(
        label=_("Gebunden bis"),
        widget=forms.DateInput(attrs={"type": "date"}),
        required=False,
        help_text=_("Leer: unbekannt."),
    )
    voucher = forms.CharField(label=_("Belegnummer"), max_length=80, required=False)


class BeginForm(forms.Form):
    """Which project the next grant goes on with."""

    def __init__(self, projects: Sequence[tuple[str, str]], data: QueryDict | None) -> None:
        super().__init__(data)
        self.fields["projekt"] = forms.ChoiceField(
            label=_("Aus welchem Projekt?"),
            required=False,
            help_text=_("Frage, Ziel und Zahlen stehen dann schon da. Sie können alles ändern."),
            choices=[("", _("ohne Projekt")), *projects],
        )


class ApplicationForm(forms.Form):
    """The next grant, begun from what is known."""

    title = forms.CharField(label=_("Wie heißt das Vorhaben?"), max_length=120)
    profile = forms.ChoiceField(label=_("Nach welchen Regeln?"))
    question = forms.CharField(label=_("Welche Frage steht am Anfang?"), max_length=300)
    goal = forms.CharField(label=_("Welches Ziel?"), max_length=300)
    indicator = forms.CharField(label=_("Woran wird es gemessen?"), max_length=300, required=False)
    baseline = forms.CharField(label=_("Wert heute"), max_length=100, required=False)
    target = forms.CharField(label=_("Wert am Ende"), max_length=100, required=False)
    plan = forms.CharField(
        label=_("Plan"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "Eine Zeile je Position: Name; Kostenart; Jahr; Betrag. Beispiel: Bank; investment; 2027; 12.000"
        ),
    )
    cofunding = CentsField(label=_("Andere öffentliche Mittel in Euro"), max_length=20, required=False)
