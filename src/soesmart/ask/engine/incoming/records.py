# SPDX-License-Identifier: EUPL-1.2
"""Rows of a table as contributions: everything that can be read and checked without the database."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from soesmart.ask.engine.incoming.grids import Pair, locate, transformer
from soesmart.ask.engine.incoming.languages import language_of, language_of_all
from soesmart.ask.engine.incoming.mapping import Plan
from soesmart.ask.engine.incoming.values import (
    KINDS,
    STATES,
    day_first,
    instant,
    number,
    with_clock,
    word_of,
)
from soesmart.kernel.tables.table import Table, Unreadable

TITLE, TEXT, ANSWER, SHORT, URL, KEY = 140, 5_000, 10_000, 120, 400, 200
_NUMBERS = re.compile(r"-?\d+(?:[.,]\d+)?")
_LINK = re.compile(r"(https?://[^\s/?#@]+)(?:[/?#]\S*)?", re.IGNORECASE)
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}")
_HTML = re.compile(r"</?(?:p|br|div|span|strong|em|b|i|ul|ol|li|a|h\d)\b[^>]*>", re.IGNORECASE)
_ENTITIES = {"&nbsp;": " ", "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'"}


@dataclass(slots=True)
class Incoming:
    """One contribution of another system. `state` is "" where its word is not known here."""

    line: int
    key: str
    title: str
    text: str
    kind: str
    asked_at: datetime
    url: str = ""
    category: str = ""
    state: str = ""
    state_word: str = ""
    since: datetime | None = None
    place: str = ""
    address: str = ""
    lat: float | None = None
    lon: float | None = None
    language: str = ""
    answer: str = ""
    answerer: str = ""

    def digest(self) -> str:
        """Stands for what the source says; the line is no part of it."""
        said = (getattr(self, name) for name in _SAID)
        return sha256("\x1f".join(str(value) for value in said).encode("utf-8", "replace")).hexdigest()


_SAID = tuple(name for name in Incoming.__slots__ if name not in {"line", "key"})


@dataclass(slots=True)
class Result:
    """`problems` are (line, column, text); a line with a problem has no record."""

    records: list[Incoming] = field(default_factory=list)
    problems: list[tuple[int, str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Frame:
    """What the town knows and a file does not say. `watch` is called with the number of rows read."""

    now: datetime
    zone: ZoneInfo
    home: Pair | None = None
    shorten: bool = False
    """Cut texts that are too long; otherwise they are problems."""
    watch: Callable[[int], None] = lambda _done: None


def read_records(table: Table, plan: Plan, frame: Frame) -> Result:
    """Raises Unreadable when the mapping does not fit the table."""
    return _Reader(table, plan, frame).read()


class _Reader:
    def __init__(self, table: Table, plan: Plan, frame: Frame) -> None:
        self.table, self.plan, self.frame = table, plan, frame
        self.result = Result(problems=[(line, "", text) for line, text in table.faults])
        self.faulty = {line for line, _text in table.faults}
        where = {heading: position for position, heading in enumerate(table.headings)}
        unknown = [h for headings in plan.columns.values() for h in headings if h not in where]
        if unknown:
            raise Unreadable(f"Die Datei hat keine Spalte „{unknown[0]}“. Sie hat: {', '.join(where)[:400]}.")
        self.at = {name: [where[h] for h in headings] for name, headings in plan.columns.items() if headings}
        if not self.at.keys() & {"text", "title", "summary"}:
            raise Unreadable("Welche Spalte enthält den Text? Bitte ordnen Sie „title“ oder „text“ zu.")
        if "asked" not in self.at and not plan.asked:
            raise Unreadable(
                "Keine Spalte sagt, wann gefragt wurde. Bitte ordnen Sie „asked“ zu, oder nennen Sie"
                " einen Tag für alle: --asked 2017-10-19"
            )
        self.unknown_states: Counter[str] = Counter()
        self.pairs: list[Pair | None] = []
        self.seen: dict[str, int] = {}

    def read(self) -> Result:
        rows = list(self._grouped()) if "group" in self.at else self.table.rows
        self.days_first = day_first(self._all(rows, "asked"))
        sample = [
            f"{self._cell(c, 'title')} {self._cell(c, 'text')}" for _l, c in rows[:: max(1, len(rows) // 300)]
        ]
        self.language = self.plan.language or language_of_all(sample, "de")
        for done, (line, cells) in enumerate(rows, start=1):
            if done % 1000 == 0:
                self.frame.watch(done)
            if line not in self.faulty:
                self._row(line, cells)
        self._place()
        self._tell()
        return self.result

    def _grouped(self) -> Iterator[tuple[int, Sequence[str]]]:
        """Lines of one contribution become one: parts called title make the title, the rest the text."""
        group, part = self.at["group"][0], self.at["part"][0]
        column = (self.at.get("text") or self.at.get("title") or [0])[0]
        found: dict[str, tuple[int, list[str], tuple[list[str], list[str]]]] = {}
        for line, cells in self.table.rows:
            padded = [*cells, *([""] * (len(self.table.headings) - len(cells)))]
            first = found.setdefault(padded[group], (line, padded, ([], [])))
            first[2][padded[part].casefold() not in {"title", "titel"}].append(padded[column].strip())
        extra = len(self.table.headings)
        self.at["title"], self.at["text"] = [extra], [extra + 1]
        for line, cells, (titles, texts) in found.values():
            yield line, [*cells[:extra], " ".join(titles), " ".join(texts)]

    def _all(self, rows: Sequence[tuple[int, Sequence[str]]], name: str) -> Iterator[str]:
        return (self._cell(cells, name) for _line, cells in rows)

    def _cell(self, cells: Sequence[str], name: str) -> str:
        """The first of the field's columns with content."""
        for position in self.at.get(name, ()):
            if position < len(cells):
                text = cells[position].strip()
                if text and text.casefold() not in {"null", "none", "nan", "n/a", "\\n"}:
                    return text
        return ""

    def _problem(self, line: int, name: str, text: str) -> None:
        heading = next(iter(self.plan.columns.get(name, ())), "")
        self.result.problems.append((line, heading, text))
        self.faulty.add(line)

    def _row(self, line: int, cells: Sequence[str]) -> None:
        record = Incoming(line, "", "", "", self._kind(cells), self.frame.now)
        self._words(record, cells)
        self._dates(record, cells)
        pair = self._pair(line, cells)
        self._about(record, cells)
        self._key(record, cells)
        if line not in self.faulty:
            self.result.records.append(record)
            self.pairs.append(pair)

    def _kind(self, cells: Sequence[str]) -> str:
        return word_of(self._cell(cells, "kind"), KINDS) or self.plan.kind or "idea"

    def _words(self, record: Incoming, cells: Sequence[str]) -> None:
        title, summary, text = (plain(self._cell(cells, n)) for n in ("title", "summary", "text"))
        if summary and summary not in text:
            text = f"{summary}\n\n{text}".strip()
        title = " ".join(title.split())
        if len(title) > TITLE:  # nothing is lost: the whole title begins the text
            text = text if text.startswith(title) else f"{title}\n\n{text}".strip()
            title = f"{title[: TITLE - 1].rsplit(' ', 1)[0]}…"
        record.title, record.text = title, text or title
        if not any(unicodedata.category(c)[0] in "LN" for c in record.text):
            self._problem(record.line, "text", "Hier fehlt der Text.")
        record.text = self._short(record.line, "text", record.text, TEXT)
        record.answer = self._short(record.line, "answer", plain(self._cell(cells, "answer")), ANSWER)
        record.answerer = plain(self._cell(cells, "answerer"))[:SHORT].replace("\n", " ")

    def _short(self, line: int, name: str, text: str, longest: int) -> str:
        if len(text) <= longest:
            return text
        if not self.frame.shorten:
            self._problem(
                line, name, f"{len(text)} Zeichen, möglich sind {longest}. Kürzen, oder so zulassen."
            )
        return text[: longest - 2].rsplit(" ", 1)[0][: longest - 2] + " …"

    def _dates(self, record: Incoming, cells: Sequence[str]) -> None:
        asked = with_clock(self._cell(cells, "asked"), self._cell(cells, "asked_time")) or self.plan.asked
        if not asked:
            self._problem(record.line, "asked", "Hier fehlt das Datum.")
            return
        try:
            record.asked_at = self._instant(asked)
        except ValueError as error:
            self._problem(record.line, "asked", str(error))
        since = self._cell(cells, "since")
        if since:
            try:
                record.since = max(self._instant(since), record.asked_at)
            except ValueError as error:
                self._problem(record.line, "since", str(error))

    def _instant(self, text: str) -> datetime:
        return instant(text, self.frame.zone, self.frame.now, days_first=self.days_first)

    def _pair(self, line: int, cells: Sequence[str]) -> Pair | None:
        """East and north as written."""
        east, north = ("lon", "lat") if "lat" in self.at else ("x", "y")
        written = self._cell(cells, east), self._cell(cells, north)
        try:
            if all(written):
                return number(written[0]), number(written[1])
        except ValueError as error:
            self._problem(line, east, str(error))
            return None
        if any(written):
            self._problem(line, east if written[1] else north, "Zu einem Punkt gehören zwei Zahlen.")
            return None
        return self._point(line, self._cell(cells, "point"))

    def _point(self, line: int, text: str) -> Pair | None:
        """ "51.5, 8.1" or WKT "POINT (8.1 51.5)"."""
        found = _NUMBERS.findall(text.replace(", ", " ") if "," in text and "." in text else text)
        if len(found) < 2:
            if text and found:
                self._problem(line, "point", "Zu einem Punkt gehören zwei Zahlen.")
            return None
        first, second = number(found[0]), number(found[1])
        east_first = "POINT" in text.upper() or abs(first) > 90
        return (first, second) if east_first else (second, first)

    def _about(self, record: Incoming, cells: Sequence[str]) -> None:
        record.category = plain(self._cell(cells, "category"))[:SHORT].replace("\n", " ")
        record.place = self._cell(cells, "place")[:SHORT]
        record.address = plain(self._cell(cells, "address"))[:SHORT].replace("\n", " ")
        record.state_word = self._cell(cells, "state")[:60]
        record.state = word_of(record.state_word, STATES)
        if record.state_word and not record.state:
            self.unknown_states[record.state_word] += 1
        tag = self._cell(cells, "language")
        told = language_of(record.text) if not self.plan.language else ""
        record.language = tag if _TAG.fullmatch(tag) and len(tag) <= 16 else told or self.language

    def _key(self, record: Incoming, cells: Sequence[str]) -> None:
        url = self._cell(cells, "url")
        address = _whole(url, self.plan.base_url)
        if is_link(address):
            record.url = address
        key = self._cell(cells, "id") or record.url
        if not key:
            said = f"{record.title}\x1f{record.text}\x1f{record.asked_at.isoformat()}"
            key = f"~{sha256(said.encode('utf-8', 'replace')).hexdigest()[:32]}"
        record.key = key if len(key) <= KEY else sha256(key.encode("utf-8", "replace")).hexdigest()
        earlier = self.seen.setdefault(record.key, record.line)
        if earlier != record.line:
            self._problem(record.line, "id", f"„{key[:60]}“ steht schon in Zeile {earlier}.")

    def _place(self) -> None:
        grid = self.plan.grid or self.table.grid
        if grid and grid != 4326:
            try:
                transformer(grid)
            except ValueError as error:
                raise Unreadable(str(error)) from None
        located = locate(self.pairs, grid, self.frame.home)
        self.result.notes += located.notes
        east = "lon" if "lat" in self.at else "x" if "x" in self.at else "point"
        for record, point in zip(self.result.records, located.points, strict=True):
            if point:
                record.lat, record.lon = point
        for position, text in located.strays.items():
            self._problem(self.result.records[position].line, east, text)
        if located.strays:
            self.result.records = [r for n, r in enumerate(self.result.records) if n not in located.strays]

    def _tell(self) -> None:
        notes = self.result.notes
        if "id" not in self.at and "url" not in self.at:
            notes.append("Keine Kennung: Ein geänderter Text gilt beim nächsten Mal als neuer Beitrag.")
        if "state" not in self.at:
            notes.append("Kein Stand in der Datei: Es heißt dann „wissen wir nicht“.")
        for word, often in self.unknown_states.most_common(8):
            notes.append(f"Den Stand „{word}“ ({often}×) kennen wir nicht: Er wird „wissen wir nicht“.")
        self.result.problems.sort(key=lambda problem: problem[0])


def plain(text: str) -> str:
    """Readable text: without mark-up of a web editor and without control characters."""
    if "<" in text and _HTML.search(text):
        text = re.sub(r"(?i)<br\s*/?>|</p>|</li>|</div>", "\n", text)
        text = _HTML.sub("", text)
    if "&" in text:
        for entity, character in _ENTITIES.items():
            text = text.replace(entity, character)
    if text.isprintable():
        return unicodedata.normalize("NFC", text).strip()
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = (c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs", "Cn"})
    return re.sub(r"\n{3,}", "\n\n", "".join(kept)).strip()


def is_link(address: str) -> bool:
    """Whether this can be shown as a link: a whole web address of reasonable length."""
    return len(address) <= URL and bool(_LINK.fullmatch(address))


def _whole(url: str, base: str) -> str:
    """The address with what it is relative to in front."""
    if not url or not base or ":" in url.partition("/")[0]:
        return url
    home = _LINK.fullmatch(base)
    return (home[1] if home and url.startswith("/") else base.rstrip("/") + "/") + url
