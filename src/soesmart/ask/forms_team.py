# SPDX-License-Identifier: EUPL-1.2
"""What the team does with one question: each form carries out one action and says what happened."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from soesmart.accounts.facade import Actor
from soesmart.ask import facade, rules
from soesmart.ask.models import ANSWER, REASON
from soesmart.ask.types import NotFound, State
from soesmart.ask.words import state_name

_SMALL = forms.Textarea({"rows": 3})


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=lazy("Antwort der Stadt"),
        help_text=lazy("Kurz und klar. Unterschrieben wird mit dem Amt, nie mit einem Namen."),
        max_length=ANSWER,
        widget=forms.Textarea({"rows": 6}),
    )
    state = forms.ChoiceField(
        label=lazy("Danach ist die Frage"),
        widget=forms.RadioSelect,
    )
    source = forms.CharField(label=lazy("Quelle"), required=False, max_length=500)
    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = (State.ANSWERED, State.IN_PROGRESS, State.DONE)
        self.fields["state"].choices = [(state.value, state_name(state)) for state in states]  # type: ignore[attr-defined]

    def carry_out(self, actor: Actor, key: UUID) -> str:
        data = self.cleaned_data
        facade.answer(
            actor, key, data["text"], state=State(data["state"]), source=data["source"], token=data["token"]
        )
        return _("Die Antwort ist veröffentlicht. Wer gefragt hat, bekommt Bescheid.")


class MoveForm(forms.Form):
    state = forms.ChoiceField(label=lazy("Neuer Stand"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=lazy("Begründung"),
        help_text=lazy("Öffentlich. Nötig, wenn etwas nicht weiterverfolgt wird oder woanders weitergeht."),
        required=False,
        max_length=REASON,
        widget=_SMALL,
    )
    continued_at = forms.CharField(
        label=lazy("Wo geht es weiter?"),
        help_text=lazy("Adresse einer Seite, zum Beispiel des Projekts."),
        required=False,
        max_length=500,
    )

    def __init__(self, *args: Any, state: State, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own_steps = {State.MERGED, State.HIDDEN, State.WAITING}
        possible = [after for after in rules.next_states(state, rules.TOWN) if after not in own_steps]
        self.fields["state"].choices = [(after.value, state_name(after)) for after in possible]  # type: ignore[attr-defined]

    def carry_out(self, actor: Actor, key: UUID) -> str:
        data = self.cleaned_data
        facade.move(actor, key, State(data["state"]), data["reason"], data["continued_at"])
        return _("Der neue Stand steht im öffentlichen Verlauf.")


class AssignForm(forms.Form):
    department = forms.ChoiceField(label=lazy("Zuständig"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [(d.slug, d.name) for d in facade.departments()]
        self.fields["department"].choices = [("", _("noch niemand")), *listed]  # type: ignore[attr-defined]

    def carry_out(self, actor: Actor, key: UUID) -> str:
        facade.assign(actor, key, self.cleaned_data["department"])
        return _("Die Zuständigkeit ist eingetragen.")


class MergeForm(forms.Form):
    into = forms.CharField(
        label=lazy("Zusammenlegen mit"),
        help_text=lazy("Die Adresse der anderen Frage, oder ihr letzter Teil."),
        max_length=300,
    )
    reason = forms.CharField(
        label=lazy("Begründung"), help_text=lazy("Öffentlich."), max_length=REASON, widget=_SMALL
    )

    def clean_into(self) -> UUID:
        slug = self.cleaned_data["into"].strip().rstrip("/").rsplit("/", 1)[-1]
        try:
            return facade.by_slug(slug).row.id
        except NotFound:
            raise forms.ValidationError(_("Diese Frage gibt es nicht. Bitte die Adresse prüfen.")) from None

    def carry_out(self, actor: Actor, key: UUID) -> str:
        facade.merge(actor, key, self.cleaned_data["into"], self.cleaned_data["reason"])
        return _("Zusammengelegt. Alle, die gefragt haben, bekommen Bescheid.")


class HideForm(forms.Form):
    reason = forms.CharField(
        label=lazy("Warum ausblenden?"), help_text=lazy("Öffentlich."), max_length=REASON, widget=_SMALL
    )

    def carry_out(self, actor: Actor, key: UUID) -> str:
        facade.hide(actor, "contribution", key, self.cleaned_data["reason"])
        return _("Ausgeblendet. Die Begründung steht an ihrer Stelle.")


class RestoreForm(forms.Form):
    reason = forms.CharField(
        label=lazy("Warum wieder zeigen?"), help_text=lazy("Öffentlich."), max_length=REASON, widget=_SMALL
    )

    def carry_out(self, actor: Actor, key: UUID) -> str:
        facade.restore(actor, "contribution", key, self.cleaned_data["reason"])
        return _("Wieder zu sehen.")


class SeparateForm(forms.Form):
    reason = forms.CharField(
        label=lazy("Warum trennen?"), help_text=lazy("Öffentlich."), max_length=REASON, widget=_SMALL
    )

    def carry_out(self, actor: Actor, key: UUID) -> str:
        facade.separate(actor, key, self.cleaned_data["reason"])
        return _("Getrennt. Die Frage steht wieder für sich.")
