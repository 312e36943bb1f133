# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from soesmart.projects import facade as projects
from soesmart.strategy import facade as strategy
from soesmart.trials import words
from soesmart.trials.engine.analysis import may_judge
from soesmart.trials.models import Rollout
from soesmart.trials.rules import METHODS
from soesmart.trials.types import Choice, Works

_SMALL = forms.Textarea({"rows": 3})


def _local(text: Any) -> str:
    return str(text.in_language("de")[0])


def _choose(form: forms.Form, name: str, choices: Sequence[tuple[str, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


class TrialForm(forms.Form):
    title = forms.CharField(label=_("Name des Versuchs"), max_length=120)
    question = forms.CharField(
        label=_("Frage"),
        help_text=_("Zum Beispiel: Fahren mehr Menschen mit dem Rad zur Schule?"),
        max_length=300,
    )
    project = forms.ChoiceField(label=_("Projekt"), required=False)
    indicator = forms.ChoiceField(label=_("Kennzahl aus der Strategie"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = [("", _("keines"))]
        rows = projects.projects(projects.Filters(), "", 200).rows
        _choose(self, "project", none + [(str(r.id), _local(r.title)) for r in rows])
        known = [(str(one.id), _local(one.title)) for one in strategy.indicators()]
        _choose(self, "indicator", none + known)


class PlanForm(forms.Form):
    hypothesis = forms.CharField(label=_("Was wir erwarten, in einem Satz"), max_length=500, widget=_SMALL)
    indicator = forms.CharField(label=_("Woran wir es messen"), max_length=120)
    unit = forms.CharField(label=_("Einheit"), max_length=40, required=False)
    better = forms.ChoiceField(
        label=_("Besser ist"),
        choices=[("up", _("mehr")), ("down", _("weniger"))],
        widget=forms.RadioSelect,
        initial="up",
    )
    start = forms.CharField(label=_("Beginn"), help_text=_("So: 2027-03 oder 05.03.2027"), max_length=20)
    horizon = forms.IntegerField(
        label=_("Wie lange nach dem Beginn gezählt wird"),
        help_text=_("In den Zeiträumen des Beginns: bei 2027-03 also Monate."),
        min_value=1,
        max_value=400,
        initial=12,
    )
    method = forms.ChoiceField(label=_("Rechenweg"), initial="auto")
    bound = forms.FloatField(
        label=_("Kleinster Effekt, auf den es ankommt"),
        help_text=_("Nur wer ihn vorher nennt, kann später sagen: Es gab keinen größeren Effekt."),
        required=False,
        localize=True,
        min_value=0,
    )
    stop_rule = forms.CharField(
        label=_("Wann wir abbrechen"),
        help_text=_("Zum Beispiel: bei mehr als zwei Unfällen."),
        max_length=500,
        widget=_SMALL,
    )
    lot = forms.ChoiceField(
        label=_("Auslosung"),
        help_text=_("Nur beim Verfahren mit Los. Der Beginn ist dann der erste Monat der Auslosung."),
        required=False,
    )
    towns = forms.IntegerField(
        label=_("Wie viele Städte zusammen ausgewertet werden"),
        help_text=_("Nur beim Verfahren mit Los. Die Städte tauschen dann Summen aus."),
        required=False,
        min_value=1,
        max_value=50,
        initial=1,
    )
    family = forms.IntegerField(
        label=_("Wie viele Kennzahlen zusammen geprüft werden"), min_value=1, max_value=20, initial=1
    )
    family_name = forms.CharField(
        label=_("Gemeinsamer Name dieser Kennzahlen"),
        help_text=_("Ab zwei. Jede Kennzahl ist ein eigener Versuch; der Name verbindet sie."),
        required=False,
        max_length=80,
    )
    reason = forms.CharField(
        label=_("Warum sich der Plan ändert"),
        help_text=_("Nur, wenn schon ein Plan festgelegt ist."),
        required=False,
        max_length=500,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "method", [(m, words.METHODS[m]) for m in METHODS if may_judge(m)])
        drawn = [
            (str(row.id), f"{row.title} ({row.at:%d.%m.%Y})") for row in Rollout.objects.order_by("-at")[:50]
        ]
        _choose(self, "lot", [("", _("keine")), *drawn])

    def clean_towns(self) -> int:
        return int(self.cleaned_data["towns"] or 1)


class SumsForm(forms.Form):
    file = forms.FileField(label=_("Datei mit den Summen der anderen Stadt"))


class DataForm(forms.Form):
    file = forms.FileField(label=_("CSV- oder Excel-Datei"), required=False)
    unit = forms.CharField(label=_("Spalte oder Ort, um den es geht"), max_length=120, required=False)
    value = forms.CharField(
        label=_("Spalte mit den Werten"),
        help_text=_("Nur, wenn die Orte untereinander stehen und mehrere Spalten Zahlen haben."),
        max_length=120,
        required=False,
    )
    compare = forms.CharField(
        label=_("Vergleichsorte"),
        help_text=_("Orte ohne das Projekt, durch Komma getrennt."),
        required=False,
        max_length=2000,
    )


class BeliefForm(forms.Form):
    percent = forms.IntegerField(min_value=0, max_value=100)


class SettleForm(forms.Form):
    code = forms.CharField(max_length=40, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Warum die Werte trotzdem gelten"), max_length=500, widget=_SMALL)


class DecisionForm(forms.Form):
    choice = forms.ChoiceField(
        label=_("Wie es weitergeht"),
        choices=[
            (Choice.CONTINUE, _("weiterführen")),
            (Choice.ADAPT, _("ändern")),
            (Choice.STOP, _("beenden")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("Grund"), max_length=1000, widget=_SMALL)


class LessonForm(forms.Form):
    works = forms.ChoiceField(
        label=_("Die Lehre in einem Wort"),
        choices=[
            (Works.YES, _("wirkt")),
            (Works.CONDITIONS, _("wirkt unter Bedingungen")),
            (Works.NO, _("wirkt nicht")),
            (Works.UNKNOWN, _("wissen wir nicht")),
        ],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(label=_("Was andere Städte daraus lernen"), max_length=1000, widget=_SMALL)


class PlannerForm(forms.Form):
    areas = forms.CharField(
        label=_("Gebiete"),
        help_text=_("Eines je Zeile, zum Beispiel die Dörfer."),
        widget=forms.Textarea({"rows": 8}),
    )
    periods = forms.IntegerField(label=_("Monate insgesamt"), min_value=4, max_value=120, initial=24)
    noise = forms.FloatField(
        label=_("Übliche Schwankung von Monat zu Monat"),
        min_value=0,
        initial=1,
        localize=True,
        help_text=_("In der Einheit der Kennzahl."),
    )
    seed = forms.CharField(
        label=_("Losgrundlage"),
        help_text=_(
            "Etwas, das vorher niemand kennt und nachher alle prüfen können, zum "
            "Beispiel „Lotto 6aus49 vom 5. Dezember 2026: …“."
        ),
        max_length=100,
    )
    title = forms.CharField(label=_("Wofür ausgelost wird"), max_length=120, required=False)
