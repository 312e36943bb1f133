# SPDX-License-Identifier: EUPL-1.2
"""Goals and indicators as stops of the thread: found by slug, and by words for suggestions."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from soesmart.kernel import clock
from soesmart.kernel.folding import fold, words
from soesmart.kernel.room import Gap, NodeText
from soesmart.strategy.models import Goal, Indicator, Value
from soesmart.strategy.queries.indicators import measured_until
from soesmart.strategy.stored import must
from soesmart.strategy.types import RESOLUTIONS

MODELS: Mapping[str, Any] = {"goal": Goal, "indicator": Indicator}
_MOST = 200
_SHORTEST = 4


def known(kind: str, ids: Sequence[UUID]) -> frozenset[UUID]:
    return frozenset(MODELS[kind].objects.filter(pk__in=ids).values_list("pk", flat=True))


def find(kind: str, name: str) -> UUID | None:
    """By its slug, or an address that ends with it; a goal's address is no indicator's."""
    parts = name.strip("/").split("/")
    if len(parts) > 1 and ("kennzahl" in parts) != (kind == "indicator"):
        return None
    key: UUID | None = MODELS[kind].objects.filter(slug=parts[-1]).values_list("pk", flat=True).first()
    return key


def texts(kind: str, ids: Sequence[UUID]) -> dict[UUID, NodeText]:
    """In the language they were written in: a translation would only be words that nothing agrees with."""
    rows = MODELS[kind].objects.filter(pk__in=ids)
    return {
        key: NodeText(" ".join(_said(kind, said, original=True)))
        for key, *said in rows.values_list(*_columns(kind))
    }


def candidates(kind: str, text: NodeText) -> tuple[UUID, ...]:
    """Those that share the beginning of a longer word with the text, most such words first."""
    wanted = {word[:6] for word in words(fold(text.text)) if len(word) >= _SHORTEST}
    scored = []
    for key, *said in MODELS[kind].objects.values_list(*_columns(kind)):
        folded = fold(" ".join(_said(kind, said)))
        if hits := sum(word in folded for word in wanted):
            scored.append((hits, key))
    scored.sort(key=lambda pair: (-pair[0], str(pair[1])))
    return tuple(key for _hits, key in scored[:_MOST])


def _columns(kind: str) -> tuple[str, ...]:
    return ("pk", "title", "text") if kind == "goal" else ("pk", "title", "words")


def _said(kind: str, said: Iterable[Any], *, original: bool = False) -> Iterable[str]:
    title, more = said
    for text in (title, more) if kind == "goal" and more else (title,):
        yield from [must(text).in_language(text["source_lang"])[0]] if original else text["texts"].values()
    if kind == "indicator":
        yield from more


def bare() -> Iterator[Gap]:
    """Goals at the foot of the ladder that nobody can judge: no Kennzahl, or one that has no value.

    Whoever has goals below is measured by those. Other numbers support a Kennzahl, they do not replace it.
    """
    valued = Exists(Value.objects.filter(indicator=OuterRef("pk"), aside=False))
    numbers = list(Indicator.objects.exclude(goal=None).values_list("goal", "main", valued))
    lacks = {goal: _("keine Kennzahl, nur weitere Zahlen") for goal, _main, _valued in numbers}
    lacks |= {
        goal: "" if has_value else _("Kennzahl ohne jede Messung")
        for goal, main, has_value in numbers
        if main
    }
    parents = frozenset(Goal.objects.exclude(parent=None).values_list("parent", flat=True))
    for key in Goal.objects.values_list("pk", flat=True):
        if key not in parents and (what := lacks.get(key, _("keine Kennzahl"))):
            yield Gap("strategy.goal", key, what)


def unmeasured() -> Iterator[Gap]:
    """Indicators without a value for longer than their resolution promises, oldest first."""
    today = clock.local_date(clock.now(), settings.SOESMART["town.time_zone"])
    last = measured_until()
    steps: Mapping[str, int] = {str(name): days for name, days in RESOLUTIONS.items()}
    found = []
    for key, resolution in Indicator.objects.values_list("pk", "resolution"):
        until, step = last.get(key), steps[resolution]
        if until is None:
            found.append(Gap("strategy.indicator", key, _("noch nie gemessen")))
        elif step and today > until + timedelta(days=step):
            found.append(Gap("strategy.indicator", key, _("zu lange nicht gemessen"), until))
    found.sort(key=lambda gap: (gap.since is None, gap.since, str(gap.id)))
    yield from found


FINDERS: Mapping[str, Callable[[], Iterator[Gap]]] = {"bare": bare, "unmeasured": unmeasured}
