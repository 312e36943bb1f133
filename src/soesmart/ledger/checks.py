# SPDX-License-Identifier: EUPL-1.2
"""`soesmart check ledger`: does the database still refuse changes, and do the entries fit the log?"""

import json
from collections.abc import Iterator
from typing import Any

from soesmart.kernel.log.engine.leaf import canonical, commitment
from soesmart.kernel.log.models import Leaf, Pending
from soesmart.kernel.room import Finding
from soesmart.ledger import leaves, triggers
from soesmart.ledger.models import Entry, Grant, Private
from soesmart.ledger.queries import grants

SHOWN = 50
_TRIES = {
    "update": f"UPDATE {triggers.TABLE} SET cents = cents WHERE number = (SELECT MIN(number) FROM {triggers.TABLE})",  # noqa: S608
    "delete": f"DELETE FROM {triggers.TABLE} WHERE number = (SELECT MIN(number) FROM {triggers.TABLE})",  # noqa: S608
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
    """Entry by entry against its leaf, both ways; plain values, as there are thousands."""
    logged: dict[str, tuple[str, str]] = {}
    for model in (Leaf, Pending):
        rows = model.objects.filter(kind=leaves.ENTRY).values_list("subject", "public", "commitment")
        for subject, public, committed in rows.iterator(2000):
            logged[subject] = (public, committed)
    slugs = dict(Grant.objects.values_list("id", "slug"))
    names = ("id", "grant_id", "number", "hidden", "on", "project", "corrects", *leaves.PLAIN)
    for values in Entry.objects.order_by("grant", "number").values_list(*names).iterator(2000):
        row = dict(zip(names, values, strict=True))
        slug = slugs[row["grant_id"]]
        public, _committed = logged.pop(str(row["id"]), ("", ""))
        named = f"{slug}, entry {row['number']}"
        if not public:
            yield f"{named}: it stands in the books, but not in the log"
            continue
        said = json.loads(public)
        wanted = {"grant": slug, "number": row["number"], "hidden": row["hidden"]}
        if not row["hidden"]:
            wanted |= _content(row)
        differing = sorted(name for name, value in wanted.items() if said.get(name) != value)
        if differing:
            yield f"{named}: {', '.join(differing)} changed without an entry"
    for public, _committed in logged.values():
        said = json.loads(public)
        yield f"{said['grant']}, entry {said['number']}: it stands in the log, but not in the books"
    yield from _hidden(slugs)


def _content(row: dict[str, Any]) -> dict[str, Any]:
    return {
        **{name: row[name] for name in leaves.PLAIN},
        "on": row["on"].isoformat(),
        "project": str(row["project"]) if row["project"] else "",
        "corrects": str(row["corrects"]) if row["corrects"] else "",
    }


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
    sealed = dict(Entry.objects.exclude(sealed="").values_list("id", "sealed"))
    wrong = erased = 0
    rows = {row.entry: row for row in Private.objects.all().iterator(2000)}
    for key, committed in sealed.items():
        row = rows.get(key)
        if row is None:
            erased += 1
        elif commitment(bytes(row.salt), row.payload) != committed:
            wrong += 1
    if wrong:
        yield Finding(False, f"{wrong} payees or hours are not those that were entered")
    else:
        yield Finding(True, f"{len(sealed) - erased} private parts fit their hashes, {erased} are erased")
