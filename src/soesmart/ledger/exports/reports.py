# SPDX-License-Identifier: EUPL-1.2
"""Claim, interim report and proof of use as documents. Always German: the funder reads them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import override

from soesmart.kernel.cents import Cents, format_euros
from soesmart.kernel.words import LocalText
from soesmart.ledger.engine import profile
from soesmart.ledger.engine.claim import Claim, claim
from soesmart.ledger.engine.entries import Entry
from soesmart.ledger.engine.proof import Proof, proof
from soesmart.ledger.exports.documents import Cell, Column, Document, Section, Table
from soesmart.ledger.queries import desk, effects, grants
from soesmart.ledger.queries.effects import Outcome
from soesmart.ledger.types import GrantView

UNKNOWN = profile.UNKNOWN
NOTICE = (
    "Aufgestellt aus der Fördernebenrechnung. Sie übernimmt gebuchte Zahlungen aus dem Buchungsprogramm der "
    "Kommune und ersetzt es nicht."
)
_NARRATIVE = {
    "done": "Was getan wurde",
    "publicity": "Öffentlichkeit und Austausch",
}
Private = Mapping[str, Mapping[str, str]]


def claim_document(grant: GrantView, since: date, until: date) -> Document:
    """The filling aid for the half-year claim."""
    entries = grants.entries(grant.id)
    made, private = claim(entries, grant.terms, since, until), desk.private_of(grant.id)
    with override("de"):
        return _document(
            grant,
            "abruf",
            "Ausfüllhilfe für den Abruf",
            until,
            (
                ("Zeitraum", f"{_day(since)} bis {_day(until)}"),
                ("Grundlage", grant.profile.claim_basis or UNKNOWN),
            ),
            (
                Section("Abruf nach Position und Herkunft", _claim_words(made), _claim_table(made)),
                Section("Vorschau auf das nächste Halbjahr", tuple(_preview(made, grant))),
                Section("Belegliste", (), _vouchers(made.vouchers, private)),
            ),
            {
                "Kosten im Zeitraum": made.period,
                "Förderfähige Kosten insgesamt": made.cumulative,
                "Anteil des Fördergebers insgesamt": made.funder,
                "Eigener Anteil": made.own,
                "Schon abgerufen": made.called_before,
                "Jetzt abzurufen": made.due,
                "Nicht förderfähig": made.not_eligible,
            },
        )


def proof_document(grant: GrantView, until: date, *, interim: bool = False) -> Document:
    """The proof of use, or with `interim` the report on the way."""
    entries = grants.entries(grant.id)
    made, private = proof(entries, grant.terms, until, grant.profile.tolerance), desk.private_of(grant.id)
    with override("de"):
        sections = [
            Section("Sachbericht", tuple(_report(grant))),
            *_outcomes(effects.outcomes(grant.id, until)),
            Section(
                "Zahlenmäßiger Nachweis in der Ordnung des Finanzierungsplans",
                _over(made, grant),
                _plan_table(made),
            ),
            Section("Herkunft der Mittel", (), _source_table(made)),
            Section("Mittelabfluss gegen Plan", (_delay(made),), _halves_table(made)),
            Section("Nicht förderfähige Kosten", _none(made.refusals), _refusals_table(made)),
            Section("Zu früh abgerufene Mittel", tuple(_undue(made, grant))),
        ]
        if not interim:
            sections += _attachments(grant, made, private)
        return _document(
            grant,
            "zwischenbericht" if interim else "verwendungsnachweis",
            "Zwischenbericht" if interim else "Verwendungsnachweis",
            until,
            (("Stand", _day(until)),),
            tuple(sections),
            {
                "Geplant": made.planned,
                "Förderfähige Kosten": made.eligible,
                "Anteil des Fördergebers": made.funder,
                "Eigener Anteil": made.own,
                "Abgerufen": made.called,
                "Erhalten": made.received,
                "Nicht förderfähig": made.not_eligible,
            },
            signature=not interim,
        )


def _document(
    grant: GrantView,
    name: str,
    title: str,
    on: date,
    facts: Sequence[tuple[str, str]],
    sections: tuple[Section, ...],
    sums: dict[str, int],
    *,
    signature: bool = False,
) -> Document:
    town = settings.SOESMART["town.name"]
    rules = grant.profile
    given = (
        ("Zuschuss", grant.title.in_language("de")[0]),
        ("Empfänger", ", ".join(grant.recipients) or town),
        ("Fördergeber", _funder(grant)),
        ("Regelwerk", f"{rules.name}, Fassung {rules.version} (Stand {rules.as_of})"),
        ("Förderquote", f"{grant.terms.rate / 100:g} %".replace(".", ",")),
        ("Bewilligt", _money(grant.frame)),
        ("Zusage vom", _day(grant.committed_on)),
        *facts,
    )
    shown = tuple((label, format_euros(Cents(cents))) for label, cents in sums.items())
    notice = f"BEISPIEL. Alle Zahlen sind erfunden. {NOTICE}" if grant.example else NOTICE
    return Document(
        name,
        f"{title}: {town}",
        grant.title.in_language("de")[0],
        town,
        on,
        (*given, *shown),
        sections,
        sums,
        notice,
        signature,
    )


def _funder(grant: GrantView) -> str:
    """All that had the programme, in their time."""
    named = []
    for one in grant.profile.funders:
        time = " ".join(
            part for part in (one.since and f"ab {one.since}", one.until and f"bis {one.until}") if part
        )
        named.append(f"{one.name} ({time})" if time else one.name)
    return ", ".join(named) or UNKNOWN


def _claim_words(made: Claim) -> tuple[str, ...]:
    words = [
        "Der Anteil des Fördergebers wird von der Summe aller bisherigen förderfähigen Kosten genommen und "
        "abgerundet; der Rest ist der eigene Anteil. Abgerufen wird, was davon noch nicht abgerufen ist."
    ]
    if made.other:
        words.append(
            f"Andere öffentliche Mittel bisher: {_money(made.other)}; sie mindern den eigenen Anteil."
        )
    if made.due < 0:
        words.append(
            f"Es wurden {_money(-made.due)} mehr abgerufen als zusteht: bitte zurückzahlen oder verrechnen."
        )
    return tuple(words)


def _claim_table(made: Claim) -> Table:
    columns = (
        Column("Position", wide=True),
        *(
            Column(t, money=True)
            for t in ("im Zeitraum", "insgesamt", "Fördergeber", "eigener Anteil", "nicht förderfähig")
        ),
    )
    rows = tuple((r.title, r.period, r.cumulative, r.funder, r.own, r.not_eligible) for r in made.rows)
    return Table(
        "positions",
        columns,
        rows,
        ("Summe", made.period, made.cumulative, made.funder, made.own, made.not_eligible),
    )


def _preview(made: Claim, grant: GrantView) -> Iterator[str]:
    yield f"Beauftragt und noch nicht abgerechnet: {_money(made.open_orders)}."
    yield f"Kosten je Monat im Schnitt der letzten zwölf Monate: {_money(made.pace)}."
    yield f"Bei diesem Tempo kommen im nächsten Halbjahr {_money(made.forecast)} des Fördergebers dazu."
    months = grant.profile.claim_months
    yield f"Abrufe laut Regelwerk: {f'alle {months} Monate' if months else UNKNOWN}."


def _vouchers(vouchers: Sequence[Entry], private: Private) -> Table:
    columns = (
        Column("Tag"),
        Column("Beleg"),
        Column("Empfänger"),
        Column("Zweck", wide=True),
        Column("Position"),
        Column("Betrag", money=True),
        Column("förderfähig", money=True),
    )
    rows: list[tuple[Cell, ...]] = []
    for entry in vouchers:
        payee = private.get(entry.id, {}).get("payee", "")
        rows.append(
            (
                entry.on.strftime("%d.%m.%Y"),
                entry.voucher or "–",
                payee or "–",
                entry.text or entry.project_name or "–",
                entry.position,
                entry.cents,
                entry.cents if entry.eligible else 0,
            )
        )
    whole = sum(entry.cents for entry in vouchers)
    eligible = sum(entry.cents for entry in vouchers if entry.eligible)
    return Table("vouchers", columns, tuple(rows), ("Summe", "", "", "", "", whole, eligible))


def _report(grant: GrantView) -> Iterator[str]:
    for key, title in _NARRATIVE.items():
        yield f"{title}: {grant.narrative.get(key) or UNKNOWN}"
    for duty in grant.profile.duties:
        yield f"Pflicht: {duty}"
    for text in grant.unknown:
        yield f"Offen: {text}"


def _outcomes(found: Sequence[Outcome]) -> Iterator[Section]:
    """Purpose and effect of each project, as strategy and trials know them."""
    if not found:
        text = f"Ziel, Kennzahl und Ergebnis: {UNKNOWN}. Keiner Buchung ist ein Projekt zugeordnet."
        yield Section("Zweck und Wirkung", (text,))
    for one in found:
        yield Section(f"Zweck und Wirkung: {_german(one.project.title)}", tuple(_effect(one)))


def _effect(one: Outcome) -> Iterator[str]:
    yield f"Ziel: {'; '.join(_german(goal.title) for goal in one.goals) or UNKNOWN}"
    for measured in one.indicators:
        yield f"Kennzahl: {_german(measured.title)}"
        yield f"Ausgangswert: {measured.baseline or UNKNOWN}"
        yield f"Zielwert: {measured.target or UNKNOWN}"
        yield f"Erreichter Wert: {measured.actual or UNKNOWN}"
    if not one.indicators:
        yield f"Kennzahl, Ausgangswert, Zielwert und erreichter Wert: {UNKNOWN}"
    for node in one.trials:
        yield f"Versuch „{_german(node.title)}“: {node.state or UNKNOWN}"
    if not one.trials:
        yield f"Ergebnis eines Versuchs: {UNKNOWN}. Es gab keinen Versuch."


def _german(text: LocalText) -> str:
    return text.in_language("de")[0]


def _over(made: Proof, grant: GrantView) -> tuple[str, ...]:
    tolerance = grant.profile.tolerance
    if tolerance is None:
        return (f"Wie weit eine Position überschritten werden darf: {UNKNOWN}.",)
    over = [f"{row.title} um {_money(row.over)}" for row in made.rows if row.over]
    words = f"Positionen dürfen um {tolerance / 100:g} % überschritten werden, wenn anderswo gespart wird."
    return (words, f"Darüber liegen: {', '.join(over)}." if over else "Keine Position liegt darüber.")


def _plan_table(made: Proof) -> Table:
    columns = (
        Column("Position", wide=True),
        *(
            Column(t, money=True)
            for t in ("Plan", "förderfähig", "Abweichung", "Fördergeber", "eigener Anteil")
        ),
    )
    rows = tuple((r.title, r.planned, r.eligible, r.difference, r.funder, r.own) for r in made.rows)
    total = ("Summe", made.planned, made.eligible, made.eligible - made.planned, made.funder, made.own)
    return Table("plan", columns, rows, total)


def _source_table(made: Proof) -> Table:
    columns = (Column("Herkunft", wide=True), Column("abgerufen", money=True), Column("erhalten", money=True))
    rows = tuple((row.title, row.called, row.received) for row in made.sources)
    return Table("sources", columns, rows, ("Summe", made.called, made.received))


def _delay(made: Proof) -> str:
    if made.months_behind is None:
        return "Ohne Plan nach Jahren lässt sich kein Verzug nennen."
    shown = f"{abs(made.months_behind):g}".replace(".", ",")
    if made.months_behind > 0:
        return f"Die Ausgaben liegen {shown} Monate hinter dem Plan."
    return (
        f"Die Ausgaben liegen {shown} Monate vor dem Plan."
        if made.months_behind
        else "Die Ausgaben liegen im Plan."
    )


def _halves_table(made: Proof) -> Table | None:
    columns = (
        Column("bis Ende Halbjahr", wide=True),
        Column("geplant", money=True),
        Column("ausgegeben", money=True),
    )
    rows = tuple((half.name, half.planned, half.actual) for half in made.halves)
    return Table("outflow", columns, rows) if rows else None


def _none(rows: Sequence[object]) -> tuple[str, ...]:
    return () if rows else ("Keine.",)


def _refusals_table(made: Proof) -> Table | None:
    columns = (Column("Grund", wide=True), Column("Betrag", money=True))
    rows = tuple((row.reason or "ohne Angabe", row.cents) for row in made.refusals)
    return Table("not_eligible", columns, rows, ("Summe", made.not_eligible)) if rows else None


def _undue(made: Proof, grant: GrantView) -> Iterator[str]:
    if not made.undue:
        yield "Zu keiner Zeit war mehr Geld des Fördergebers da als sein Anteil an den Kosten."
        return
    for row in made.undue:
        yield f"{_day(row.since)} bis {_day(row.until)}: {_money(row.cents)} ({row.days} Tage)"
    points = grant.profile.interest_points
    rate = f"{points / 100:g} Prozentpunkte über dem Basiszinssatz" if points is not None else UNKNOWN
    within = _days(grant.profile.use_within_days)
    yield f"Zinssatz nach dem Regelwerk: {rate}. Frist bis zur Verwendung: {within}."


def _days(number: int | None) -> str:
    return UNKNOWN if number is None else f"{number} Tage"


def _attachments(grant: GrantView, made: Proof, private: Private) -> list[Section]:
    items, contracts = grants.items(grant.id), grants.contracts(grant.id)
    forwarded = Table(
        "forwarded",
        (Column("An", wide=True), Column("Betrag", money=True)),
        tuple(made.forwarded),
        ("Summe", sum(cents for _name, cents in made.forwarded)),
    )
    inventory = Table(
        "inventory",
        (
            Column("Gegenstand", wide=True),
            Column("gekauft"),
            Column("gebunden bis"),
            Column("Wert", money=True),
        ),
        tuple((item.title, _day(item.bought_on), _day(item.bound_until), item.cents) for item in items),
    )
    awards = Table(
        "contracts",
        (
            Column("Auftrag", wide=True),
            Column("an"),
            Column("Vergabe"),
            Column("vom"),
            Column("Betrag", money=True),
        ),
        tuple((c.title, c.partner or "–", c.procedure, _day(c.signed_on), c.cents) for c in contracts),
    )
    return [
        Section("Weitergeleitete Mittel", _none(made.forwarded), forwarded if made.forwarded else None),
        Section("Aufträge und Vergabe", _none(contracts), awards if contracts else None),
        Section("Inventar und Ende der Zweckbindung", _none(items), inventory if items else None),
        Section("Arbeitsstunden", tuple(_hours(made, private))),
        Section("Belegliste", (), _vouchers(made.vouchers, private)),
    ]


def _hours(made: Proof, private: Private) -> Iterator[str]:
    hundredths: dict[str, int] = {}
    for entry in made.vouchers:
        given = private.get(entry.id, {})
        if given.get("hours"):
            name = given.get("payee") or "ohne Namen"
            hundredths[name] = hundredths.get(name, 0) + _hundredths(given["hours"])
    if not hundredths:
        yield "Keine Stunden eingetragen, oder sie sind schon gelöscht."
    for name, number in sorted(hundredths.items()):
        yield f"{name}: {_shown_hours(number)} Stunden"
    if len(hundredths) > 1:
        yield f"Zusammen: {_shown_hours(sum(hundredths.values()))} Stunden"


def _hundredths(hours: str) -> int:
    whole, _point, part = hours.partition(".")
    return int(whole) * 100 + int(part.ljust(2, "0")[:2] or 0)


def _shown_hours(number: int) -> str:
    return f"{number / 100:g}".replace(".", ",")


def _money(cents: int | None) -> str:
    return UNKNOWN if cents is None else format_euros(Cents(cents))


def _day(day: date | None) -> str:
    return UNKNOWN if day is None else date_format(day, "DATE_FORMAT")
