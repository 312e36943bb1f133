# SPDX-License-Identifier: EUPL-1.2
"""Telephone numbers as people write them here: +49, 0049, 0 29 21 / 12 34 56, (02921) 12-3456, 0171…;
with a word before them also short local ones; Ukrainian, Turkish and Arabic forms likewise.
"""

import re
from collections.abc import Iterator

from soesmart.ask.engine.personal_data.finding import Found

_RUN = re.compile(r"(?<![\w.,@#/=&?-])(?:\+ ?|\( ?\+?)?\d(?:[ ()/.\-]{0,4}\d){3,19}(?![\w@%€°²³]|[.,:]\d)")
_WORD = re.compile(
    r"(?:\btel(?:efon)?(?:nummer|nr)?\b|\b(?:handy|mobil|rufnummer|ruf|fon|phone|call|whatsapp|telegram|signal|fax|"
    r"anrufen|anruf|durchwahl|erreichbar|erreichen|telefonisch|mobile|gsm|cep|telefonu?m?|numaram|numaras[ıi])\b"
    r"|тел(?:ефон)?|номер|дзвон|моб|هاتف|جوال|موبايل|رقم|اتصل|واتساب)",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"(?:\b(?:az|aktenzeichen|vorlage|drucksache|din|isbn|kundennummer|vorgang|plz)\b|§)[.:\w ]{0,14}$",
    re.IGNORECASE,
)
_REACH = 28
"""So many characters before a number a word for telephone still belongs to it."""
_DATE = re.compile(r"\(?\d{1,2}[./ -]{1,2}\d{1,2}[./ -]{1,2}(?:\d{4}|\d{2})\)?")
_YEARS = re.compile(r"(?:1[5-9]|20)\d\d(?: ?[-/] ?(?:1[5-9]|20)?\d\d)+")
_NUMBERS = re.compile(r"\d{1,3}(?:[. ]\d{3})+")
_SERVICE = re.compile(r"(?:0|(?:00)?49)(?:800|18[05]|90[0-9]|137|700)\d*|11[0256]|116\d{3}|19222|112")
_OFFICE = re.compile(r"[-/ ]0$")
"""The switchboard of a firm or office, nobody's own number."""


def phones(text: str) -> Iterator[Found]:
    for match in _RUN.finditer(text):
        written = match[0].rstrip(" ()/.-")
        confidence = _confidence(written, text[max(0, match.start() - _REACH) : match.start()])
        if confidence:
            yield Found("phone", match.start(), match.start() + len(written), confidence)


def _confidence(written: str, before: str) -> float:
    digits = re.sub(r"\D", "", written)
    said = bool(_WORD.search(before.rsplit("\n", 1)[-1]))
    if not said and _FILE.search(before):
        return 0.0
    if _SERVICE.fullmatch(digits) or not 4 <= len(digits) <= 15 or _is_other(written, said):
        return 0.0
    if "+" in written[:3] or digits.startswith("00"):
        return 0.98 if 9 <= len(digits) <= 15 else 0.0
    if _OFFICE.search(written) and not digits.startswith("01"):
        return 0.4
    if digits.startswith("0"):
        return _national(written, digits, said)
    if len(digits) == 12 and digits.startswith(("49", "90", "380", "963")):
        return 0.9 if said else 0.7
    return 0.85 if said and len(digits) >= 5 and not written.startswith("(") else 0.0


def _national(written: str, digits: str, said: bool) -> float:
    if re.match(r"01[567]", digits):
        return 0.98 if 10 <= len(digits) <= 12 else 0.5 if not said else 0.9
    if 8 <= len(digits) <= 12:
        return 0.95 if said else 0.9
    return 0.85 if said and len(digits) >= 6 else 0.0


def _is_other(written: str, said: bool) -> bool:
    """Dates, spans of years, sums and lists of small numbers."""
    if said and "." not in written and written[0] != "(":
        return False
    if any(pattern.fullmatch(written) for pattern in (_DATE, _YEARS, _NUMBERS)):
        return not (said and _NUMBERS.fullmatch(written))
    parts = re.findall(r"\d+", written)
    if written.startswith(("+", "0", "(")):
        return "." in written and len(parts) > 2 and all(len(part) <= 2 for part in parts) and len(parts) < 5
    return not said and (" - " in written or len(parts) > 3)
