# SPDX-License-Identifier: EUPL-1.2
"""`soesmart import open311 URL --source NAME`: reports from another town's GeoReport v2 server.

Servers page in their own ways: some know `page`, all know `start_date` and `end_date` and answer with at
most 1,000 of 90 days. So time is walked backwards in windows of 90 days, page by page in each, until
nothing comes any more; a server that ignores both is noticed because it repeats itself.
"""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from soesmart.ask.engine.incoming.mapping import BadMapping
from soesmart.ask.engine.incoming.open311 import Row, read_list
from soesmart.ask.imports.contributions import import_content
from soesmart.ask.imports.fetching import Fetcher
from soesmart.kernel import clock
from soesmart.kernel.room import ImportReport, Problem
from soesmart.kernel.tables.table import Unreadable

_WINDOW, _QUIET = timedelta(days=90), 3
_MOST_PAGES = 2_000
_MOST = 200_000


def import_open311(address: str, *, watch: Any, dry_run: bool = False, **given: Any) -> ImportReport:
    """Everything or nothing, and a second time only what changed."""
    try:
        rows = _fetched(address, given.get("jurisdiction") or "", int(given.get("years") or 3), watch)
    except (Unreadable, ValueError) as error:
        return ImportReport(0, 0, (Problem(1, "", str(error)),))
    if not rows:
        return ImportReport(0, 0, (Problem(1, "", "Der Server nennt keine Meldungen."),))
    content = json.dumps(rows, ensure_ascii=False).encode()
    try:
        return import_content(content, address, watch, dry_run, {**given, "source_url": address})
    except (Unreadable, BadMapping) as error:
        return ImportReport(0, 0, (Problem(getattr(error, "line", 1), "", str(error)),))


def _fetched(address: str, jurisdiction: str, years: int, watch: Any) -> list[Row]:
    fetcher, base = Fetcher(address), address.rstrip("/").removesuffix("/requests.json")
    names = _services(fetcher, base, jurisdiction)
    found: dict[str, Row] = {}
    for row in _pages(fetcher, base, jurisdiction, years):
        key = row.get("service_request_id", "")
        if key and key not in found:
            named = row.get("service_name") or names.get(row.get("service_code", ""), "")
            found[key] = {**row, "service_name": named}
            if len(found) % 100 == 0:
                watch("fetching", len(found), 0)
            if len(found) > _MOST:
                raise Unreadable(f"Mehr als {_MOST} Meldungen. Bitte nehmen Sie weniger Jahre (--years).")
    return list(found.values())


def _services(fetcher: Fetcher, base: str, jurisdiction: str) -> dict[str, str]:
    """Names of the services, for servers that give only codes; a missing list is no fault."""
    try:
        rows = read_list(fetcher.get(_url(base, "services", jurisdiction, {})), "service")
    except Unreadable:
        return {}
    return {row.get("service_code", ""): row.get("service_name", "") for row in rows}


def _pages(fetcher: Fetcher, base: str, jurisdiction: str, years: int) -> Iterator[Row]:
    end, last = clock.now(), clock.now() - timedelta(days=366 * years)
    quiet = asked = 0
    seen: set[str] = set()
    while end > last and (quiet < _QUIET or not seen):
        before = len(seen)
        for page in range(1, _MOST_PAGES):
            window = {"start_date": _stamp(end - _WINDOW), "end_date": _stamp(end), "page": str(page)}
            rows = read_list(fetcher.get(_url(base, "requests", jurisdiction, window)), "request")
            asked += 1
            if asked > _MOST_PAGES:
                raise Unreadable("Der Server hört nicht auf, Seiten zu nennen.")
            fresh = [row for row in rows if row.get("service_request_id", "") not in seen]
            seen.update(row.get("service_request_id", "") for row in fresh)
            yield from fresh
            if not fresh:
                break
        quiet = 0 if len(seen) > before else quiet + 1
        end -= _WINDOW


def _stamp(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def _url(base: str, name: str, jurisdiction: str, words: dict[str, str]) -> str:
    query = ({"jurisdiction_id": jurisdiction} if jurisdiction else {}) | words
    stem = base if base.endswith((".json", ".xml")) else f"{base}/{name}.json"
    return f"{stem}?{urlencode(query)}" if query else stem
