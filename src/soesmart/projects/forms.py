# SPDX-License-Identifier: EUPL-1.2
"""The guided form of the team, and the one with which people in town apply."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from soesmart.kernel.cents import BadAmount, Cents, format_euros, parse_euros
from soesmart.kernel.guard.forms import GuardedForm
from soesmart.places.facade import local_places
from soesmart.projects.engine import lines
from soesmart.projects.types import Phase, SponsorKind, Status
from soesmart.projects.words import PHASE, SPONSOR, STATUS

GATE: Mapping[str, tuple[Any, Any]] = {
    "problem": (
        _("Welches Problem haben Menschen hier?"),
        _("Noch keine Technik. Was ist heute mühsam, teuer, gefährlich oder ungerecht?"),
    ),
    "whom": (_("Wer hat dieses Problem?"), _("Wie viele sind es ungefähr? Woher wissen wir das?")),
    "without_digital": (
        _("Wie ginge es ohne Technik?"),
        _("Welchen Weg ohne Computer, App oder Sensor haben Sie verglichen?"),
    ),
    "why_not": (_("Warum reicht dieser Weg allein nicht?"), _("Wenn er reicht: Machen Sie es so.")),
    "technology": (
        _("Welche Technik soll helfen?"),
        _("Nur so viel wie nötig. Auch „keine“ ist eine Antwort."),
    ),
}
LIST_TITLES: Mapping[str, Any] = {
    "benefits": _("Was haben Menschen davon?"),
    "milestones": _("Schritte"),
    "risks": _("Risiken"),
    "decisions": _("Entscheidungen"),
    "plan": _("Kostenplan"),
    "contracts": _("Aufträge mit Vergabevermerk"),
    "values": _("Werte: je Wert ein öffentlicher Satz"),
    "charta": _("Leitlinien der Smart City Charta"),
    "duties": _("Pflichten: offen und übertragbar"),
    "contacts": _("Ansprechstellen, nie Personen"),
    "lessons": _("Was wir gelernt haben"),
    "links": _("Mehr dazu"),
    "sources": _("Quellen"),
}
_ROWS = forms.Textarea({"rows": 3})


class EuroField(forms.CharField):
    """An amount in German notation; cents inside."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            cents = int(parse_euros(text))
        except BadAmount:
            raise forms.ValidationError(_("Bitte einen Betrag angeben, etwa 1.200,00.")) from None
        if cents < 0:
            raise forms.ValidationError(_("Der Betrag darf nicht unter null liegen."))
        return cents


class DayField(forms.CharField):
    """A day as people here write it."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return lines.read_day(text)
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from None


class ProjectForm(forms.Form):
    """First the gate, then everything else. Lists are lines of text (`engine/lines.py`)."""

    title = forms.CharField(label=_("Name des Projekts"), max_length=140)
    summary = forms.CharField(label=_("In zwei Sätzen"), max_length=600, widget=_ROWS)
    as_of = forms.CharField(label=_("Stand"), max_length=40, help_text=_("Von wann das alles ist: 2027-05"))
    field = forms.CharField(label=_("Handlungsfeld"), max_length=80, required=False)
    sponsor_kind = forms.ChoiceField(
        label=_("Wer führt es durch?"), choices=[(k.value, SPONSOR[k]) for k in SponsorKind]
    )
    sponsor_name = forms.CharField(
        label=_("Name der Stelle oder des Vereins"), max_length=120, required=False,
        help_text=_("Keine Namen von Menschen."),
    )  # fmt: skip
    villages = forms.CharField(
        label=_("Für welche Orte?"), max_length=600, required=False,
        help_text=_("Namen mit Komma dazwischen. Leer heißt: die ganze Stadt."),
    )  # fmt: skip
    starts = DayField(label=_("Beginn"), max_length=10, required=False)
    ends = DayField(label=_("Ende"), max_length=10, required=False)
    after_operator = forms.CharField(
        label=_("Nach der Förderung: Wer betreibt es?"), max_length=600, required=False
    )
    after_yearly = EuroField(label=_("Nach der Förderung: Kosten im Jahr"), max_length=20, required=False)
    after_decision_on = DayField(
        label=_("Nach der Förderung: Wann wird entschieden?"), max_length=10, required=False
    )
    after_decision = forms.CharField(
        label=_("Nach der Förderung: Was ist entschieden?"), max_length=600, required=False
    )
    repository = forms.URLField(label=_("Veröffentlichter Quelltext"), required=False, assume_scheme="https")
    licence = forms.CharField(label=_("Lizenz"), max_length=100, required=False)

    def __init__(self, *args: Any, document: Mapping[str, Any] | None = None, **more: Any) -> None:
        self.document = dict(document or {})
        super().__init__(*args, **more)
        for name, (label, hint) in GATE.items():
            self.fields[f"gate_{name}"] = forms.CharField(
                label=label, help_text=hint, max_length=3_000, required=False, widget=_ROWS
            )
        for name, label in LIST_TITLES.items():
            self.fields[f"list_{name}"] = forms.CharField(
                label=label,
                help_text=lines.header(lines.LISTS[name]),
                max_length=60_000,
                required=False,
                strip=False,
                widget=_ROWS,
            )
        gate_first = [f"gate_{name}" for name in GATE]
        self.order_fields(["title", *gate_first, "summary"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name, columns in lines.LISTS.items():
            entries, problems = lines.read(data.get(f"list_{name}", ""), columns, self.document.get(name, ()))
            for text in lines.flat(problems):
                self.add_error(f"list_{name}", text)
            data[f"list_{name}"] = entries
        places = {place.name.casefold(): place.slug for place in local_places()}
        named = [part.strip() for part in data.get("villages", "").split(",") if part.strip()]
        unknown = [name for name in named if name.casefold() not in places]
        if unknown:
            self.add_error("villages", _("Diesen Ort kennen wir nicht: %(name)s") % {"name": unknown[0]})
        data["villages"] = [places[name.casefold()] for name in named if name.casefold() in places]
        return data

    def made(self) -> dict[str, Any]:
        """The document: what the form says, and what it does not know of."""
        data = self.cleaned_data
        gate = {name: data[f"gate_{name}"] for name in GATE}
        after = {
            "operator": self._local("continuation", "operator", data["after_operator"]),
            "yearly_cents": data["after_yearly"],
            "decision_on": data["after_decision_on"],
            "decision": self._local("continuation", "decision", data["after_decision"]),
        }
        said = {
            "title": self._local("", "title", data["title"]),
            "summary": self._local("", "summary", data["summary"]),
            "gate": {name: self._local("gate", name, text) for name, text in gate.items() if text},
            "sponsor": self._sponsor(),
            "continuation": {name: value for name, value in after.items() if value is not None},
            **{
                name: data[name]
                for name in ("as_of", "field", "villages", "starts", "ends", "repository", "licence")
            },
            **{name: data[f"list_{name}"] for name in lines.LISTS},
        }
        kept = {
            n: v
            for n, v in self.document.items()
            if n in ("status", "phase", "note", "example", "lat", "lon")
        }
        return {**kept, **{name: value for name, value in said.items() if value not in (None, "", [], {})}}

    def _sponsor(self) -> dict[str, str]:
        kind, name = self.cleaned_data["sponsor_kind"], self.cleaned_data["sponsor_name"]
        said = {"kind": kind} | ({"name": name} if name else {})
        return {} if said == {"kind": "unknown"} and "sponsor" not in self.document else said

    def _local(self, table: str, name: str, text: str) -> dict[str, str] | None:
        """Other languages stay as long as the German text does."""
        if not text:
            return None
        old = (self.document.get(table, {}) if table else self.document).get(name, {})
        return dict(old) if old.get("de") == " ".join(text.split()) else {"de": text}


def initial_of(document: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """What the form shows of a document."""
    after, sponsor = document.get("continuation", {}), document.get("sponsor", {"kind": "unknown"})
    cents = after.get("yearly_cents")
    return {
        "title": document.get("title", {}).get("de", ""),
        "summary": document.get("summary", {}).get("de", ""),
        "sponsor_kind": sponsor["kind"],
        "sponsor_name": sponsor.get("name", ""),
        "villages": ", ".join(names.get(slug, slug) for slug in document.get("villages", ())),
        "after_operator": after.get("operator", {}).get("de", ""),
        "after_yearly": format_euros(Cents(cents)) if cents is not None else "",
        "after_decision_on": after.get("decision_on", ""),
        "after_decision": after.get("decision", {}).get("de", ""),
        **{n: document.get(n, "") for n in ("as_of", "field", "starts", "ends", "repository", "licence")},
        **{f"gate_{name}": document.get("gate", {}).get(name, {}).get("de", "") for name in GATE},
        **{f"list_{n}": lines.written(document.get(n, ()), columns) for n, columns in lines.LISTS.items()},
    }


class StatusForm(forms.Form):
    status = forms.ChoiceField(
        label=_("Stand"), choices=[(s.value, STATUS[s]) for s in Status if s is not Status.UNKNOWN]
    )
    phase = forms.ChoiceField(label=_("Phase"), choices=[(p.value, PHASE[p]) for p in Phase])
    into = forms.CharField(
        label=_("Aufgegangen in (Kürzel)"),
        max_length=80,
        required=False,
        help_text=_("Nur beim Zusammenlegen. Wer gefragt hat, bleibt verbunden."),
    )
    reason = forms.CharField(label=_("Warum? Alle können es lesen."), max_length=2_000, widget=_ROWS)


class CallForm(forms.Form):
    title = forms.CharField(label=_("Wonach sucht die Stadt?"), max_length=140)
    text = forms.CharField(
        label=_("Wer darf, was wird bezahlt, wer entscheidet?"), max_length=3_000, widget=_ROWS
    )
    most = EuroField(label=_("Höchstens je Projekt"), max_length=20, required=False)
    until = DayField(label=_("Bis wann?"), max_length=10, required=False)


class DecisionForm(forms.Form):
    reason = forms.CharField(label=_("Antwort an die Person"), max_length=3_000, widget=_ROWS)
    agreed = EuroField(label=_("Vereinbarter Betrag"), max_length=20, required=False)


class ApplicationForm(GuardedForm):
    """Three questions must be answered; technology comes last."""

    purpose = "projects.apply"
    title = forms.CharField(label=_("Wie heißt Ihr Projekt?"), max_length=140)
    cost = forms.CharField(
        label=_("Was brauchen Sie dafür?"),
        max_length=300,
        required=False,
        help_text=_("Geld, Platz, Menschen: Eine Schätzung genügt."),
    )
    place = forms.ChoiceField(label=_("Für welchen Ort?"), required=False)
    name = forms.CharField(
        label=_("Unter welchem Namen soll das Projekt erscheinen?"),
        max_length=120,
        required=False,
        help_text=_("Nur, wenn Sie möchten. Ohne Namen steht dort „jemand aus der Stadt“."),
    )
    email = forms.EmailField(
        label=_("Ihre E-Mail-Adresse"),
        max_length=254,
        required=False,
        help_text=_("Nur für unsere Antwort. Ohne Adresse lesen Sie sie mit dem Code, den Sie bekommen."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name, (label, hint) in GATE.items():
            must = name in ("problem", "whom", "without_digital")
            self.fields[name] = forms.CharField(
                label=label, help_text=hint, max_length=3_000, required=must, widget=_ROWS
            )
        places = [(place.slug, place.name) for place in local_places()]
        self.fields["place"].choices = [("", _("die ganze Stadt")), *places]  # type: ignore[attr-defined]
        self.order_fields(["title", *GATE])


class ReportForm(GuardedForm):
    purpose = "projects.report"
    done = forms.CharField(label=_("Was ist seit dem letzten Mal geschehen?"), max_length=1_000, widget=_ROWS)
    next = forms.CharField(label=_("Was kommt als Nächstes?"), max_length=1_000, required=False, widget=_ROWS)
    spent = EuroField(label=_("Wie viel Geld haben Sie bisher ausgegeben?"), max_length=20, required=False)
