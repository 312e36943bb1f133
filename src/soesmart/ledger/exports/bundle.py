# SPDX-License-Identifier: EUPL-1.2
"""The published ledger as a ZIP for `soesmart verify` (format: engine/published.py)."""

import json
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

from soesmart.kernel.log.exports import write as write_log
from soesmart.kernel.log.models import Leaf
from soesmart.kernel.log.queries import latest_head
from soesmart.kernel.log.tasks import publish_head
from soesmart.kernel.witness.queries import cosigned_notes
from soesmart.ledger import leaves
from soesmart.ledger.engine.published import FORMAT, csv_text
from soesmart.ledger.models import Entry, Grant

_DATE = (1980, 1, 1, 0, 0, 0)
"""Equal contents make equal files."""


def write(path: Path, *, auditor: bool = False) -> int:
    """Write everything that is public, with a fresh head over it; returns the number of entries."""
    publish_head()
    return write_as_is(path, auditor=auditor)


def write_as_is(path: Path, *, auditor: bool = False) -> int:
    """Without a new head: for pages."""
    logged = [json.loads(text) for text in _public()]
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        log = Path(folder) / "log.jsonl"
        write_log(log)
        _add(archive, "about.json", json.dumps(_about(), ensure_ascii=False, indent=1))
        _add(archive, "log.jsonl", log.read_bytes())
        _add(archive, "cosigned.txt", "\n".join(cosigned_notes()))
        _add(archive, "entries.csv", csv_text(logged))
        if auditor:
            _add(archive, "hidden.jsonl", "".join(_hidden()))
    return len(logged)


def _public() -> Iterator[str]:
    rows = Leaf.objects.filter(kind=leaves.ENTRY).order_by("number").values_list("public", flat=True)
    return rows.iterator(2000)


def _add(archive: zipfile.ZipFile, name: str, content: str | bytes) -> None:
    entry = zipfile.ZipInfo(name, _DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content, compresslevel=5)


def _about() -> dict[str, Any]:
    head = latest_head()
    logged = set(Leaf.objects.filter(kind=leaves.ENTRY).values_list("subject", flat=True))
    return {
        "format": FORMAT,
        "town": settings.SOESMART["town.name"],
        "ags": settings.SOESMART["town.ags"],
        "head": {"origin": head.origin, "size": head.size, "key": head.key} if head else None,
        "grants": [_grant(row, logged) for row in Grant.objects.order_by("slug")],
    }


def _grant(row: Grant, logged: set[str]) -> dict[str, Any]:
    """Sums over the entries that are leaves already: pending ones come with the next file."""
    whole: dict[str, int] = {}
    hidden: dict[str, int] = {}
    values = Entry.objects.filter(grant=row).values_list("id", "effect", "cents", "hidden")
    for key, effect, cents, secret in values.iterator(2000):
        if str(key) in logged:
            whole[effect] = whole.get(effect, 0) + cents
            if secret:
                hidden[effect] = hidden.get(effect, 0) + cents
    return {"slug": row.slug, "title": row.title, "rate": row.rate, "sums": whole, "hidden": hidden}


def _hidden() -> Iterator[str]:
    rows = Leaf.objects.filter(kind=leaves.ENTRY).exclude(salt=b"").order_by("number")
    for public, salt, personal in rows.values_list("public", "salt", "personal"):
        head = json.loads(public)
        content = {"grant": head["grant"], "number": head["number"], "salt": bytes(salt).hex()}
        yield json.dumps({**content, "content": json.loads(personal)}, ensure_ascii=False) + "\n"
