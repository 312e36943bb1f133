# SPDX-License-Identifier: EUPL-1.2
"""The text files of a feed as columns, whatever their encoding, separator or folder."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from soesmart.mobility.engine.problems import Report

_ENCODINGS = ("utf-8-sig", "cp1252", "latin-1")


@dataclass(frozen=True, slots=True)
class Table:
    """A file: its rows with their line numbers; a column that is missing reads as empty."""

    name: str
    columns: Mapping[str, int]
    lines: Sequence[int]
    rows: Sequence[list[str]]

    def __len__(self) -> int:
        return len(self.rows)

    def has(self, column: str) -> bool:
        return column in self.columns

    def column(self, *names: str) -> list[str]:
        """The first of the `names` that the file has, stripped."""
        at = next((self.columns[name] for name in names if name in self.columns), None)
        if at is None:
            return [""] * len(self.rows)
        return [row[at].strip() if at < len(row) else "" for row in self.rows]


class Files:
    """The files of a feed by their plain names: folders inside an archive do not matter."""

    def __init__(self, files: Mapping[str, bytes], report: Report) -> None:
        self._files: dict[str, bytes] = {}
        self._report = report
        for path in sorted(files, key=lambda path: (path.count("/"), path)):
            plain = path.replace("\\", "/")
            name = plain.rsplit("/", 1)[-1].lower()
            if name and not name.startswith("._") and "__MACOSX" not in plain:
                self._files.setdefault(name, files[path])

    def __contains__(self, name: str) -> bool:
        return name in self._files

    def raw(self, name: str) -> bytes | None:
        return self._files.get(name)

    def table(self, name: str) -> Table:
        """An empty table where the file is missing or holds nothing."""
        text = self._text(name)
        if not text:
            return Table(name, {}, (), ())
        reader = self._reader(text)
        head: list[str] = next(reader, [])
        columns: dict[str, int] = {}
        for at, heading in enumerate(head):
            columns.setdefault(heading.strip().strip('"').lower(), at)
        lines: list[int] = []
        rows: list[list[str]] = []
        try:
            for row in reader:
                if row and (len(row) > 1 or row[0].strip()):
                    lines.append(reader.line_num)
                    rows.append(row)
        except csv.Error as error:
            self._report.tell(
                name, reader.line_num, f"Ab hier nicht als CSV lesbar ({error}); gelesen bis hier."
            )
        short = sum(len(row) < len(head) for row in rows)
        if short:
            first = next(line for line, row in zip(lines, rows, strict=True) if len(row) < len(head))
            self._report.tell(
                name,
                first,
                f"{short} Zeilen haben weniger Felder als die Überschrift; was fehlt, gilt als leer.",
            )
        return Table(name, columns, lines, rows)

    def _reader(self, text: str) -> "csv._reader":  # type: ignore[name-defined]
        first = text[: text.find("\n")] if "\n" in text else text
        delimiter = max(",;\t", key=first.count)
        return csv.reader(StringIO(text, newline=""), delimiter=delimiter)

    def _text(self, name: str) -> str:
        data = self._files.get(name, b"")
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16", "replace").replace("\0", "")
        for encoding in _ENCODINGS:
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if encoding != "utf-8-sig":
                self._report.tell(name, 0, f"Die Datei ist nicht in UTF-8; gelesen als {encoding}.")
            return text.replace("\0", "")
        raise AssertionError("latin-1 decodes everything")


def numbered(table: Table, *columns: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Line number and the named columns of every row."""
    return zip(table.lines, zip(*(table.column(name) for name in columns), strict=True), strict=True)
