# SPDX-License-Identifier: EUPL-1.2
"""Answers from projects themselves: what it is, how far it is, and whether one may do one oneself."""

from collections.abc import Sequence
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from soesmart.kernel import gate
from soesmart.kernel.folding import fold, words
from soesmart.kernel.log.queries import version_for
from soesmart.kernel.newest import Newest
from soesmart.kernel.room import Card, Question
from soesmart.projects import types as t
from soesmart.projects.engine.asked import Named, matches, named, wants_own_project
from soesmart.projects.queries.whole import all_rows
from soesmart.projects.words import STATUS

_CARDS: Final = 3
_Known = tuple[tuple[Named, ...], dict[str, t.ProjectRow]]
_newest: Newest[_Known] = Newest()


def answer(question: Question) -> Sequence[Card]:
    if not gate.permit("projects.answer", "answer a question", "anonymous"):
        return ()
    pale = frozenset(words(fold(settings.SOESMART["town.name"])))
    projects, rows = _newest.of((version_for(question), settings.SOESMART["town.name"]), _read)
    with override(question.language):
        found = sorted(matches(question.folded, projects, pale), key=lambda pair: -pair[1])
        cards = [_card(rows[key], sure, question.language) for key, sure in found[:_CARDS]]
        own = wants_own_project(question.folded, pale)
        return [_own(own, question.language), *cards] if own and rows else cards


def _read() -> _Known:
    rows = {row.slug: row for row in all_rows()}
    town = words(fold(settings.SOESMART["town.name"]))
    pale = {*town, *(word + "er" for word in town)}
    projects = (named(row.slug, [*map(fold, _names(row))], pale) for row in rows.values())
    return tuple(projects), rows


def _names(row: t.ProjectRow) -> tuple[str, ...]:
    """The title, and what stands before a colon or a bracket: "BürgerWOLKE: Wetter messen"."""
    titles = [row.title.texts[language] for language in ("de", "en") if language in row.title.texts]
    short = [title.split("(")[0].split(":")[0] for title in titles]
    return (*titles, *short)


def _card(row: t.ProjectRow, sure: float, language: str) -> Card:
    title, _language = row.title.in_language(language)
    text, shown = row.summary.in_language(language)
    status = str(STATUS[row.status])
    if row.example:
        text = _("Beispiel: %(text)s") % {"text": text}
    return Card(
        room="projects",
        title=title,
        text=_("Stand: %(status)s. %(text)s") % {"status": status, "text": text},
        url=reverse("projects:project", args=[row.slug]),
        source=_("Projekte der Stadt"),
        as_of=row.as_of,
        confidence=sure,
        open=row.status is t.Status.UNKNOWN,
        language=shown,
    )


def _own(sure: float, language: str) -> Card:
    return Card(
        room="projects",
        title=_("Ein eigenes Projekt vorschlagen"),
        text=_(
            "Hier steht, ob die Stadt gerade Projekte sucht, was Sie dafür sagen müssen und wer entscheidet."
        ),
        url=reverse("projects:join"),
        source=_("Projekte der Stadt"),
        as_of="",
        confidence=sure,
        language=language,
    )
