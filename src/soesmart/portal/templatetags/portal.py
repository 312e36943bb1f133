# SPDX-License-Identifier: EUPL-1.2
import contextlib
from collections.abc import Hashable, Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.template.loader import get_template
from django.urls import get_script_prefix
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext, pgettext

from soesmart.kernel import clock
from soesmart.kernel.words import LocalText
from soesmart.portal import examples
from soesmart.portal.engine import line_map as engine

register = template.Library()

_TITLES = {
    "question": gettext_lazy("Frage"),
    "goal": gettext_lazy("Ziel"),
    "project": gettext_lazy("Projekt"),
    "money": gettext_lazy("Geld"),
    "trial": gettext_lazy("Versuch"),
    "result": gettext_lazy("Ergebnis"),
    "lesson": gettext_lazy("Lehre"),
}
_GAPS = {
    "question": gettext_lazy("noch keine Frage"),
    "goal": gettext_lazy("noch kein Ziel"),
    "project": gettext_lazy("noch kein Projekt"),
    "money": gettext_lazy("noch kein Geld"),
    "trial": gettext_lazy("noch kein Versuch"),
    "result": gettext_lazy("noch kein Ergebnis"),
    "lesson": gettext_lazy("noch keine Lehre"),
}


@register.inclusion_tag("portal/part/line_map.html")
def line_map(
    found: Iterable[Any], current: str = "", size: str = "page", label: LocalText | str = ""
) -> dict[str, Any]:
    """The thread as a line of stops: `{% line_map stops current="question" size="mini" %}`."""
    return {
        "size": size,
        "label": local(label) or gettext("Der Weg von der Frage zur Lehre"),
        "stops": [
            {"state": stop.state, "url": stop.url, "title": _TITLES[stop.name], "note": _note(stop)}
            for stop in engine.draw(found or (), current)
        ],
    }


def _note(stop: engine.Stop) -> str:
    if word := local(stop.word):
        return word
    if stop.state == "gap":
        return str(_GAPS[stop.name])
    return gettext("Sie sind hier") if stop.state == "here" else gettext("vorhanden")


@register.filter
def local(text: LocalText | str) -> str:
    """A town's text in the language of the page, or in the one it was written in."""
    return text if isinstance(text, str) else text.in_language(get_language() or "de")[0]


@register.filter
def local_lang(text: LocalText | str) -> str:
    """The language `local` really shows, for `lang="…"`."""
    language = get_language() or "de"
    return language if isinstance(text, str) else text.in_language(language)[1]


@register.filter
def says_example(text: LocalText | str) -> bool:
    """Then no mark need stand beside it."""
    return examples.says_example(local(text))


@register.simple_tag
def written_in(language: str) -> Any:
    """Attributes of an element with words of a resident: their language, and the direction they run in."""
    if language == (get_language() or "de"):
        return mark_safe(' dir="auto"')  # people write in any language on any page
    return format_html(' lang="{}" dir="auto"', language)


@register.filter
def ltr(text: str) -> Any:
    """Numbers and codes keep their order on pages that run from right to left."""
    return format_html('<bdi dir="ltr">{}</bdi>', text) if text else ""


@register.filter
def age(moment: datetime | date) -> str:
    """How long ago, in words people use: "heute", "gestern", "vor 5 Tagen", "vor 3 Monaten"."""
    zone = settings.SOESMART["town.time_zone"]
    day = clock.local_date(moment, zone) if isinstance(moment, datetime) else moment
    days = (clock.local_date(clock.now(), zone) - day).days
    if days <= 0:
        return gettext("heute")
    if days == 1:
        return gettext("gestern")
    if days < 60:
        return ngettext("vor %(n)d Tag", "vor %(n)d Tagen", days) % {"n": days}
    if days < 730:
        return ngettext("vor %(n)d Monat", "vor %(n)d Monaten", days // 30) % {"n": days // 30}
    return ngettext("vor %(n)d Jahr", "vor %(n)d Jahren", days // 365) % {"n": days // 365}


@register.filter
def day(moment: datetime | date) -> str:
    """A date in the town's time zone: "4. Mai 2026"."""
    if isinstance(moment, datetime):
        moment = timezone.localtime(moment)
    return date_format(moment, pgettext("Datum", "j. F Y"))


@register.simple_tag
def date_span(starts: date, ends: date) -> str:
    """One day or several: "3. bis 7. November 2027"; running ones say until when."""
    today = clock.local_date(clock.now(), settings.SOESMART["town.time_zone"])
    short, long = pgettext("Datum", "j. F"), pgettext("Datum", "j. F Y")
    last = date_format(ends, short if ends.year == today.year else long)
    if starts == ends:
        return gettext("heute") if starts == today else last
    if starts <= today:
        return gettext("läuft bis %(day)s") % {"day": last}
    first = pgettext("Datum", "j.") if (starts.month, starts.year) == (ends.month, ends.year) else short
    return gettext("%(first)s bis %(last)s") % {"first": date_format(starts, first), "last": last}


@register.filter
def last_day(deadline: datetime) -> str:
    """The last day of a promise: deadlines end at 24:00, which is the next day's beginning."""
    return date_format(timezone.localtime(deadline - timedelta(seconds=1)), pgettext("Datum", "j. F"))


@register.filter
def as_of(text: str) -> str:
    """The age of a statement as people write it: "2012", "Oktober 2021", "6. Oktober 2021", or any word."""
    for shape, shown in (("%Y-%m-%d", pgettext("Datum", "j. F Y")), ("%Y-%m", "F Y")):
        with contextlib.suppress(ValueError):
            # Only a date is read here, no instant.
            return date_format(datetime.strptime(text, shape), shown)  # noqa: DTZ007
    return text


@register.filter
def source_link(source: str) -> Any:
    """A source's address as a link that shows whose it is; any other source as it is written."""
    if not source.startswith(("https://", "http://")):
        return source
    host = urlsplit(source).netloc.removeprefix("www.")
    return format_html('<a href="{}" rel="external">{}</a>', source, host)


@register.simple_tag
def here(path: str) -> str:
    """An address a room declares, in the language of the page."""
    return get_script_prefix() + path.lstrip("/")


@register.simple_tag(takes_context=True)
def with_query(context: dict[str, Any], **changes: Any) -> str:
    """The present address with some query values changed; None takes one away. For filters as links."""
    query = context["request"].GET.copy()
    query.pop("nach", None)  # a page mark of the unfiltered list means nothing in the filtered one
    for name, value in changes.items():
        if value is None or value == "":
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag
def remembered(name: str, item: Hashable) -> str:
    """The template `name` for one `item`, made once per language and day: most lists share most rows.

    Only for templates that show nothing but the item, and items that are equal only if all they show is.
    """
    today = clock.local_date(clock.now(), settings.SOESMART["town.time_zone"])
    return _remembered(name, item, get_language() or "", get_script_prefix(), today)


@lru_cache(maxsize=4_000)
def _remembered(name: str, item: Hashable, language: str, _prefix: str, _today: date) -> str:
    return get_template(name).render({"item": item})
