# SPDX-License-Identifier: EUPL-1.2
"""Who asked the same before? By meaning where the model is there and free, else by words.

Problems are compared by place, category and time first: what stands beside the same lamp this week is
worth a look whatever its words.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from django.conf import settings
from django.db.models import Count, Q

from soesmart.ask import meaning, rules
from soesmart.ask.addresses import slug_of
from soesmart.ask.engine.closeness import NEAR_METRES, Spot, closeness, together
from soesmart.ask.engine.similarity import ByMeaning, ByWords, Overlap, Similarity, as_text
from soesmart.ask.models import Answer, Contribution, Support
from soesmart.ask.queries import vectors
from soesmart.ask.queries.candidates import Candidate, GramTable, candidates, plain_matches
from soesmart.ask.types import Kind, SimilarRow, State, Visibility
from soesmart.kernel import clock, gate
from soesmart.kernel.folding import grams
from soesmart.places.facade import read

_WORDS_BESIDE_MEANING = 0.2
_SHOWN_FROM = {"words": 0.25, "meaning": 0.15 * (1 - _WORDS_BESIDE_MEANING), "nearby": 0.3}
"""An offer disturbs little, a missed one costs a double: so they begin well below "very likely the same".
Who asks in another language shares no word: there the meaning alone must do."""
_LOOKED_AT = 50
_LONGEST = 400
_NEARBY_FROM = 0.6
_DEGREES = NEAR_METRES / 111_000

_Scored = tuple[Candidate, float, str]


def similar(
    text: str, place: str = "", kind: Kind | None = None, limit: int = 3, spot: Spot | None = None
) -> tuple[SimilarRow, ...]:
    """Listed texts on the same matter, best first. Switched off: those with all the same words."""
    if not gate.permit("ask.similar", "offer similar questions", "anonymous"):
        found: list[_Scored] = [(f.row, 0.0, "same words") for f in plain_matches(text, limit)]
    else:
        here = replace(spot or Spot(place), at=clock.now())
        scored = _scored(text, here if kind == Kind.PROBLEM else None)
        found = [_favoured(entry, here, kind) for entry in scored if entry[1] >= _SHOWN_FROM[entry[2]]]
        found.sort(key=lambda entry: (-entry[1], entry[0].pk))
    return _rows(found[:limit])


def _scored(text: str, problem: Spot | None) -> Iterable[_Scored]:
    reading, table = read([text[:_LONGEST]])[0], GramTable()
    words: Similarity = ByWords(table, reading.names)
    name, hits = "meaning", None
    if meaning.is_wanted() and gate.permit("ask.meaning", "offer similar questions", "anonymous"):
        hits = ByMeaning(meaning.embed_query, vectors.index).nearest(reading.spelt, text, _LOOKED_AT)
    if hits is None:
        name, hits = "words", words.nearest(reading.spelt, text, _LOOKED_AT)
    scores = {hit.key: hit.score for hit in hits or ()}
    near = _nearby(problem) if problem else set()
    rows = dict(table.rows)
    rows |= {row.pk: row for row in candidates((scores.keys() | near) - rows.keys())}
    if name == "meaning":
        overlap = Overlap(reading.spelt, table.weights(grams(reading.spelt)))
        for key in scores.keys() & rows.keys():
            said = overlap.of(as_text(key, rows[key].title, rows[key].folded))
            scores[key] = (1 - _WORDS_BESIDE_MEANING) * scores[key] + _WORDS_BESIDE_MEANING * said
    return [_placed(row, scores.get(row.pk, 0.0), name, problem) for row in rows.values()]


def _placed(row: Candidate, words: float, name: str, problem: Spot | None) -> _Scored:
    if problem is None or row.kind != Kind.PROBLEM:
        return row, words, name
    told = Spot(row.place, row.lat, row.lon, row.category__slug or "", row.asked_at)
    close = closeness(problem, told, int(settings.SOESMART["ask.similar_days"]))
    score = together(words, close)
    return row, score, "nearby" if close is not None and close >= _NEARBY_FROM and score > words else name


def _nearby(spot: Spot) -> set[int]:
    """Open problems at the same spot, whatever their words."""
    where = Q()
    if spot.lat is not None and spot.lon is not None:
        # A degree of longitude is shorter than one of latitude: the box is a little wider than needed.
        where = Q(
            lat__range=(spot.lat - _DEGREES, spot.lat + _DEGREES),
            lon__range=(spot.lon - 2 * _DEGREES, spot.lon + 2 * _DEGREES),
        )
    elif spot.place and spot.category:
        where = Q(place=spot.place, category__slug=spot.category)
    if not where:
        return set()
    since = clock.now() - timedelta(days=int(settings.SOESMART["ask.similar_days"]))
    rows = Contribution.objects.filter(where, kind=Kind.PROBLEM, state__in=rules.LISTED, asked_at__gte=since)
    return set(rows.order_by("-asked_at", "-pk").values_list("pk", flat=True)[:_LOOKED_AT])


def _favoured(entry: _Scored, here: Spot, kind: Kind | None) -> _Scored:
    """Among questions and ideas the same place and kind decide between equals."""
    row, score, name = entry
    bonus = 0.05 * bool(here.place and row.place == here.place) + 0.02 * (kind == row.kind)
    return row, min(1.0, score + bonus), name


def _rows(found: list[_Scored]) -> tuple[SimilarRow, ...]:
    keys = [row.pk for row, _score, _name in found]
    counted = dict(
        Support.objects.filter(contribution__in=keys)
        .order_by()
        .values_list("contribution")
        .annotate(n=Count("pk"))
    )
    answered = set(
        Answer.objects.filter(contribution__in=keys, state=Visibility.SHOWN).values_list(
            "contribution", flat=True
        )
    )
    return tuple(
        SimilarRow(
            id=row.public_id,
            slug=slug_of(row.title, row.short),
            title=row.title,
            kind=Kind(row.kind),
            state=State(row.state),
            place_name=row.place_name,
            supports=counted.get(row.pk, 0),
            answered=row.pk in answered,
            score=round(score, 3),
            found_by=name,
        )
        for row, score, name in found
    )
