# SPDX-License-Identifier: EUPL-1.2
"""`soesmart import payments FILE`: a list of payments becomes one proposal, or nothing."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from soesmart.accounts.facade import Actor
from soesmart.kernel import clock
from soesmart.kernel.room import ImportReport, Problem
from soesmart.kernel.tables.reading import MOST_BYTES, read_table
from soesmart.kernel.tables.table import Table, Unreadable
from soesmart.ledger import projects
from soesmart.ledger.actions.proposing import WAITING, hand_in, propose
from soesmart.ledger.engine import headings
from soesmart.ledger.engine.entries import Effect
from soesmart.ledger.engine.payments import Plan, Result, Row, understand
from soesmart.ledger.models import Entry as EntryRow
from soesmart.ledger.models import Mapping as MappingRow
from soesmart.ledger.models import Proposal
from soesmart.ledger.queries import grants
from soesmart.ledger.types import GrantView, NewEntry, Refused
from soesmart.places.facade import local_places

MOST_PROBLEMS = 50
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Order:
    """What to do with a file. `grant`: slug; `mapping`: a saved name; empty means the only one there is."""

    grant: str = ""
    mapping: str = ""
    position: str = ""
    save_mapping: str = ""
    dry_run: bool = False


def run(
    path: Path,
    *,
    watch: Callable[[str, int, int], None] | None = None,
    dry_run: bool = False,
    grant: str = "",
    mapping: str = "",
    position: str = "",
    save_mapping: str = "",
    vouchers: str = "",
) -> ImportReport:
    """For the command line: nobody is known, so two people must agree afterwards."""
    if mapping.endswith(".json"):
        try:
            mapping = keep_mapping(Path(mapping).stem, json.loads(Path(mapping).read_text("utf-8")))
        except (OSError, ValueError, headings.BadMapping) as error:
            return _refused(f"Die Zuordnung {mapping} ist nicht lesbar: {error}")
    order = Order(grant, mapping, position, save_mapping, dry_run)
    return take_in(path.read_bytes(), path.name, order, None, Path(vouchers) if vouchers else None)


def take_in(
    content: bytes, name: str, order: Order, actor: Actor | None, vouchers: Path | None = None
) -> ImportReport:
    """The whole way from bytes to a proposal. With any problem nothing is stored."""
    try:
        chosen = _grant(order.grant)
        if len(content) > MOST_BYTES:
            return _refused(_("Die Datei ist zu groß."))
        saved = _saved(order.mapping)
        own = set(saved.get("columns", {}).values())
        table = read_table(content, lambda cell: cell in own or headings.field_of(cell))
        columns, positions, named, defaults = _mapping(order, saved, table)
    except Unreadable as error:
        return ImportReport(0, 0, (Problem(error.line, "", str(error)),))
    except (Refused, headings.BadMapping) as error:
        return _refused(str(error))
    missing = [field for field in ("on",) if field not in columns]
    if not {"amount", "debit", "credit"} & set(columns):
        missing.append("amount")
    if missing:
        return _refused(_no_column(missing, table))
    plan = _plan(chosen, columns, positions, defaults)
    result = understand(table.headings, table.rows, plan)
    faults = [Problem(line, "", text) for line, text in table.faults]
    faults += [Problem(fault.line, fault.column, fault.text) for fault in result.faults]
    if faults or not result.rows:
        faults = faults or [Problem(1, "", _("Die Datei enthält keine Zahlung."))]
        return ImportReport(0, 0, _shortened(sorted(faults, key=lambda one: one.line)), notes=(table.how,))
    return _stored(content, name, order, actor, chosen, table, result, named, vouchers)


def _stored(
    content: bytes,
    name: str,
    order: Order,
    actor: Actor | None,
    grant: GrantView,
    table: Table,
    result: Result,
    named: Mapping[str, str],
    vouchers: Path | None,
) -> ImportReport:
    file_hash = hashlib.sha256(content).hexdigest()
    notes = [table.how, *_doubled(result)]
    found: dict[str, UUID | None] = {}
    try:
        with transaction.atomic():
            known = known_prints(row.print for row in result.rows)
            fresh = [row for row in result.rows if row.print not in known]
            rows = [new for row in fresh for new in _entries(row, named, found, vouchers)]
            if order.save_mapping:
                keep_mapping(order.save_mapping, {"columns": dict(headings.guess(table.headings))})
            if rows and not order.dry_run:
                title = _("Zahlungen aus %s") % name
                if actor is None:
                    hand_in(None, grant.id, title, rows, file_hash)
                else:
                    propose(actor, grant.id, title, rows, file_hash)
    except Refused as error:
        return _refused(str(error))
    if rows:
        notes.append(_waiting_note(rows, actor))
    return ImportReport(len(rows), 0, unchanged=len(result.rows) - len(fresh), notes=tuple(notes))


def _waiting_note(rows: Sequence[NewEntry], actor: Actor | None) -> str:
    people = _("ein anderer Mensch") if actor else _("zwei Menschen")
    return _("%(count)d Buchungen warten, bis %(people)s unter /geld/team/ zustimmen.") % {
        "count": len(rows),
        "people": people,
    }


def _doubled(result: Result) -> Iterator[str]:
    if result.doubled:
        lines = ", ".join(f"{line} (= {earlier})" for line, earlier in result.doubled[:20])
        yield _("%(count)d Zeilen stehen doppelt in der Datei und zählen einmal: %(lines)s") % {
            "count": len(result.doubled),
            "lines": lines,
        }
    if result.alike:
        yield _("%d Zeilen ohne Belegnummer gleichen einer anderen; sie zählen beide.") % result.alike


def _entries(
    row: Row, named: Mapping[str, str], found: dict[str, UUID | None], vouchers: Path | None
) -> Iterator[NewEntry]:
    word = row.entry.project_name
    if word not in found:
        found[word] = projects.find(named.get(word, word))
    project = found[word]
    entry = replace(
        row.entry, project=str(project) if project else "", voucher_hash=_voucher_hash(row, vouchers)
    )
    yield NewEntry(entry, row.payee, row.hours, row.print)
    if row.paid_on:
        yield NewEntry(replace(entry, effect=Effect.PAYMENT, on=row.paid_on))


def _voucher_hash(row: Row, folder: Path | None) -> str:
    """SHA-256 of the file in the folder that is named as the voucher."""
    if folder is None or not row.entry.voucher:
        return ""
    plain = row.entry.voucher.replace("/", "-").replace("\\", "-")
    files = sorted(file for file in folder.glob(f"{_literal(plain)}.*") if file.is_file())
    return hashlib.sha256(files[0].read_bytes()).hexdigest() if files else ""


def _literal(name: str) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in name)


def known_prints(prints: Iterator[str]) -> set[str]:
    """Of these, the payments already entered or waiting."""
    wanted = list(prints)
    waiting = {
        mark
        for text in Proposal.objects.filter(state=WAITING).values_list("prints", flat=True)
        for mark in text.split("\n")
    }
    known = waiting.intersection(wanted)
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        known.update(EntryRow.objects.filter(print__in=some).values_list("print", flat=True))
    return known


def _grant(slug: str) -> GrantView:
    known = grants.grants()
    running = [one for one in known if one.slug == slug or (not slug and one.state == "running")]
    if len(running) == 1:
        return running[0]
    names = ", ".join(one.slug for one in known)
    if not known:
        raise Refused(_("Es gibt noch keinen Zuschuss. Zuerst: soesmart import ledger FILE.toml"))
    raise Refused(_("Zu welchem Zuschuss? Bitte --grant angeben: %s.") % names)


def _saved(name: str) -> dict[str, Any]:
    """The mapping of that name as it was saved."""
    if not name:
        return {}
    row = MappingRow.objects.filter(name=name).first()
    if row is None:
        raise Refused(_("Die Zuordnung „%s“ gibt es nicht.") % name)
    headings.from_json(row.document)
    return dict(row.document)


def _mapping(
    order: Order, saved: Mapping[str, Any], table: Table
) -> tuple[dict[str, str], dict[str, str], dict[str, str], dict[str, Any]]:
    """(columns, words of positions, words of projects, defaults)."""
    own, positions, defaults = headings.from_json(dict(saved))
    lacking = [heading for heading in own.values() if heading not in table.headings]
    if lacking:
        text = _("Die Zuordnung „%(name)s“ erwartet die Spalte „%(column)s“; die Datei hat: %(known)s.")
        known = ", ".join(table.headings)
        raise Refused(text % {"name": order.mapping, "column": lacking[0], "known": known})
    if order.position:
        defaults["position"] = order.position
    named = {str(word): str(slug) for word, slug in saved.get("projects", {}).items()}
    return headings.guess(table.headings) | own, positions, named, defaults


def _plan(
    grant: GrantView, columns: Mapping[str, str], words: Mapping[str, str], defaults: Mapping[str, Any]
) -> Plan:
    positions = {position.title: position.key for position in grant.positions} | dict(words)
    places = [place.slug for place in local_places()]
    today = clock.local_date(clock.now(), settings.SOESMART["town.time_zone"])
    known = {position.key: position.phase for position in grant.positions}
    return Plan(columns, positions, known, frozenset(places), today, defaults)


def keep_mapping(name: str, document: Any) -> str:
    """Save a mapping by name; raises BadMapping."""
    headings.from_json(document)
    MappingRow.objects.update_or_create(
        name=name[:60], defaults={"document": document, "changed_at": clock.now()}
    )
    return name[:60]


def _no_column(missing: Sequence[str], table: Table) -> str:
    names = {"on": _("Belegdatum"), "amount": _("Betrag")}
    return _(
        "Es fehlt die Spalte %(missing)s. Die Datei hat: %(known)s. Eine Zuordnung (--mapping) hilft."
    ) % {
        "missing": " und ".join(names[name] for name in missing),
        "known": ", ".join(table.headings),
    }


def _refused(text: str) -> ImportReport:
    return ImportReport(0, 0, (Problem(1, "", text),))


def _shortened(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    if len(problems) <= MOST_PROBLEMS:
        return tuple(problems)
    more = _("Und %d weitere Fehler. Bitte erst diese beheben.") % (len(problems) - MOST_PROBLEMS)
    return (*problems[:MOST_PROBLEMS], Problem(problems[MOST_PROBLEMS].line, "", more))
