# SPDX-License-Identifier: EUPL-1.2
"""From a typed question to a connection – or to what is published and whom to ask."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
from soesmart.mobility.engine.wish import Wish, asks_a_way, wish
from soesmart.mobility.related import related
from soesmart.mobility.typed import point
from soesmart.mobility.types import Ambiguous, FeedRow, Refused
from soesmart.places.facade import Place, by_slug

SURE, LIKELY, LISTED = 0.9, 0.7, 0.45
_EACH = 2
_nets: NewestOf[object, Network] = NewestOf(12)


@dataclass(frozen=True, slots=True)
class _End:
    """A place of the town, or an address as it is to be looked up."""

    text: str
    place: Place | None = None


def answer(question: Question) -> Sequence[Card]:
    if not asks_a_way(question.folded):
        return ()
    town = queries.town()
    ends = _ends(question, town)
    now = queries.local_now()
    found = wish(question.folded, [span for _end, span in ends], now, _feasts(now.date())) if ends else None
    if found is None:
        return ()
    centre = queries.centre()
    target = ends[found.target][0]
    origin = ends[found.origin][0] if found.origin >= 0 else _End(centre.slug, centre) if centre else None
    if (target.place and target.place.kind == "partner town") or (origin and origin.text == target.text):
        return ()
    feed = queries.active()
    if town is None or feed is None or not permit("mobility.route", "answer a question", "anonymous"):
        return _without_timetable(question, target.place) if target.place else ()
    try:
        points = (_point(origin, town), _point(target, town))
    except Ambiguous as several:
        return [_which(several, origin, target, found)]
    except Refused:
        return ()
    return [_card(town, feed, points, (origin, target), found, question.language)] if all(points) else []


def _point(end: _End | None, town: Town) -> Point | None:
    if end is None:
        return None
    place = end.place
    if place is None:
        return point(end.text, town)
    return (
        None if place.lat is None or place.lon is None else Point(place.lat, place.lon, place.name, "place")
    )


def _ends(question: Question, town: Town | None) -> list[tuple[_End, tuple[int, int]]]:
    """Places and addresses with the words they stand at. A house number makes it an address; else a place of
    that name is meant."""
    places = [(span, place) for ref, span in _named(question) if (place := by_slug(ref.slug))]
    found: list[tuple[_End, tuple[int, int]]] = []
    book = town.addresses if town else None
    for start, end, text in book.mentions(question.folded) if book else ():
        over = [span for span, _place in places if span[0] < end and start < span[1]]
        if not over or all(end - start > span[1] - span[0] for span in over):
            places = [(span, place) for span, place in places if span not in over]
            found.append((_End(text), (start, end)))
    found += [(_End(place.slug, place), span) for span, place in places]
    return sorted(found, key=lambda one: one[1])


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


def _which(several: Ambiguous, origin: _End | None, target: _End, found: Wish) -> Card:
    """Several addresses may be meant: a link for each."""
    asked = {"von": origin.text if origin else "", "nach": target.text}
    try:
        point(asked["nach"], queries.town())
        field = "von"
    except Ambiguous:
        field = "nach"
    links = tuple(
        (words, _address({**asked, field: value}, found.moment, found.profile))
        for words, value in several.choices
    )
    return Card(
        "mobility", _("Welche Adresse ist gemeint?"), several.text,
        _address(asked, found.moment, found.profile), _("Straßenverzeichnis"), "", LIKELY, more=links,
        discreet=True,
    )  # fmt: skip


def _address(ends: Mapping[str, str], moment: datetime, profile: str) -> str:
    where = {**ends, "am": f"{moment:%Y-%m-%dT%H:%M}", "mit": profile}
    return f"{reverse('mobility:home')}?{urlencode(where)}"


def _card(
    town: Town,
    feed: FeedRow,
    points: tuple[Point | None, Point | None],
    ends: tuple[_End | None, _End],
    found: Wish,
    language: str,
) -> Card:
    moment = datetime.combine(queries.reference_day(town, found.moment.date()), found.moment.time())
    start, end = points
    assert start and end
    week = town.week(moment.date())
    for phone in (True, False):
        mode = Mode(found.profile, phone)
        _nets.of(id(town), (week, mode), lambda mode=mode: _warm(town, week, mode))  # type: ignore[misc]
    reply = ask(town, start, end, moment, found.profile)
    words = {"from": start.name, "to": end.name, "day": date_format(moment, "l"), "time": f"{moment:%H:%M}"}
    title = _("Von %(from)s nach %(to)s, %(day)s %(time)s Uhr") % words
    mark = _("Beispiel: ") if feed.example else ""
    notes = " ".join(one.note for one in points if one and one.note)
    return Card(
        room="mobility",
        title=title,
        text=" ".join(part for part in (mark + sentence(reply), notes) if part),
        url=_address({"von": _typed(ends[0], start), "nach": _typed(ends[1], end)}, moment, found.profile),
        source=" ".join((_("Fahrplan"), feed.name)),
        as_of=str(feed.since or feed.imported_at.date()),
        confidence=SURE if found.timed else LIKELY,
        more=_more(ends[1].place, language) if ends[1].place else (),
        discreet=any(one and one.kind in {"address", "street"} for one in points),
    )


def _typed(end: _End | None, used: Point) -> str:
    return end.place.slug if end and end.place else used.name


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
