# SPDX-License-Identifier: EUPL-1.2
"""`partners.toml`, and project files of other towns: from a file or an address."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.db import transaction

from soesmart.alliance.actions.letters import take_in
from soesmart.alliance.actions.partners import enter
from soesmart.alliance.engine.letter import LARGEST
from soesmart.alliance.types import Refused
from soesmart.kernel.room import ImportReport, Problem

_FIELDS = {"slug", "name", "town_id", "url", "key", "people", "area_hectares", "as_of", "sources"}
_SECONDS = 30


class _Undo(Exception):
    pass


def import_partners(path: Path) -> ImportReport:
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return ImportReport(0, 0, (Problem(1, "", f"Die Datei ist kein TOML: {error}"),))
    entries = tables.get("partner", [])
    problems = tuple(problem for number, entry in enumerate(entries, 1) for problem in _wrong(number, entry))
    if problems or set(tables) - {"partner"}:
        return ImportReport(0, 0, problems or (Problem(1, "", "Diese Datei kennt nur [[partner]]."),))
    return ImportReport(*enter(entries))


def _wrong(number: int, entry: Mapping[str, Any]) -> Iterator[Problem]:
    at = str(entry.get("name", f"Eintrag {number}"))
    for name in sorted(set(entry) - _FIELDS):
        yield Problem(number, name, f"{at}: Dieses Feld gibt es nicht.")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", str(entry.get("slug", ""))):
        yield Problem(number, "slug", f"{at}: Bitte einen Kurznamen angeben.")
    if not entry.get("name"):
        yield Problem(number, "name", f"{at}: Der Name fehlt.")
    if str(entry.get("url", "https://")).split("://")[0] not in {"http", "https"}:
        yield Problem(number, "url", f"{at}: Die Adresse muss mit https:// beginnen.")
    for source in entry.get("sources", ()):
        if not isinstance(source, dict) or set(source) != {"label", "url", "as_of"}:
            yield Problem(number, "sources", f"{at}: Jede Quelle braucht label, url und as_of.")


def import_project(
    file: str, *, dry_run: bool = False, watch: Callable[..., None] | None = None
) -> ImportReport:
    """A signed project file: a path or an address."""
    try:
        text = _text(file)
        with transaction.atomic():
            taken = take_in(text)
            if dry_run:
                raise _Undo
    except _Undo:
        pass
    except (Refused, UnicodeDecodeError, OSError, ValueError) as error:
        told = error.text if isinstance(error, Refused) else f"Die Datei ist nicht zu lesen: {error}"
        return ImportReport(0, 0, (Problem(1, "", told),))
    trust = "Der Schlüssel steht in der Liste der Städte." if taken.known else (
        f"Der Schlüssel steht nicht in der Liste der Städte. Bitte dort vergleichen: {taken.fingerprint}"
    )  # fmt: skip
    where = f"/projekte/{taken.slug}/ von {taken.town}."
    return ImportReport(int(taken.made), 0, unchanged=int(not taken.made), notes=(where, trust))


def _text(file: str) -> str:
    if not file.startswith(("http://", "https://")):
        return Path(file).read_text("utf-8")
    opener = build_opener(_SameHost(urlsplit(file).netloc))
    request = Request(file, headers={"Accept": "text/plain", "User-Agent": "soesmart"})  # noqa: S310  checked above
    try:
        with opener.open(request, timeout=_SECONDS) as answer:
            content: bytes = answer.read(LARGEST + 1)
    except URLError as error:
        raise OSError(f"{file} antwortet nicht: {error.reason}") from error
    if len(content) > LARGEST:
        raise ValueError("zu groß")
    return content.decode("utf-8")


class _SameHost(HTTPRedirectHandler):
    """A redirect leads nowhere but to the same host."""

    def __init__(self, host: str) -> None:
        self.host = host

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        if urlsplit(newurl).netloc != self.host:
            raise URLError("die Adresse leitet auf einen anderen Rechner weiter")
        return super().redirect_request(req, fp, code, msg, headers, newurl)
