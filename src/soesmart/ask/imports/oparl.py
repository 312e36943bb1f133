# SPDX-License-Identifier: EUPL-1.2
"""`soesmart import oparl FILE|URL`: what the council talks about, read-only, with links to its own system."""

from pathlib import Path
from typing import Any

from soesmart.ask.actions.council import enter_papers
from soesmart.ask.engine.incoming.oparl import Paper, documents, papers
from soesmart.ask.imports.fetching import Fetcher
from soesmart.kernel.room import ImportReport, Problem
from soesmart.kernel.tables.table import Unreadable

_MOST_PAGES, _MOST = 1_000, 100_000


def import_oparl(name: str, *, watch: Any, dry_run: bool = False, **_given: Any) -> ImportReport:
    """All papers of the file or server, or none. Papers that are no longer named stay."""
    try:
        web = name.startswith(("http://", "https://"))
        found = _fetched(name, watch) if web else list(papers(documents(Path(name).read_bytes())))
    except Unreadable as error:
        return ImportReport(0, 0, (Problem(error.line, "", str(error)),))
    if not found:
        return ImportReport(0, 0, (Problem(1, "", "Hier steht keine Vorlage und kein Tagesordnungspunkt."),))
    created, updated, same = enter_papers({paper.key: paper for paper in found}, dry_run=dry_run)
    return ImportReport(created, updated, unchanged=same)


def _fetched(address: str, watch: Any) -> list[Paper]:
    """From a system, a body or a list to its papers and meetings, page by page."""
    fetcher, found = Fetcher(address), list[Paper]()
    waiting, seen = [address], set[str]()
    while waiting:
        url = waiting.pop()
        if url in seen:
            continue
        seen.add(url)
        if len(seen) > _MOST_PAGES or len(found) > _MOST:
            raise Unreadable("Der Server nennt mehr, als wir auf einmal lesen.")
        watch("fetching", len(found), 0)
        for document in documents(fetcher.get(url)):
            if isinstance(document, dict):
                found += _papers_of(document)
                waiting += _further(document)
    return found


def _papers_of(document: dict[str, Any]) -> list[Paper]:
    data = document.get("data")
    return list(papers(data if isinstance(data, list) else [document]))


def _further(document: dict[str, Any]) -> list[str]:
    """A system names its bodies, a body its papers and meetings, a list its next page."""
    kind = str(document.get("type", "")).rsplit("/", 1)[-1]
    names = {"System": ("body",), "Body": ("paper", "meeting")}.get(kind, ())
    found = [document[name] for name in names if isinstance(document.get(name), str)]
    links = document.get("links")
    if isinstance(links, dict) and isinstance(links.get("next"), str):
        found.append(links["next"])
    for item in document.get("data") or () if isinstance(document.get("data"), list) else ():
        if isinstance(item, dict) and str(item.get("type", "")).endswith("/Body"):
            found += _further(item)
    return found
