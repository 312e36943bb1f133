# SPDX-License-Identifier: EUPL-1.2
from typing import Any, cast

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from soesmart.ask import facade
from soesmart.ask.models import COMMENT, REASON, TEXT
from soesmart.ask.types import Kind, Near, NewContribution, NewPhoto, Where
from soesmart.ask.types import NewComment as NewCommentData
from soesmart.kernel.folding import fold
from soesmart.kernel.guard.forms import GuardedForm
from soesmart.places.facade import Place, find, recognise

CARRIED = ("text", "kind", "category", "place", "near", "lat", "lon", "email")
"""What goes along from the exercise into the real form."""
_PHOTO_TYPES = "image/jpeg,image/png,image/webp"


class AskFields(forms.Form):
    """What people fill in; by itself it is the exercise, which stores nothing and needs no guard."""

    text = forms.CharField(
        label=lazy("Was möchten Sie fragen oder sagen?"),
        help_text=lazy(
            "So, wie Sie es einem Nachbarn sagen würden. Bitte keine Namen und Adressen anderer Menschen."
        ),
        max_length=TEXT,
        widget=forms.Textarea({"rows": 5}),
        error_messages={"required": lazy("Hier fehlt noch Ihr Text.")},
    )
    kind = forms.ChoiceField(
        label=lazy("Was ist es?"),
        choices=[
            (Kind.QUESTION.value, lazy("Eine Frage")),
            (Kind.PROBLEM.value, lazy("Ein Problem: etwas stimmt nicht")),
            (Kind.IDEA.value, lazy("Eine Idee")),
        ],
        widget=forms.RadioSelect,
        initial=Kind.QUESTION.value,
    )
    category = forms.ChoiceField(
        label=lazy("Worum geht es bei dem Problem?"),
        help_text=lazy("So kommt es schneller an die richtige Stelle. Sie können das Feld auch leer lassen."),
        required=False,
        error_messages={"invalid_choice": lazy("Bitte wählen Sie eine Kategorie aus der Liste.")},
    )
    place = forms.CharField(
        label=lazy("Wo ist das?"),
        help_text=lazy("Ein Ortsteil oder ein bekannter Punkt aus der Liste. Leer heißt: die ganze Stadt."),
        required=False,
        max_length=100,
        widget=forms.TextInput({"list": "orte", "autocomplete": "off"}),
    )
    near = forms.ChoiceField(
        label=lazy("Wie genau?"),
        choices=[
            (Near.PLACE.value, lazy("genau dort")),
            (Near.SOMEWHERE.value, lazy("irgendwo in diesem Ort")),
        ],
        widget=forms.RadioSelect,
        initial=Near.SOMEWHERE.value,
        required=False,
    )
    lat = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    lon = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)
    photo = forms.FileField(
        label=lazy("Foto"),
        help_text=lazy("Ohne Gesichter und Autokennzeichen. Wir sehen es an, bevor es erscheint."),
        required=False,
        max_length=200,
        allow_empty_file=True,
        widget=forms.FileInput({"accept": _PHOTO_TYPES}),
    )
    photo_description = forms.CharField(
        label=lazy("Was ist auf dem Foto zu sehen?"),
        help_text=lazy("Für Menschen, die es nicht sehen können."),
        required=False,
        max_length=300,
    )
    email = forms.CharField(
        label=lazy("Ihre E-Mail-Adresse"),
        help_text=lazy(
            "Nur, wenn Sie die Antwort zugeschickt haben möchten. Wir zeigen die Adresse niemandem, und Sie "
            "können sie jederzeit löschen. Ohne Adresse lesen Sie die Antwort mit dem Code, den Sie bekommen."
        ),
        required=False,
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(row.slug, row.name) for row in facade.categories()]
        if known:
            cast(forms.ChoiceField, self.fields["category"]).choices = [("", _("weiß ich nicht")), *known]
        else:
            del self.fields["category"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") != Kind.PROBLEM:
            cleaned["category"] = ""  # the field belongs to problems, and is hidden for the rest
        cleaned["where"] = Where()
        written = cleaned.get("place", "")
        lat, lon = cleaned.get("lat"), cleaned.get("lon")
        place = self._place(written) if written else None
        if lat is not None and lon is not None:
            cleaned["where"] = Where(Near.POINT, place.slug if place else "", lat, lon)
        elif place:
            near = Near.PLACE if place.kind == "landmark" else Near(cleaned.get("near") or Near.SOMEWHERE)
            cleaned["where"] = Where(near, place.slug)
        return cleaned

    def _place(self, written: str) -> Place | None:
        """The place somebody wrote; several or none are an error that names what would do."""
        named = [ref.slug for ref in recognise(written)]
        found = [place for place in find(written) if not named or place.slug in named] or (
            [place for name in named for place in find(name.replace("-", " ")) if place.slug == name]
        )
        exact = [place for place in found if fold(place.name) == fold(written)]
        if exact or len(found) == 1:
            return (exact or found)[0]
        if found:
            names = ", ".join(place.name for place in found[:4])
            self.add_error("place", _("Meinen Sie einen von diesen: %(names)s?") % {"names": names})
        else:
            self.add_error(
                "place",
                _("Diesen Ort kennen wir hier nicht. Bitte wählen Sie einen aus der Liste oder keinen."),
            )
        return None

    def contribution(self, photo: bytes | None) -> NewContribution:
        data = self.cleaned_data
        return NewContribution(
            text=data["text"],
            kind=Kind(data["kind"]),
            where=data["where"],
            photo=NewPhoto(photo, data["photo_description"]) if photo else None,
            email=data["email"],
            language=_language(),
            category=data.get("category", ""),
        )


class AskForm(GuardedForm, AskFields):
    purpose = "ask.new"


class CommentForm(GuardedForm):
    purpose = "ask.comment"

    text = forms.CharField(
        label=lazy("Ihr Kommentar"),
        help_text=lazy("Alle können ihn lesen. Bitte keine Namen und Adressen anderer Menschen."),
        max_length=COMMENT,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": lazy("Hier fehlt noch Ihr Text.")},
    )

    def comment(self) -> NewCommentData:
        return NewCommentData(text=self.cleaned_data["text"], language=_language())


class ReportForm(GuardedForm):
    purpose = "ask.report"

    reason = forms.ChoiceField(
        label=lazy("Was stimmt damit nicht?"),
        choices=[
            ("illegal", lazy("Es verstößt gegen ein Gesetz")),
            ("personal", lazy("Es zeigt oder nennt Menschen, die das nicht wollen")),
            ("insult", lazy("Es beleidigt oder hetzt")),
            ("advertising", lazy("Es ist Werbung")),
            ("other", lazy("Etwas anderes")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": lazy("Bitte wählen Sie einen Grund.")},
    )
    text = forms.CharField(
        label=lazy("Was genau?"),
        help_text=lazy("Bei einem Gesetzesverstoß und bei „etwas anderes“ brauchen wir ein paar Worte."),
        required=False,
        max_length=COMMENT,
        widget=forms.Textarea({"rows": 4}),
    )
    email = forms.CharField(
        label=lazy("Ihre E-Mail-Adresse"),
        help_text=lazy("Wenn Sie hören möchten, was wir entscheiden."),
        required=False,
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )


class ReasonForm(forms.Form):
    """The asker says why it is not done."""

    reason = forms.CharField(
        label=lazy("Was fehlt noch?"),
        help_text=lazy("Ihre Worte stehen öffentlich im Verlauf."),
        max_length=REASON,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": lazy("Bitte schreiben Sie, was noch fehlt.")},
    )


class ContactForm(forms.Form):
    email = forms.EmailField(
        label=lazy("Ihre E-Mail-Adresse"),
        help_text=lazy("Wir schicken Ihnen eine Mail zum Bestätigen. Vorher gilt die Adresse nicht."),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={
            "required": lazy("Hier fehlt die Adresse."),
            "invalid": lazy("Das ist keine E-Mail-Adresse. Beispiel: name@beispiel.de"),
        },
    )


def _language() -> str:
    """Residents' words are in plain German even on pages in simple language."""
    return (get_language() or "de").removesuffix("-simple")
