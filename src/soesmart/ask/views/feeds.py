# SPDX-License-Identifier: EUPL-1.2
"""Lists and questions as Atom and RSS, for feed readers and for other sites of the town."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.html import linebreaks
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from soesmart.ask import facade
from soesmart.ask.addresses import question_url
from soesmart.ask.engine.xmltext import xml_text
from soesmart.ask.types import QuestionDetail, Visibility
from soesmart.ask.types_following import FeedRow
from soesmart.ask.views import shown
from soesmart.ask.views.detail import found_or_404
from soesmart.ask.views.list_words import address_of, title_of
from soesmart.ask.views.lists import filters_of
from soesmart.ask.words import kind_name, state_name

FORMS: dict[str, type[Atom1Feed] | type[Rss201rev2Feed]] = {"atom": Atom1Feed, "rss": Rss201rev2Feed}


@dataclass(frozen=True, slots=True)
class Entry:
    id: str
    url: str
    title: str
    text: str
    at: datetime
    updated: datetime
    author: str
    categories: tuple[str, ...] = ()


def questions(request: HttpRequest, form: str) -> HttpResponse:
    filters = filters_of(request.GET)
    entries = [_of_row(found) for found in facade.feed(filters)]
    return _answer(request, form, title_of(filters), address_of(filters), entries)


def question(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The question, its history, answers and comments: all that its page shows."""
    detail = found_or_404(slug)
    title = detail.row.title or _("Gelöschter Text")
    entries = sorted(_of_question(detail), key=lambda entry: entry.updated, reverse=True)
    return _answer(request, form, title, question_url(detail.row.slug), entries)


def _of_row(found: FeedRow) -> Entry:
    row = found.row
    who = _("Antwort der Stadt (%(role)s):") % {"role": found.answered_by}
    return Entry(
        id=f"urn:uuid:{row.id}",
        url=question_url(row.slug),
        title=row.title,
        text=f"{found.text}\n\n{who}\n{found.answer}" if found.answer else found.text,
        at=row.asked_at,
        updated=max(row.state_since, found.answered_at or row.asked_at),
        author=row.author_label,
        categories=_categories(row.kind, row.place_name, row.state),
    )


def _categories(kind: str, place: str, state: str) -> tuple[str, ...]:
    return tuple(name for name in (kind_name(kind), place, state_name(state)) if name)


def _of_question(detail: QuestionDetail) -> Iterable[Entry]:
    row, url = detail.row, question_url(detail.row.slug)
    yield Entry(
        id=f"urn:uuid:{row.id}",
        url=url,
        title=row.title or _("Gelöschter Text"),
        text=detail.text,
        at=row.asked_at,
        updated=row.asked_at,
        author=row.author_label,
        categories=_categories(row.kind, shown.place_words(row), row.state),
    )
    for number, event in enumerate(detail.history):
        title = _("Neuer Stand: %(state)s") % {"state": state_name(event.state)}
        key = f"urn:uuid:{row.id}#{number}"
        yield Entry(key, f"{url}#verlauf", title, event.reason, event.at, event.at, "")
    for answer in detail.answers:
        title, anchor = _("Antwort der Stadt"), f"{url}#antwort-{answer.id}"
        yield Entry(f"urn:uuid:{answer.id}", anchor, title, answer.text, answer.at, answer.at, answer.role)
    for comment in detail.comments:
        if comment.state == Visibility.SHOWN:
            anchor = f"{url}#kommentar-{comment.id}"
            key, at = f"urn:uuid:{comment.id}", comment.at
            yield Entry(key, anchor, _("Kommentar"), comment.text, at, at, comment.author_label)


def _answer(
    request: HttpRequest, form: str, title: str, address: str, entries: Iterable[Entry]
) -> HttpResponse:
    kind = FORMS.get(form)
    if kind is None:
        raise Http404
    town = settings.SOESMART["town.name"]
    feed = kind(
        title=xml_text(f"{title} · {town}"),
        link=request.build_absolute_uri(address),
        description=_("Was Menschen hier fragen, und was daraus geworden ist."),
        language=(get_language() or "de").removesuffix("-simple"),
        author_name=town,
        feed_url=request.build_absolute_uri(),
        feed_guid=request.build_absolute_uri(address),
    )
    for entry in entries:
        feed.add_item(
            title=xml_text(entry.title),
            link=request.build_absolute_uri(entry.url),
            description=str(linebreaks(xml_text(entry.text), autoescape=True)),
            unique_id=entry.id,
            unique_id_is_permalink=False,
            pubdate=entry.at,
            updateddate=entry.updated,
            author_name=entry.author or None,
            categories=entry.categories,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=kind.content_type)
