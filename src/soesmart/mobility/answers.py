# SPDX-License-Identifier: EUPL-1.2
"""From a typed question to a connection – or to what is published and whom to ask."""

from collections.abc import Sequence
from datetime import date, datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from soesmart.facts import facade as facts
from soesmart.kernel.folding import fold
from soesmart.kernel.gate import permit
from soesmart.kernel.newest import NewestOf
from soesmart.kernel.room import Card, PlaceRef, Question
from soesmart.mobility import queries
from soesmart.mobility.engine.asking import Found, Reply, Trip, ask
from soesmart.mobility.engine.network import Network
from soesmart.mobility.engine.town import Mode, Point, Town
from soesmart.mobility.engine.wish import Wish, wish
from soesmart.mobility.related import related
from soesmart.mobility.types import FeedRow
from soesmart.places.facade import Place, by_slug

SURE, LIKELY, LISTED = 0.9, 0.7, 0.45
_EACH = 2
_nets: NewestOf[object, Network] = NewestOf(12)


def answer(question: Question) -> Sequence[Card]:
    places = _named(question)
    if not places:
        return ()
    now = queries.local_now()
    found = wish(question.folded, [span for _ref, span in places], now, _feasts(now.date()))
    if found is None:
        return ()
    target = by_slug(places[found.target][0].slug)
    origin = by_slug(places[found.origin][0].slug) if found.origin >= 0 else queries.centre()
    if target is None or target.kind == "partner town" or (origin and origin.slug == target.slug):
        return ()
    feed, town = queries.active(), queries.town()
    if town is None or feed is None or not permit("mobility.route", "answer a question", "anonymous"):
        return _without_timetable(question, target)
    if origin is None or None in (origin.lat, origin.lon, target.lat, target.lon):
        return ()
    return [_card(town, feed, origin, target, found, question.language)]


def _named(question: Question) -> list[tuple[PlaceRef, tuple[int, int]]]:
    """The named places with the words they stand at; misspelt ones are looked for by their beginning."""
    words = question.folded.split()
    found: list[tuple[PlaceRef, tuple[int, int]]] = []
    first = 0
    for ref in question.places:
        name = fold(ref.name).split()
        at = next((n for n in range(first, len(words)) if words[n : n + len(name)] == name), None)
        if at is None:
            at = next((n for n in range(first, len(words)) if words[n][:3] == name[0][:3]), None)
        at = first if at is None else at
        found.append((ref, (at, at + len(name))))
        first = min(at + 1, len(words))
    inner = [one for one in found if one[0].kind != "town"]
    return inner or found


def _feasts(today: date) -> list[tuple[str, date]]:
    """Names of the town's dates as people say them, with their first day."""
    found: list[tuple[str, date]] = []
    for happening in facts.next_dates(today, 20):
        for word in fold(happening.title.texts.get("de", "")).split():
            for tail in ("kirmes", "markt", "fest", "nacht"):
                if word.endswith(tail) and len(word) >= len(tail):
                    found += [(word, happening.starts)] if word not in _COMMON else []
                    found += [(tail, happening.starts)] if tail == "kirmes" else []
    return found


_COMMON = frozenset({"markt", "nacht", "fest"})


def _without_timetable(question: Question, target: Place) -> Sequence[Card]:
    """To everybody nothing where a published fact answers: it says the same, with its source."""
    load = Card(
        room="mobility",
        title=_("Fahrplan laden"),
        text=_("Ohne Fahrplan nennt die Seite keine Zeit. Sie können hier einen laden."),
        url=reverse("mobility:desk"),
        source="",
        as_of="",
        confidence=LISTED,
        only_for="mobility.feed",
    )
    if any(card.confidence >= 0.3 for card in facts.answer(question)):
        return [load]
    text = _("Einen Fahrplan nach %(place)s haben wir nicht; deshalb nennen wir keine Zeit.") % {
        "place": target.name
    }
    point = next((f for f in facts.all_facts() if f.topic == "Unterwegs" and f.open_point), None)
    if point and point.open_point:
        whom, _language = point.open_point.whom.in_language(question.language)
        day = date_format(point.open_point.asked_at, "DATE_FORMAT")
        text += " " + _("Gefragt am %(day)s. Fragen Sie: %(whom)s.") % {"day": day, "whom": whom}
    title = _("Wie komme ich nach %(place)s?") % {"place": target.name}
    more = _more(target, question.language)
    home = reverse("mobility:home")
    return [
        Card("mobility", title, text, home, _("kein Fahrplan"), "", LISTED, open=True, more=more),
        load,
    ]


def _more(target: Place, language: str) -> tuple[tuple[str, str], ...]:
    """What the town does and what people ask about this way."""
    return tuple((node.title.in_language(language)[0], node.url) for node in related(target, _EACH))


def _card(town: Town, feed: FeedRow, origin: Place, target: Place, found: Wish, language: str) -> Card:
    moment = datetime.combine(queries.reference_day(town, found.moment.date()), found.moment.time())
    start, end = (Point(p.lat or 0.0, p.lon or 0.0, p.name) for p in (origin, target))
    week = town.week(moment.date())
    for phone in (True, False):
        mode = Mode(found.profile, phone)
        _nets.of(id(town), (week, mode), lambda mode=mode: _warm(town, week, mode))  # type: ignore[misc]
    reply = ask(town, start, end, moment, found.profile)
    words = {"from": start.name, "to": end.name, "day": date_format(moment, "l"), "time": f"{moment:%H:%M}"}
    title = _("Von %(from)s nach %(to)s, %(day)s %(time)s Uhr") % words
    mark = _("Beispiel: ") if feed.example else ""
    where = {"von": origin.slug, "nach": target.slug, "am": f"{moment:%Y-%m-%dT%H:%M}", "mit": found.profile}
    return Card(
        room="mobility",
        title=title,
        text=mark + sentence(reply),
        url=f"{reverse('mobility:home')}?{urlencode(where)}",
        source=" ".join((_("Fahrplan"), feed.name)),
        as_of=str(feed.since or feed.imported_at.date()),
        confidence=SURE if found.timed else LIKELY,
        more=_more(target, language),
    )


def _warm(town: Town, week: object, mode: Mode) -> Network:
    town.following(week, mode)  # type: ignore[arg-type]
    return town.network(week, mode)  # type: ignore[arg-type]


def sentence(reply: Reply) -> str:
    """The connection, the last one, the gap, the call – in short sentences."""
    parts = [_first(reply.without_phone, reply.with_phone)]
    found = reply.with_phone
    if found.gap:
        night = {"a": _clock(found.gap[0]), "b": _clock(found.gap[1])}
        parts.append(_("Letzte Möglichkeit: ab %(a)s. Zwischen %(a)s und %(b)s kommt man nicht hin.") % night)
    if reply.on_foot is not None and reply.on_foot <= 120:
        parts.append(_("Zu Fuß dauert es %(n)d Minuten.") % {"n": reply.on_foot})
    return " ".join(part for part in parts if part)


def _first(plain: Found, phoned: Found) -> str:
    if plain.best is None and phoned.best is None:
        return _("In den nächsten 24 Stunden fährt nichts dorthin.")
    parts = [_trip(plain.best)] if plain.best else [_("Ohne Anruf fährt nichts dorthin.")]
    better = phoned.best
    if (
        better
        and any(step.phone for step in better.steps)
        and (plain.best is None or better.arrival < plain.best.arrival)
    ):
        step = next(step for step in better.steps if step.phone)
        call = {
            "a": _clock(better.leave),
            "b": _clock(better.arrival),
            "line": step.line,
            "phone": step.phone_number or "?",
        }
        parts.append(_("Nur mit Anruf: ab %(a)s, an %(b)s mit %(line)s, Telefon %(phone)s") % call)
        parts[-1] += _(", anrufen bis %(t)s.") % {"t": _clock(step.call_until)} if step.call_until else "."
    return " ".join(parts)


def _trip(trip: Trip) -> str:
    lines = [step.line for step in trip.steps if step.kind != "walk"]
    words = {"a": _clock(trip.leave), "b": _clock(trip.arrival), "lines": _(" und ").join(lines)}
    if not lines:
        return _("Zu Fuß: ab %(a)s, an %(b)s.") % words
    return _("Ab %(a)s mit %(lines)s, an %(b)s.") % words


def _clock(moment: datetime) -> str:
    return f"{moment:%H:%M}" if moment else ""
