# SPDX-License-Identifier: EUPL-1.2
"""What the log says about grants and entries. Of hidden entries only that they exist."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from soesmart.ledger.models import Contract, Entry, Grant, Item

GRANT, ENTRY, PROPOSAL = "ledger.grant", "ledger.entry", "ledger.proposal"
AWARD, ITEM = "ledger.contract", "ledger.item"
CONTRACT = ("title", "procedure", "cents", "signed_on", "project_name")
ITEM_FIELDS = ("title", "where", "bought_on", "cents", "bound_until", "voucher")
PLAIN = (
    *("effect", "cents", "position", "source", "phase", "project_name", "village", "year", "eligible"),
    *("reason", "voucher", "voucher_hash", "text", "forwarded", "sealed"),
)


def content(entry: Entry) -> dict[str, Any]:
    """All that an entry says, as JSON."""
    return {
        **{name: getattr(entry, name) for name in PLAIN},
        "on": entry.on.isoformat(),
        "project": str(entry.project) if entry.project else "",
        "corrects": str(entry.corrects) if entry.corrects else "",
    }


def entry_leaf(entry: Entry, grant: str) -> tuple[Mapping[str, Any], Mapping[str, Any] | None]:
    """(public, personal): what residents may not read stands behind a salted commitment."""
    head = {"grant": grant, "number": entry.number, "hidden": entry.hidden}
    return (head, content(entry)) if entry.hidden else ({**head, **content(entry)}, None)


def grant_leaf(grant: Grant) -> dict[str, Any]:
    return {
        "slug": grant.slug,
        "title": grant.title,
        "rules": f"{grant.rules['key']} {grant.rules['version']}",
        "rate": grant.rate,
        "frame": grant.frame,
        "cap": grant.cap,
        "funder": grant.funder,
        "positions": grant.positions,
        "sources": grant.sources,
        "state": grant.state,
        "committed_on": grant.committed_on.isoformat() if grant.committed_on else None,
    }


def recorded_leaf(row: Contract | Item, grant: str) -> dict[str, Any]:
    """An award without its partner, or something bought. Days as text, unknown ones empty."""
    names = CONTRACT if isinstance(row, Contract) else ITEM_FIELDS
    values = {name: getattr(row, name) for name in names}
    return {"grant": grant, "number": row.number} | {
        name: (value.isoformat() if isinstance(value, date) else value or "")
        for name, value in values.items()
    }
