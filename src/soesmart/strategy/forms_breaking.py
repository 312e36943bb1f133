# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from soesmart.kernel.guard.forms import GuardedForm
from soesmart.strategy import facade, shown
from soesmart.strategy.topics import TOPICS


class OpenForm(forms.Form):
    topic = forms.ChoiceField(label=lazy("Große Frage"))
    title = forms.CharField(label=lazy("Wie heißt sie bei uns?"), max_length=200)
    occasion = forms.CharField(
        label=lazy("Anlass"),
        help_text=lazy("zum Beispiel: Werkstatt am 3. März im Dorfgemeinschaftshaus"),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = [(one.slug, _(one.name)) for one in TOPICS]  # type: ignore[attr-defined]


class EntryForm(GuardedForm):
    """One card. Four steps, in the order in which a group thinks."""

    purpose = "strategy.break"
    text = forms.CharField(
        label=lazy("1. Welche kleinere Frage stellt sich bei uns?"),
        help_text=lazy("So klein, dass eine Zahl oder eine Geschichte sie beantworten kann."),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
    )
    answer_by = forms.ChoiceField(
        label=lazy("Was würde sie beantworten?"),
        choices=(("number", lazy("eine Zahl")), ("story", lazy("eine Geschichte"))),
        widget=forms.RadioSelect,
    )
    known = forms.CharField(
        label=lazy("2. Was wissen wir schon?"),
        max_length=1_000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    known_source = forms.CharField(label=lazy("Woher wissen wir das?"), max_length=300, required=False)
    known_as_of = forms.CharField(label=lazy("Von wann ist das?"), max_length=40, required=False)
    touches = forms.CharField(label=lazy("3. Wen betrifft es am meisten?"), max_length=300, required=False)
    becomes = forms.CharField(
        label=lazy("4. Welches Ziel könnte daraus werden?"), max_length=200, required=False
    )


class BecomesForm(forms.Form):
    level = forms.ChoiceField(label=lazy("Stufe"))
    parent = forms.ChoiceField(label=lazy("Gehört zu"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = [one for one in facade.levels() if one.role in {"goal", "across"}]
        self.fields["level"].choices = [(one.slug, shown.local(one.name)) for one in levels]  # type: ignore[attr-defined]
        goals = [(one.slug, shown.local(one.title)) for one in facade.goals()]
        self.fields["parent"].choices = [("", "–"), *goals]  # type: ignore[attr-defined]
