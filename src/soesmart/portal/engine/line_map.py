# SPDX-License-Identifier: EUPL-1.2
"""The line map: the stops of the thread, filled where something exists, hollow where there is a gap."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

StopName = Literal["question", "goal", "project", "money", "trial", "result", "lesson"]
NAMES: tuple[StopName, ...] = get_args(StopName)
State = Literal["exists", "gap", "here"]
_STATES: Mapping[str, State] = {"gap": "gap", "current": "here", "here": "here"}


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop. `word` says what is there or what is missing, a str or a LocalText; `url` leads to it."""

    name: StopName
    state: State
    word: Any = ""
    url: str = ""


def draw(found: Iterable[Any], current: str = "") -> tuple[Stop, ...]:
    """All seven stops in their order; what `found` does not mention is a gap.

    `found` holds names of stops that exist, pairs (name, word), or objects with `name`, `state` ("gap",
    "current" or anything else) and perhaps `word` and `url`. `current` is the stop of the page people are on.
    """
    given = {stop.name: stop for stop in map(_read, found)}
    return tuple(_placed(given.get(name, Stop(name, "gap")), name == current) for name in NAMES)


def _placed(stop: Stop, here: bool) -> Stop:
    return Stop(stop.name, "here", "" if stop.state == "gap" else stop.word) if here else stop


def _read(item: Any) -> Stop:
    if isinstance(item, str):
        return Stop(_known(item), "exists")
    if isinstance(item, tuple):
        name, word = item
        return Stop(_known(name), "exists", word)
    state = _STATES.get(item.state, "exists")
    return Stop(_known(item.name), state, getattr(item, "word", ""), getattr(item, "url", ""))


def _known(name: str) -> StopName:
    for known in NAMES:
        if known == name:
            return known
    raise ValueError(f'"{name}" is no stop of the line map. Known are: {", ".join(NAMES)}.')
