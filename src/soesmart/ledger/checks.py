# SPDX-License-Identifier: EUPL-1.2
"""`soesmart check ledger`: does the database still refuse changes, and do the entries fit the log?"""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db import connection

from soesmart.kernel.log.engine.leaf import canonical, commitment
from soesmart.kernel.log.models import Leaf, Pending
from soesmart.kernel.room import Finding
from soesmart.ledger import leaves, triggers
from soesmart.ledger.models import Entry, Grant, Private
from soesmart.ledger.queries import grants

SHOWN = 50
_CANONICAL = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode
_FIRST = f"(SELECT MIN(number) FROM {triggers.TABLE})"  # noqa: S608  own name
_TRIES = {
    "update": f"UPDATE {triggers.TABLE} SET cents = cents WHERE number = {_FIRST}",  # noqa: S608
    "delete": f"DELETE FROM {triggers.TABLE} WHERE number = {_FIRST}",  # noqa: S608
    "truncate": f"TRUNCATE {triggers.TABLE}",
}


def verify() -> Iterator[Finding]:
    yield from _triggers()
    yield from _numbers()
    damages = list(_against_log())
    yield from (Finding(False, text) for text in damages[:SHOWN])
    if len(damages) > SHOWN:
        yield Finding(False, f"and {len(damages) - SHOWN} more")
    if not damages:
        yield Finding(True, f"{Entry.objects.count()} entries are as the log has them")
    yield from _private()


def _triggers() -> Iterator[Finding]:
    missing = triggers.wanted() - triggers.installed()
    for name in sorted(missing):
        yield Finding(False, f"the trigger {name} is missing or off. Remedy: soesmart upgrade")
    if missing or not Entry.objects.exists():
        if not missing:
            yield Finding(True, f"{len(triggers.wanted())} triggers stand guard; no entry to try them on yet")
        return
    open_ways = [name for name in _words() if not triggers.refuses(_TRIES[name])]
    for name in open_ways:
        yield Finding(False, f"the database lets {name.upper()} of entries pass. Remedy: soesmart upgrade")
    if not open_ways:
        yield Finding(True, f"the database refuses {', '.join(_words())} of entries (tried)")


def _words() -> list[str]:
    return sorted(name.rpartition("_")[2] for name in triggers.wanted())


def _numbers() -> Iterator[Finding]:
    for key, (count, last) in grants.numbers().items():
        if count != last:
            slug = Grant.objects.get(pk=key).slug
            yield Finding(False, f"{slug}: {last - count} entries are missing, the last number is {last}")


def _against_log() -> Iterator[str]:
    """Entry by entry against its leaf, both ways, as text: equal contents are equal canonical JSON.

    Plain values past the models: there are thousands, and ids cost more than all the rest.
    """
    logged: dict[str, str] = {}
    for model in (Leaf, Pending):
        rows = model.objects.filter(kind=leaves.ENTRY).values_list("subject", "public")
        logged |= {subject.replace("-", ""): public for subject, public in rows.iterator(5000)}
    slugs = {str(key).replace("-", ""): slug for key, slug in Grant.objects.values_list("id", "slug")}
    for key, row in _rows(slugs):
        public = logged.pop(key, "")
        if public == _CANONICAL(row):
            continue
        named = f"{row['grant']}, entry {row['number']}"
        if not public:
            yield f"{named}: it stands in the books, but not in the log"
            continue
        said = json.loads(public)
        differing = sorted(name for name, value in row.items() if said.get(name) != value)
        yield f"{named}: {', '.join(differing)} changed without an entry"
    for public in logged.values():
        said = json.loads(public)
        yield f"{said['grant']}, entry {said['number']}: it stands in the log, but not in the books"
    yield from _hidden(dict(Grant.objects.values_list("id", "slug")))


_NAMES = ("id", "grant_id", "number", "hidden", "on", "project", "corrects", *leaves.PLAIN)
_COLUMNS = ", ".join('CAST("on" AS TEXT)' if name == "on" else f'"{name}"' for name in _NAMES)
"""The day as text: making 20,000 dates only to write them out again costs a tenth of a second."""
_ALL = f"SELECT {_COLUMNS} FROM {triggers.TABLE} ORDER BY grant_id, number"  # noqa: S608  own names


def _rows(slugs: Mapping[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """(id, what its leaf must say) of every entry."""
    with connection.cursor() as cursor:
        cursor.execute(_ALL)
        for key, grant, number, hidden, on, project, corrects, *values in cursor.fetchall():
            row = {"grant": slugs[str(grant).replace("-", "")], "number": number, "hidden": bool(hidden)}
            if not hidden:
                row |= zip(leaves.PLAIN, values, strict=True)
                row["eligible"] = bool(row["eligible"])
                row |= {"on": on, "project": _id(project), "corrects": _id(corrects)}
            yield str(key).replace("-", ""), row


def _id(value: Any) -> str:
    return str(UUID(str(value))) if value else ""


def _hidden(slugs: dict[Any, str]) -> Iterator[str]:
    """Of hidden entries the log holds the contents under a salted commitment."""
    kept: dict[str, tuple[bytes, str, str]] = {}
    for model in (Leaf, Pending):
        rows = model.objects.filter(kind=leaves.ENTRY).exclude(commitment="")
        for subject, salt, personal, committed in rows.values_list(
            "subject", "salt", "personal", "commitment"
        ):
            kept[subject] = (bytes(salt), personal, committed)
    for entry in Entry.objects.filter(hidden=True).iterator(2000):
        salt, _personal, committed = kept.get(str(entry.id), (b"", "", ""))
        if salt and commitment(salt, canonical(leaves.content(entry))) != committed:
            yield f"{slugs[entry.grant_id]}, entry {entry.number}: changed without an entry (not public)"


def _private() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, sealed FROM {triggers.TABLE} WHERE sealed <> ''")  # noqa: S608  own name
        sealed = {str(key).replace("-", ""): committed for key, committed in cursor.fetchall()}
        cursor.execute(f"SELECT entry, salt, payload FROM {Private._meta.db_table}")  # noqa: S608  own name
        rows = {str(key).replace("-", ""): (bytes(salt), payload) for key, salt, payload in cursor.fetchall()}
    kept = [key for key in sealed if key in rows]
    wrong = sum(commitment(*rows[key]) != sealed[key] for key in kept)
    if wrong:
        yield Finding(False, f"{wrong} payees or hours are not those that were entered")
    else:
        yield Finding(
            True, f"{len(kept)} private parts fit their hashes, {len(sealed) - len(kept)} are erased"
        )
