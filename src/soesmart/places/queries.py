# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Sequence

from django.conf import settings
from django.db.models import Count, Max

from soesmart.kernel.folding import fold
from soesmart.kernel.gate import permit
from soesmart.kernel.newest import Newest
from soesmart.kernel.room import PlaceRef
from soesmart.places import models
from soesmart.places.engine.gazetteer import Entry, Gazetteer
from soesmart.places.engine.locator import Drawing, Point, draw
from soesmart.places.engine.spellings import spellings
from soesmart.places.engine.table import COLUMNS
from soesmart.places.types import LOCAL_KINDS, SETTLEMENTS, Place, Reading

_newest_places: Newest[tuple[dict[str, Place], Gazetteer]] = Newest()
_newest_settlements: Newest[frozenset[str]] = Newest()


def find(text: str, limit: int = 5) -> tuple[Place, ...]:
    """Places of the town that somebody looking up `text` may mean, best first."""
    places, gazetteer = _known(_state())
    hits = gazetteer.near(fold(text[:200]), limit + 10, fuzzy=_fuzzy("look up"))
    return tuple(places[hit.key] for hit in hits if places[hit.key].kind in LOCAL_KINDS)[:limit]


def likely(
    names: Gazetteer, folded: str, limit: int = 20, least: float = 0.0
) -> tuple[tuple[str, float], ...]:
    """Which of another room's own names somebody may mean, by the rules for places; best first."""
    found = names.near(folded, limit, fuzzy=_fuzzy("look up"), least=least)
    return tuple((hit.key, hit.score) for hit in found)


def recognise(text: str) -> tuple[PlaceRef, ...]:
    """The town's places and partner towns named in running text, in their order."""
    named = mentions(fold(text[:5000]))
    return tuple(PlaceRef(p.slug, p.name, p.kind) for p, _start, _end in named if p.kind != "elsewhere")


def mentions(folded: str) -> tuple[tuple[Place, int, int], ...]:
    """Every known place named in folded text, those elsewhere too, with the words from … to."""
    places, gazetteer = _known(_state())
    return tuple((places[m.key], m.start, m.end) for m in gazetteer.mentions(folded, fuzzy=_fuzzy("read")))


def read(texts: Sequence[str]) -> tuple[Reading, ...]:
    """Each text as somebody reads it who knows the villages and towns around."""
    state = _state()
    places, gazetteer = _known(state)
    fuzzy, names = _fuzzy("read"), _settlement_names(state)
    return tuple(_reading(fold(text[:5000]), places, gazetteer, names, fuzzy) for text in texts)


def _reading(
    folded: str, places: dict[str, Place], gazetteer: Gazetteer, names: frozenset[str], fuzzy: bool
) -> Reading:
    text = folded.split()
    here: set[str] = set()
    others: set[str] = set()
    for mention in reversed(gazetteer.mentions(folded, fuzzy=fuzzy)):
        place = places[mention.key]
        if place.kind in SETTLEMENTS:
            text[mention.start : mention.end] = fold(place.name).split()
            (here if place.kind == "village" else others).add(place.slug)
    return Reading(" ".join(text), frozenset(here), frozenset(others), names)


def _settlement_names(state: tuple[object, ...]) -> frozenset[str]:
    return _newest_settlements.of(state, _read_settlements)


def _read_settlements() -> frozenset[str]:
    rows = models.Place.objects.filter(kind__in=SETTLEMENTS)
    known = (_entry(row) for row in rows)
    return frozenset(n for entry in known for n in entry.names if " " not in n and n not in entry.also_words)


def by_slug(slug: str) -> Place | None:
    place = _known(_state())[0].get(slug)
    return None if place is None or place.kind == "elsewhere" else place


def local_places() -> tuple[Place, ...]:
    """All places people may choose: the town, its quarters and landmarks, then villages by name."""
    return tuple(place for place in everything() if place.kind in LOCAL_KINDS)


def everything() -> tuple[Place, ...]:
    return tuple(_known(_state())[0].values())


def results_allowed(slug: str) -> bool:
    """Whether results may be shown for this place alone: not where so few live that people show through."""
    place = by_slug(slug)
    return bool(place and place.people and place.people >= settings.SOESMART["places.results_threshold"])


def has_places() -> bool:
    return models.Place.objects.exists()


def drawing(current: str = "") -> Drawing | None:
    """The picture of all local places with a pin; the `current` one and the town are named first."""
    ranks = {"town": 1, "village": 2, "quarter": 3, "landmark": 4}
    return draw(
        Point(place.slug, place.name, place.lat, place.lon, 0 if place.slug == current else ranks[place.kind])
        for place in local_places()
        if place.lat is not None and place.lon is not None
    )


def _fuzzy(purpose: str) -> bool:
    return permit("places.recognise", purpose, "anonymous")


def _state() -> tuple[object, ...]:
    """One cheap query that changes whenever a place does: keys the gazetteer kept in memory."""
    row = models.Place.objects.aggregate(count=Count("id"), last=Max("changed_at"), top=Max("id"))
    return row["count"], row["last"], row["top"], settings.SOESMART["town.name"]


def _known(state: tuple[object, ...]) -> tuple[dict[str, Place], Gazetteer]:
    return _newest_places.of(state, _read_places)


def _read_places() -> tuple[dict[str, Place], Gazetteer]:
    rows = sorted(
        models.Place.objects.all(), key=lambda row: (_KIND_ORDER.index(row.kind), fold(row.name), row.slug)
    )
    places = {row.slug: to_type(row) for row in rows}
    return places, Gazetteer(_entry(row) for row in rows)


_KIND_ORDER = (*LOCAL_KINDS, "partner town", "elsewhere")


def to_type(row: models.Place) -> Place:
    return Place(
        slug=row.slug,
        name=row.name,
        kind=row.kind,  # type: ignore[arg-type]
        lat=row.lat,
        lon=row.lon,
        coordinate_quality=row.coordinate_quality,  # type: ignore[arg-type]
        people=row.people,
        people_year=row.people_year,
        aliases=tuple(row.aliases),
        source=row.source,
        belongs_to=row.belongs_to,
    )


def _entry(row: models.Place) -> Entry:
    return Entry(
        key=row.slug,
        names=spellings(row.name, row.aliases, settings.SOESMART["town.name"]),
        not_meant=frozenset(fold(word) for word in row.not_meant),
        also_words=frozenset(fold(word) for word in row.also_words),
        with_article=row.kind in {"quarter", "landmark"},
        foreign=row.kind == "elsewhere",
    )


def current_leaves(slugs: Sequence[str]) -> dict[str, dict[str, object]]:
    """What the newest log entry about each of these places must say."""
    rows = models.Place.objects.filter(slug__in=slugs)
    return {row.slug: {column: getattr(row, column) for column in COLUMNS} for row in rows}
