# SPDX-License-Identifier: EUPL-1.2
"""Goals and indicators as stops of the thread: found by slug, and by words for suggestions."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from soesmart.kernel.folding import fold, words
from soesmart.kernel.room import NodeText
from soesmart.strategy.models import Goal, Indicator

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
    rows = MODELS[kind].objects.filter(pk__in=ids)
    return {key: NodeText(" ".join(_said(kind, said))) for key, *said in rows.values_list(*_columns(kind))}


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


def _said(kind: str, said: Iterable[Any]) -> Iterable[str]:
    title, more = said
    yield from title["texts"].values()
    if kind == "goal":
        yield from (more or {"texts": {}})["texts"].values()
    else:
        yield from more
