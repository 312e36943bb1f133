# SPDX-License-Identifier: EUPL-1.2
"""Dates, numbers and words as other systems write them. A ValueError says in German what is wrong."""

import math
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_EARLIEST = 1950
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar january enero jan",
            "februar february febrero feb",
            "märz maerz march marzo mär mrz mar",
            "april abril apr abr",
            "mai may mayo",
            "juni june junio jun",
            "juli july julio jul",
            "august agosto aug ago",
            "september septiembre sep sept",
            "oktober october octubre okt oct",
            "november noviembre nov",
            "dezember december diciembre dez dec dic",
        ),
        start=1,
    )
    for name in names.split()
}
_CLOCK = r"(?:[T ,]+(?:um )?(\d{1,2})[:.](\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Uhr|[AaPp]\.?[Mm]\.?)?)?"
_ZONE = r"\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_CLOCK}{_ZONE}(?: \w+/\w+)?")
_YEAR_LAST = re.compile(
    rf"(?:\w{{2,10}}\.?, )?(\d{{1,2}})([./-])(\d{{1,2}})[./-](\d{{4}}|\d{{2}}){_CLOCK}{_ZONE}"
)
_WORDS = re.compile(rf"(?:\w{{2,10}}\.?, )?(\d{{1,2}})\.?(?: de)? (\w+)\.?(?: de)? (\d{{4}}){_CLOCK}{_ZONE}")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2})(\d{2})(\d{2})?)?(Z)?")
_ELAPSED = re.compile(r"(?:0 days )?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?")
_SHEET_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  local time, as sheets have it
STATES: Mapping[str, str] = {
    word.strip(): state
    for state, words in {
        "new": """open, offen, neu, new, nuevo, nueva, abierta, abierto, received, eingegangen, gemeldet,
            registriert, pending, recibida, submitted, published, unbearbeitet, aktiv, active, unconfirmed,
            not_answered, confirmed, bestätigt, reopened, wieder geöffnet, ungelöst""",
        "in_progress": """in bearbeitung, in arbeit, in progress, in_progress, bearbeitung, weitergeleitet,
            in prüfung, geprüft, angenommen, investigating, action scheduled, planned, assigned, zugewiesen,
            en curso, en proceso, evaluating, internal referral, beauftragt, geplant, in umsetzung,
            acknowledged, zurückgestellt, accepted""",
        "answered": "beantwortet, answered, respondida, contestada, antwort liegt vor",
        "done": """closed, geschlossen, erledigt, abgeschlossen, gelöst, behoben, fixed, fixed - council,
            fixed - user, resolved, done, completed, complete, cerrada, cerrado, resuelta, finalizada,
            umgesetzt, beendet, solved, finished""",
        "dropped": """abgelehnt, rejected, declined, wontfix, unable to fix, not responsible,
            nicht zuständig, duplicate, duplikat, rechazada, withdrawn, retired, zurückgezogen, ungültig,
            nicht umsetzbar, no further action, not_fixable, cancelled, canceled, storniert""",
        "unknown": "archived, archiviert, archivada, unbekannt, unknown, external, jurisdiction unknown",
    }.items()
    for word in words.split(",")
}
KINDS: Mapping[str, str] = {
    word.strip(): kind
    for kind, words in {
        "question": "frage, question, anfrage, pregunta, consulta, inquiry",
        "problem": """problem, mangel, mängelmeldung, schaden, störung, beschwerde, complaint, incident,
            incidencia, meldung, report, issue, defekt, hinweis, queja, aviso""",
        "idea": """idee, idea, vorschlag, proposal, propuesta, anregung, wunsch, suggestion, sugerencia,
            lob""",
    }.items()
    for word in words.split(",")
}


def word_of(text: str, known: Mapping[str, str]) -> str:
    """What a word of another system means here; "" when nobody knows."""
    plain = " ".join(text.casefold().replace("_", " ").split())
    return known.get(plain) or known.get(plain.replace(" ", "_"), "")


def number(text: str) -> float:
    """With decimal point or comma, and with the thousands marks of Germany, Switzerland or England."""
    plain = re.sub(r"[\s'’ʼ°]", "", text)
    comma, point = plain.rfind(","), plain.rfind(".")
    if comma >= 0 and point >= 0:
        thousands, decimal = (".", ",") if comma > point else (",", ".")
        plain = plain.replace(thousands, "").replace(decimal, ".")
    elif plain.count(",") == 1:
        plain = plain.replace(",", ".")
    elif plain.count(",") > 1 or plain.count(".") > 1:
        plain = plain.replace(",", "").replace(".", "")
    try:
        value = float(plain)
    except ValueError:
        raise ValueError(f"„{text[:40]}“ ist keine Zahl.") from None
    if not math.isfinite(value):
        raise ValueError(f"„{text[:40]}“ ist keine Zahl.")
    return value


def day_first(samples: Iterable[str]) -> bool:
    """Whether dates with a slash begin with the day. What cannot be told is read as Europe writes it."""
    for text in samples:
        match = _YEAR_LAST.match(text.strip())
        if match and match[2] == "/":
            if int(match[1]) > 12:
                return True
            if int(match[3]) > 12 or (match[8] or "").lower().startswith(("a", "p")):
                return False
    return True


def instant(text: str, zone: ZoneInfo, now: datetime, *, days_first: bool = True) -> datetime:
    """The moment in UTC. Without a clock: noon. Without a zone: the town's; of a doubled hour the first."""
    plain = " ".join(text.split())
    try:
        local = _read(plain, days_first)
        found = (local if local.tzinfo else local.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError, KeyError):
        raise ValueError(f"„{text[:40]}“ ist kein Datum. Beispiel: 31.03.2026 14:30") from None
    if found.year < _EARLIEST:
        raise ValueError(f"„{text[:40]}“ liegt vor {_EARLIEST}.")
    if found > now + timedelta(days=1):
        raise ValueError(f"„{text[:40]}“ liegt in der Zukunft.")
    return min(found, now)


def looks_like_date(text: str) -> bool:
    plain = " ".join(text.split())
    return any(form.fullmatch(plain) for form in (_YEAR_FIRST, _YEAR_LAST, _WORDS))


def _read(text: str, days_first: bool) -> datetime:
    match = _YEAR_FIRST.fullmatch(text)
    if match:
        year, month, day, *rest = match.groups()
        return _moment(int(year), int(month), int(day), rest)
    match = _YEAR_LAST.fullmatch(text)
    if match:
        first, sign, second, year, *rest = match.groups()
        day, month = (first, second) if days_first or sign != "/" else (second, first)
        full = int(year) if len(year) == 4 else int(year) + (2000 if int(year) < 70 else 1900)
        return _moment(full, int(month), int(day), rest)
    match = _WORDS.fullmatch(text)
    if match:
        day, word, year, *rest = match.groups()
        return _moment(int(year), _MONTHS[word.casefold()], int(day), rest)
    return _bare(text)


def _bare(text: str) -> datetime:
    """Digits only: 20190331, seconds or milliseconds since 1970, or days as a sheet counts them."""
    match = _COMPACT.fullmatch(text)
    if match and int(match[1]) >= _EARLIEST and int(match[2]) <= 12:
        year, month, day, hour, minute, second, utc = match.groups()
        return _moment(int(year), int(month), int(day), [hour, minute, second, None, utc])
    value = float(text)
    if 1e11 <= value < 1e14:
        return datetime.fromtimestamp(value / 1000, UTC)
    if 1e8 <= value < 1e11:
        return datetime.fromtimestamp(value, UTC)
    if 18_264 <= value < 80_000:
        return _SHEET_EPOCH + timedelta(seconds=round(value * 86_400))
    raise ValueError(text)


def _moment(year: int, month: int, day: int, rest: list[str | None]) -> datetime:
    hour, minute, second, half, zone = rest
    clock = time(12)
    if hour is not None:
        hours = int(hour)
        if half and half[0] in "aApP":
            hours = hours % 12 + (12 if half[0] in "pP" else 0)
        clock = time(hours, int(minute or 0), min(int(second or 0), 59))
    moment = datetime.combine(date(year, month, day), clock)
    if not zone:
        return moment
    written = "+00:00" if zone in {"Z", "UTC", "GMT"} else zone
    return moment.replace(tzinfo=datetime.strptime(written.ljust(5, "0"), "%z").tzinfo)


def with_clock(day: str, clock: str) -> str:
    """One text out of a column of days and a column of times."""
    match = _ELAPSED.fullmatch(" ".join(clock.split()))
    if not match or not day or re.search(r"\d:\d", day):
        return day
    return f"{day} {match[1]}:{match[2]}:{match[3] or '00'}"
