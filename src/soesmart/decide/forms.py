# SPDX-License-Identifier: EUPL-1.2
"""Ballots as they come from a page, and the forms of the team."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from soesmart.decide.actions.preparing import NewVote
from soesmart.decide.engine.box.ballots import Form
from soesmart.decide.types import Council, VoteView
from soesmart.kernel.cents import BadAmount, parse_euros

PREFIX = "p-"


def choices_from(data: Mapping[str, Any], vote: VoteView) -> dict[str, Any]:
    """Amounts by project number; what is no number stays text, so that the ballot's own check names it."""
    found: dict[str, Any] = {}
    for option in vote.options:
        text = str(data.get(f"{PREFIX}{option.number}", "")).strip()
        if text:
            found[option.number] = _amount(text, vote.form)
    return found


def _amount(text: str, form: Form) -> int | str:
    if form == Form.MONEY:
        try:
            return int(parse_euros(text.replace("\N{NO-BREAK SPACE}", " ")))
        except BadAmount:
            return text
    try:
        return int(text)
    except ValueError:
        return text


class VoteForm(forms.Form):
    """What the team says about a vote; amounts in euros."""

    title = forms.CharField(label=_("Wie heißt die Abstimmung?"), max_length=120)
    lede = forms.CharField(
        label=_("Worum geht es, in einem Satz?"),
        max_length=400,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    eligible = forms.CharField(
        label=_("Wer darf abstimmen?"),
        help_text=_("Zum Beispiel: alle ab 14 Jahren, die hier wohnen"),
        max_length=300,
    )
    budget = forms.CharField(label=_("Wie viel Geld ist zu verteilen?"), help_text=_("In Euro"))
    form = forms.ChoiceField(
        label=_("Wie wird abgestimmt?"),
        choices=[
            (Form.MONEY.value, _("Geld verteilen")),
            (Form.POINTS.value, _("Punkte verteilen")),
            (Form.APPROVAL.value, _("Projekte ankreuzen")),
        ],
        widget=forms.RadioSelect,
    )
    purse = forms.CharField(
        label=_("Wie viel kann eine Person verteilen?"),
        help_text=_("Euro oder Punkte; beim Ankreuzen leer lassen"),
        required=False,
    )
    most = forms.CharField(
        label=_("Wie viel höchstens für ein Projekt?"),
        help_text=_("Beim Ankreuzen: wie viele Kreuze höchstens. Leer: keine Grenze"),
        required=False,
    )
    method = forms.ChoiceField(
        label=_("Nach welcher Regel wird gezählt?"),
        choices=[
            ("equal-shares", _("Gleiche Anteile: jede Stimme hat gleich viel Geld")),
            ("phragmen", _("Phragmén: jede Stimme spart gleich schnell")),
            ("greedy", _("Meiste Stimmen zuerst")),
        ],
        initial="equal-shares",
    )
    collect_until = forms.DateTimeField(
        label=_("Ideen sammeln bis"), required=False, widget=forms.DateTimeInput({"type": "datetime-local"})
    )
    opens_at = forms.DateTimeField(label=_("Beginn"), widget=forms.DateTimeInput({"type": "datetime-local"}))
    closes_at = forms.DateTimeField(label=_("Ende"), widget=forms.DateTimeInput({"type": "datetime-local"}))
    late_until = forms.DateTimeField(
        label=_("Papier und Tablets dürfen nachkommen bis"),
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}),
    )
    by_village = forms.BooleanField(
        label=_("Freiwillig nach dem Ortsteil fragen und Ergebnisse je Ortsteil zeigen"), required=False
    )
    mail_codes = forms.BooleanField(
        label=_("Codes auch per Mail verschicken (weniger geheim)"),
        help_text=_(
            "Wer mehrere Adressen hat, kann mehrere Codes bestellen. "
            "Wie viele so verschickt wurden, ist öffentlich."
        ),
        required=False,
    )
    sms_codes = forms.BooleanField(
        label=_("Codes auch per SMS verschicken (weniger geheim)"),
        help_text=_("Nur mit einem eigenen SMS-Gateway der Stadt (Einstellung decide.sms_gateway)."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        form = cleaned.get("form")
        for name in ("budget", "purse", "most"):
            unit = "euros" if name == "budget" or form == Form.MONEY else "count"
            cleaned[name] = self._number(name, str(cleaned.get(name, "")), unit)
        return cleaned

    def _number(self, name: str, text: str, unit: str) -> int:
        if not text.strip():
            return 0
        try:
            return int(parse_euros(text)) if unit == "euros" else int(text)
        except (BadAmount, ValueError):
            self.add_error(name, _("Bitte eine Zahl."))
            return 0

    def new_vote(self) -> NewVote:
        data = self.cleaned_data
        points = data["form"] != Form.APPROVAL
        return NewVote(
            title={"de": data["title"]},
            lede={"de": data["lede"]},
            eligible={"de": data["eligible"]},
            budget=data["budget"],
            form=Form(data["form"]),
            purse=data["purse"],
            most=data["most"],
            rule=rule(data["method"], points=points),
            opens_at=data["opens_at"],
            closes_at=data["closes_at"],
            collect_until=data["collect_until"],
            late_until=data["late_until"],
            by_village=data["by_village"],
            mail_codes=data["mail_codes"],
            sms_codes=data["sms_codes"],
        )


def rule(method: str, *, points: bool) -> dict[str, str]:
    """The town's way to use a method: equal shares with exact steps, the others plainly."""
    if method == "greedy":
        return {"method": method, "utility": "points" if points else "cardinality", "completion": "none"}
    return {
        "method": method,
        "utility": "points" if points else "cost",
        "completion": "add1" if method == "equal-shares" else "none",
    }


def initial_of(vote: VoteView) -> dict[str, Any]:
    """The form as it stands."""
    zone = ZoneInfo(settings.TIME_ZONE)
    money = vote.form == Form.MONEY

    def local(at: datetime | None) -> str:
        return at.astimezone(zone).strftime("%Y-%m-%dT%H:%M") if at else ""

    def number(amount: int) -> str:
        return str(amount // 100 if money else amount) if amount else ""

    return {
        "title": vote.title.texts["de"],
        "lede": vote.lede.texts["de"],
        "eligible": vote.eligible.texts["de"],
        "budget": str(vote.budget // 100),
        "form": str(vote.form),
        "purse": number(vote.purse),
        "most": number(vote.most),
        "method": vote.rule.get("method", "equal-shares"),
        "collect_until": local(vote.collect_until),
        "opens_at": local(vote.opens_at),
        "closes_at": local(vote.closes_at),
        "late_until": local(vote.late_until),
        "by_village": vote.by_village,
        "mail_codes": vote.mail_codes,
        "sms_codes": vote.sms_codes,
    }


class CouncilForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("Wie hat der Rat entschieden?"),
        choices=[
            (Council.ADOPTED.value, _("Der Empfehlung gefolgt")),
            (Council.CHANGED.value, _("Die Empfehlung geändert")),
            (Council.REJECTED.value, _("Der Empfehlung nicht gefolgt")),
        ],
        widget=forms.RadioSelect,
    )
    at = forms.DateField(label=_("Wann?"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    text = forms.CharField(
        label=_("Was genau, und warum?"), required=False, max_length=3000, widget=forms.Textarea({"rows": 4})
    )
    url = forms.URLField(label=_("Adresse der Vorlage"), required=False, assume_scheme="https")


def decided(vote: VoteView) -> dict[str, Any]:
    """What the council decided already; empty before."""
    if vote.council == Council.OPEN:
        return {}
    return {
        "decision": str(vote.council),
        "at": vote.council_at,
        "text": vote.council_text.texts["de"],
        "url": vote.council_url,
    }


class MailForm(forms.Form):
    address = forms.EmailField(
        label=_("Ihre Mail-Adresse"),
        help_text=_("Der Code kommt zum Beginn der Abstimmung. Dann löschen wir die Adresse."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )


class NumberForm(forms.Form):
    address = forms.CharField(
        label=_("Ihre Handynummer"),
        help_text=_("Der Code kommt zum Beginn der Abstimmung. Dann löschen wir die Nummer."),
        max_length=40,
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
