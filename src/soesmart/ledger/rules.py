# SPDX-License-Identifier: EUPL-1.2
"""What a grant and its entries must hold before anything is stored. Texts name place and remedy."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from soesmart.ledger.engine.entries import COSTS, Effect, Entry
from soesmart.ledger.types import GrantView, NewGrant

PROPOSE, APPROVE, MANAGE, AUDIT = "ledger.propose", "ledger.approve", "ledger.manage", "ledger.audit"
MOST = 10**15


def entry_complaints(entry: Entry, grant: GrantView) -> Iterator[tuple[str, str]]:
    """(field, what is wrong)."""
    if entry.cents == 0 or abs(entry.cents) > MOST:
        yield "cents", _("Bitte einen Betrag eingeben.")
    if entry.cents < 0 and not entry.corrects and entry.effect is not Effect.VOUCHER:
        yield "cents", _("Weniger als null gibt es nur bei Berichtigungen und Gutschriften.")
    if entry.effect in COSTS and entry.position not in grant.terms.order:
        known = ", ".join(grant.terms.order)
        yield "position", _("Diese Position steht nicht im Finanzierungsplan. Bekannt: %s.") % known
    sources = dict(grant.terms.sources)
    if entry.effect not in COSTS and entry.source not in sources:
        yield "source", _("Diese Quelle gehört nicht zum Zuschuss. Bekannt: %s.") % ", ".join(sources)
    if not entry.eligible and not entry.reason:
        yield "reason", _("Bitte sagen, warum die Kosten nicht förderfähig sind.")
    if entry.effect is Effect.DRAWDOWN and (closed := closed_phase(entry, grant)):
        yield "phase", closed


def closed_phase(entry: Entry, grant: GrantView) -> str:
    """Money of a phase whose gate nobody opened is not called."""
    phase = grant.profile.phase(entry.phase)
    if phase is None or phase.gate is None or grant.gates.get(entry.phase):
        return ""
    return _("Phase %(phase)s ist noch nicht frei: %(gate)s") % {"phase": phase.key, "gate": phase.gate}


def grant_complaints(new: NewGrant) -> Iterator[tuple[str, str]]:
    keys = [position.key for position in new.positions]
    if not new.slug:
        yield "slug", _("Hier fehlt der Kurzname.")
    if not new.title.get("de"):
        yield "title", _("Hier fehlt der Titel.")
    if len(set(keys)) < len(keys):
        yield "positions", _("Eine Position steht doppelt.")
    if not 0 < new.rate <= 10_000:
        yield "rate", _("Die Förderquote liegt zwischen 0 und 100 Prozent.")
    if new.funder not in {key for key, _title, _kind in new.sources}:
        yield "funder", _("Der Fördergeber muss eine der Quellen sein.")
