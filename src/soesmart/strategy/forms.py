# SPDX-License-Identifier: EUPL-1.2
"""What the team fills in. A form changes what it shows and keeps everything else of the snapshot."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from soesmart.strategy import facade, rules, shown, words
from soesmart.strategy.engine.charta import CHARTA, SDGS
from soesmart.strategy.engine.incoming import slug_of
from soesmart.strategy.engine.numbers import BadNumber, read_number
from soesmart.strategy.engine.periods import BadPeriod, Period, read_period
from soesmart.strategy.stored import source_in, text_in

_LANGUAGES = (("de", "de"), ("en", "en"), ("simple", "de-simple"))
_WIDE = forms.Textarea({"rows": 4})


class _Proposal(forms.Form):
    title_de = forms.CharField(label=lazy("Name"), max_length=rules.TITLE)
    title_en = forms.CharField(label=lazy("Name auf Englisch"), max_length=rules.TITLE, required=False)
    title_simple = forms.CharField(
        label=lazy("Name in Einfacher Sprache"), max_length=rules.TITLE, required=False
    )

    def titles(self) -> dict[str, Any]:
        return _texts(self.cleaned_data, "title")

    def _open(self, snapshot: dict[str, Any] | None) -> None:
        """Where a published version stands, the form begins with it."""
        if snapshot:
            for name, language in _LANGUAGES:
                self.initial[f"title_{name}"] = snapshot["title"]["texts"].get(language, "")


class GoalForm(_Proposal):
    text_de = forms.CharField(
        label=lazy("Was gemeint ist"), max_length=rules.TEXT, required=False, widget=_WIDE
    )
    text_en = forms.CharField(
        label=lazy("Was gemeint ist, auf Englisch"), max_length=rules.TEXT, required=False, widget=_WIDE
    )
    text_simple = forms.CharField(
        label=lazy("Was gemeint ist, in Einfacher Sprache"),
        max_length=rules.TEXT,
        required=False,
        widget=_WIDE,
    )
    level = forms.ChoiceField(label=lazy("Stufe"))
    parent = forms.ChoiceField(label=lazy("Gehört zu"), required=False)
    sources = forms.CharField(
        label=lazy("Quellen"),
        help_text=lazy("Eine Zeile je Quelle: Name | Adresse | Stand"),
        required=False,
        widget=_WIDE,
    )
    as_of = forms.CharField(label=lazy("Stand"), max_length=40, required=False)
    sdgs = forms.MultipleChoiceField(
        label=lazy("Nachhaltigkeitsziele (SDG)"), required=False, widget=forms.CheckboxSelectMultiple
    )
    charta = forms.MultipleChoiceField(
        label=lazy("Leitlinien der Smart City Charta"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.CharField(label=lazy("Warum diese Änderung?"), max_length=300)

    def __init__(self, *args: Any, snapshot: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = [one for one in facade.levels() if one.role in {"goal", "across"}]
        _choose(self, "level", [(one.slug, shown.local(one.name)) for one in levels])
        own = snapshot["slug"] if snapshot else ""
        goals = [(one.slug, shown.local(one.title)) for one in facade.goals() if one.slug != own]
        _choose(self, "parent", [("", "–"), *goals])
        _choose(self, "sdgs", [(str(number), f"{number} {_(name)}") for number, name in SDGS.items()])
        _choose(self, "charta", [(key, _(name)) for key, name in CHARTA.items()])
        self._open(snapshot)
        if snapshot:
            for name, language in _LANGUAGES:
                self.initial[f"text_{name}"] = (snapshot["text"] or {"texts": {}})["texts"].get(language, "")
            self.initial.update({key: snapshot[key] for key in ("level", "parent", "as_of", "charta")})
            self.initial["sdgs"] = [str(number) for number in snapshot["sdgs"]]
            self.initial["sources"] = _sources_told(snapshot["sources"])

    def snapshot(self, before: dict[str, Any] | None) -> dict[str, Any]:
        data = self.cleaned_data
        texts = _texts(data, "text")
        empty = {"position": len(facade.goals()), "asked_at": None, "whom": None, "example": False}
        return {**(before or {"slug": slug_of(data["title_de"]), **empty})} | {
            "title": text_in(self.titles()),
            "text": text_in(texts) if texts else None,
            "level": data["level"],
            "parent": data["parent"],
            "sources": _sources(data["sources"]),
            "as_of": data["as_of"],
            "sdgs": sorted(int(number) for number in data["sdgs"]),
            "charta": data["charta"],
        }


class IndicatorForm(_Proposal):
    goal = forms.ChoiceField(label=lazy("Ziel"), required=False)
    main = forms.BooleanField(label=lazy("Das ist die Kennzahl dieses Ziels"), required=False)
    unit = forms.CharField(label=lazy("Einheit"), max_length=rules.UNIT, required=False)
    kind = forms.ChoiceField(label=lazy("Was sie misst"))
    direction = forms.ChoiceField(label=lazy("Was besser ist"))
    resolution = forms.ChoiceField(label=lazy("Wie oft gemessen wird"))
    geography = forms.CharField(label=lazy("Gebiet"), max_length=120, required=False)
    source = forms.CharField(label=lazy("Quelle"), help_text=lazy("Name | Adresse | Stand"), max_length=900)
    baseline = forms.CharField(
        label=lazy("Ausgangswert"),
        help_text=lazy("Zeitraum; Zahl – zum Beispiel: 2020; 18"),
        required=False,
        max_length=80,
    )
    target = forms.CharField(
        label=lazy("Zielpfad"),
        help_text=lazy("Eine Zeile je Punkt: Tag; Zahl – zum Beispiel: 2030-12-31; 33"),
        required=False,
        widget=_WIDE,
    )
    formula = forms.CharField(label=lazy("Formel"), max_length=rules.TEXT, required=False, widget=_WIDE)
    method = forms.CharField(label=lazy("Verfahren"), max_length=rules.TEXT, required=False, widget=_WIDE)
    limits = forms.CharField(label=lazy("Grenzen"), max_length=rules.TEXT, required=False, widget=_WIDE)
    quality = forms.CharField(label=lazy("Güte"), max_length=rules.TEXT, required=False, widget=_WIDE)
    words = forms.CharField(
        label=lazy("Wie Menschen danach fragen"),
        help_text=lazy("Wörter, mit Komma getrennt"),
        required=False,
        max_length=600,
    )
    reason = forms.CharField(label=lazy("Warum diese Änderung?"), max_length=300)

    def __init__(self, *args: Any, snapshot: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "goal", [("", "–"), *((one.slug, shown.local(one.title)) for one in facade.goals())])
        for field, names in (
            ("kind", words.KINDS),
            ("direction", words.DIRECTIONS),
            ("resolution", words.RESOLUTION_WORDS),
        ):
            _choose(self, field, [(key, _(name)) for key, name in names.items()])
        self._open(snapshot)
        if snapshot:
            same = ("goal", "main", "unit", "kind", "direction", "resolution", "geography")
            self.initial.update({key: snapshot[key] for key in same})
            self.initial["source"] = _sources_told([snapshot["source"]])
            self.initial["words"] = ", ".join(snapshot["words"])
            self.initial["target"] = "\n".join(f"{p['on']}; {p['value']}" for p in snapshot["target"])
            if snapshot["baseline"]:
                self.initial["baseline"] = "{period}; {value}".format(**snapshot["baseline"])
            for note in rules.NOTES:
                self.initial[note] = snapshot["texts"].get(note, {"texts": {}})["texts"].get("de", "")

    def clean_baseline(self) -> dict[str, str] | None:
        text = self.cleaned_data["baseline"].strip()
        if not text:
            return None
        period, value = _pair(text)
        try:
            read = read_period(period)
        except BadPeriod as error:
            raise forms.ValidationError(str(error)) from error
        return {"on": read.end.isoformat(), "value": str(_number(value)), "period": read.label}

    def clean_target(self) -> list[dict[str, str]]:
        points = []
        for line in self.cleaned_data["target"].splitlines():
            if line.strip():
                day, value = _pair(line)
                try:
                    points.append({"on": date.fromisoformat(day).isoformat(), "value": str(_number(value))})
                except ValueError as error:
                    raise forms.ValidationError(_("Bitte ein Datum wie 2030-12-31.")) from error
        return sorted(points, key=lambda point: point["on"])

    def snapshot(self, before: dict[str, Any] | None) -> dict[str, Any]:
        data = self.cleaned_data
        old = before or {"slug": slug_of(data["title_de"]), "position": 0, "example": False, "texts": {}}
        texts = {name: dict(stored["texts"]) for name, stored in old["texts"].items()}
        for note in rules.NOTES:
            texts.setdefault(note, {})["de"] = data[note]
        same = {key: data[key] for key in ("goal", "main", "unit", "kind", "direction", "resolution")}
        return {**old, **same} | {
            "title": text_in(self.titles()),
            "unit_one": old.get("unit_one") if before and data["unit"] == old["unit"] else data["unit"],
            "geography": data["geography"],
            "source": next(iter(_sources(data["source"])), source_in({})),
            "baseline": data["baseline"],
            "target": data["target"],
            "texts": {name: text_in(one) for name, one in texts.items() if one.get("de", "").strip()},
            "words": [word.strip() for word in data["words"].split(",") if word.strip()],
        }


class MeasureForm(forms.Form):
    period = forms.CharField(
        label=lazy("Zeitraum"), help_text=lazy("2025, 2. Quartal 2025, März 2025, 31.12.2025"), max_length=40
    )
    value = forms.CharField(label=lazy("Zahl"), max_length=40)
    lower = forms.CharField(label=lazy("mindestens"), max_length=40, required=False)
    upper = forms.CharField(label=lazy("höchstens"), max_length=40, required=False)
    source = forms.CharField(label=lazy("Quelle"), max_length=300)
    reason = forms.CharField(
        label=lazy("Warum berichtigt?"),
        help_text=lazy("Nur wenn für diesen Zeitraum schon eine Zahl dasteht."),
        max_length=300,
        required=False,
    )

    def clean_period(self) -> Period:
        try:
            period = read_period(self.cleaned_data["period"])
        except BadPeriod as error:
            raise forms.ValidationError(str(error)) from error
        if period.start > shown.today():
            raise forms.ValidationError(_("Das liegt in der Zukunft: Das kann niemand gemessen haben."))
        return period

    def clean_value(self) -> Decimal:
        return _number(self.cleaned_data["value"])

    def clean_lower(self) -> Decimal | None:
        return _number(self.cleaned_data["lower"]) if self.cleaned_data["lower"].strip() else None

    def clean_upper(self) -> Decimal | None:
        return _number(self.cleaned_data["upper"]) if self.cleaned_data["upper"].strip() else None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        numbers = {key: data[key] for key in ("value", "lower", "upper") if data.get(key) is not None}
        for field, text in rules.order_complaints(numbers):
            self.add_error(field, text)
        return data


class VersionForm(forms.Form):
    name = forms.CharField(label=lazy("Name"), max_length=rules.TITLE)
    decided_on = forms.DateField(
        label=lazy("Beschlossen am"), required=False, widget=forms.DateInput({"type": "date"})
    )
    decision = forms.CharField(label=lazy("Beschluss (Gremium, Nummer)"), max_length=300, required=False)
    oparl_url = forms.URLField(
        label=lazy("Adresse im Ratsinformationssystem (OParl)"),
        max_length=500,
        required=False,
        assume_scheme="https",
    )


def _choose(form: forms.Form, field: str, choices: list[tuple[str, str]]) -> None:
    form.fields[field].choices = choices  # type: ignore[attr-defined]


def _texts(data: dict[str, Any], stem: str) -> dict[str, str]:
    return {language: data[f"{stem}_{name}"] for name, language in _LANGUAGES if data[f"{stem}_{name}"]}


def _sources(text: str) -> list[dict[str, str]]:
    found = []
    for line in text.splitlines():
        label, url, as_of, *_rest = [*(part.strip() for part in line.split("|")), "", "", ""]
        if label:
            found.append(source_in({"label": label, "url": url, "as_of": as_of}))
    return found


def _sources_told(sources: list[dict[str, str]]) -> str:
    return "\n".join(
        " | ".join((one["label"], one.get("url", ""), one.get("as_of", ""))).rstrip(" |") for one in sources
    )


def _pair(line: str) -> tuple[str, str]:
    left, semicolon, right = line.partition(";")
    if not semicolon:
        raise forms.ValidationError(_("Bitte mit Strichpunkt trennen."))
    return left.strip(), right.strip()


def _number(text: str) -> Decimal:
    try:
        return read_number(text)
    except BadNumber as error:
        raise forms.ValidationError(str(error)) from error
