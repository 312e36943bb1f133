# SPDX-License-Identifier: EUPL-1.2
import re
from collections.abc import Iterator

from soesmart.ask.engine.personal_data.finding import Found

_MONTH = (
    r"(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Jan|Feb|Mrz|Apr|Jun|"
    r"Jul|Aug|Sept?|Okt|Nov|Dez|Ocak|Şubat|Mart|Nisan|Mayıs|Haziran|Temmuz|Ağustos|Eylül|Ekim|Kasım|Aralık|"
    r"січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня)\.?"
)
_DATE = (
    rf"\d{{1,2}}(?:\. ?|/| ?- ?| )(?:\d{{1,2}}(?:\. ?|/| ?- ?)|{_MONTH} )(?:19|20)?\d{{2}}(?!\d)"
    r"|(?:19|20)\d\d-\d\d-\d\d"
)
_BIRTH = re.compile(
    r"(?:\bgeboren(?:en?|er|es)? |\bgeb\. ?|\bgeburtsdatum\b|\bgeburtstag\b|\bgeb\.? ?datum|\bborn\b|\bdoğum"
    r"|\bdoğdu|народ\w*|народж\w*|تاريخ الميلاد|مواليد|\(?\* ?)"
    rf"(?:[^\n.!?0-9]{{0,24}}?)({_DATE})",
    re.IGNORECASE,
)
_BORN_AFTER = re.compile(rf"({_DATE})(?= geboren| geb\b| zur Welt)", re.IGNORECASE)


def births(text: str) -> Iterator[Found]:
    """A whole date with a word for birth before it; a year alone tells nobody apart."""
    for pattern in (_BIRTH, _BORN_AFTER):
        for match in pattern.finditer(text):
            yield Found("birth", match.start(1), match.end(1), 0.9)
