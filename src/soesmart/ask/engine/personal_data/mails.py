# SPDX-License-Identifier: EUPL-1.2
import re
from collections.abc import Iterator

from soesmart.ask.engine.personal_data.finding import Found

_NAME, _PART = r"[\w.+%-]{1,64}", r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_PLAIN = re.compile(rf"(?<![\w.+%-]){_NAME}@{_PART}(?:\.{_PART}){{1,5}}")
_AT_WORDS = r"(?: (?:at|ät|klammeraffe|@) | ?[\[({<] ?(?:at|ät|@) ?[\])}>] ?| @|@ )"
_AT = re.compile(_AT_WORDS, re.IGNORECASE)
_DOT = r"(?:\.| ?[\[({<] ?(?:dot|punkt|\.) ?[\])}>] ?| (?:dot|punkt|pkt) )"
_SPELT = re.compile(
    rf"(?<![\w.+%-]){_NAME}{_AT_WORDS}{_PART}(?:{_DOT}{_PART}){{0,3}}{_DOT}(?:de|com|net|org|eu|info)\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"(?:info|post|rathaus|stadt|kontakt|service|buero|office|mail|presse|redaktion|verwaltung|buerger\w*|"
    r"poststelle|datenschutz|hilfe|support|hello|team)@",
    re.IGNORECASE,
)


def mails(text: str) -> Iterator[Found]:
    """Addresses, also spelt "name (at) beispiel punkt de". Those of an office are nobody's own."""
    if "@" in text:
        for match in _PLAIN.finditer(text):
            office = _OFFICE.match(match[0])
            yield Found("email", match.start(), match.end(), 0.4 if office else 0.99)
    if not _AT.search(text):
        return
    for match in _SPELT.finditer(text):
        yield Found("email", match.start(), match.end(), 0.8)
