# SPDX-License-Identifier: EUPL-1.2
"""The question box for other sites of the town, and the page that writes the code for their editors."""

from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from soesmart.kernel.guard.framing import framable, origins
from soesmart.places.facade import local_places

_HEIGHTS = {"frage": 300, "fragen": 620}


class EmbedForm(forms.Form):
    was = forms.ChoiceField(
        label=gettext_lazy("Was?"),
        choices=(("frage", gettext_lazy("Das Fragefeld")), ("fragen", gettext_lazy("Eine Liste von Fragen"))),
        widget=forms.RadioSelect,
        initial="frage",
    )
    art = forms.ChoiceField(
        label=gettext_lazy("Nur diese Art"),
        required=False,
        choices=(
            ("", gettext_lazy("alle")),
            ("frage", gettext_lazy("Fragen")),
            ("problem", gettext_lazy("Probleme")),
            ("idee", gettext_lazy("Ideen")),
        ),
    )
    ort = forms.ChoiceField(label=gettext_lazy("Nur dieser Ort"), required=False)
    anzahl = forms.IntegerField(
        label=gettext_lazy("Wie viele?"), required=False, min_value=1, max_value=20, initial=5
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        places = [(place.slug, place.name) for place in local_places()]
        self.fields["ort"].choices = [("", _("alle")), *places]  # type: ignore[attr-defined]


def page(request: HttpRequest) -> HttpResponse:
    form = EmbedForm(request.GET if "was" in request.GET else None)
    context: dict[str, object] = {"form": form, "origins": origins()}
    if form.is_valid():
        context |= _code(request, form)
    return render(request, "portal/embedding.html", context)


def _code(request: HttpRequest, form: EmbedForm) -> dict[str, object]:
    what = form.cleaned_data["was"]
    given = {name: form.cleaned_data[name] for name in ("art", "ort", "anzahl")} if what == "fragen" else {}
    query = urlencode({name: value for name, value in given.items() if value})
    address = reverse(f"embed-{what}" if what == "frage" else "ask:embed") + (f"?{query}" if query else "")
    title = ": ".join((_("Fragen Sie die Stadt"), settings.SOESMART["town.name"]))
    snippet = format_html(
        '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy" '
        'referrerpolicy="strict-origin"></iframe>',
        request.build_absolute_uri(address),
        title,
        _HEIGHTS[what],
    )
    return {"snippet": str(snippet), "address": address}


def box(request: HttpRequest) -> HttpResponse:
    context = {"example": settings.SOESMART["question_box.example"]}
    return framable(render(request, "portal/embed_box.html", context))
