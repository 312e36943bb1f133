# SPDX-License-Identifier: EUPL-1.2
""" "Was wurde aus dem Nachtbus?": walks the thread and says where it stands."""

from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from soesmart.kernel import clock, gate, registry
from soesmart.kernel.folding import fold
from soesmart.kernel.room import Card, Node, NodeText, Question
from soesmart.thread.engine.topic import agrees, asked_about
from soesmart.thread.queries.around import around, describe, stop_names, stops_of
from soesmart.thread.types import STOPS, NodeRef, Stop
from soesmart.thread.words import gap_words, stop_title

ALGORITHM = "thread.outcome"
SURE, UNSURE = 0.75, 0.45
"""Sure: one thing alone agrees with the whole topic. Several that agree are offered, not put forward."""
_TRIED, _CARDS = 20, 3


def answer(question: Question) -> tuple[Card, ...]:
    """Cards for what the topic names, if the question asks what became of it; nothing otherwise."""
    topic = asked_about(question.folded)
    if not topic or not gate.permit(ALGORITHM, "say what became of something", "anonymous"):
        return ()
    nodes = _agreeing(topic)
    if not nodes:
        return ()
    stops = stops_of(nodes, itself=False)
    linked = [ref for ref in nodes if _reached(stops[ref]) > 1]
    best = sorted(linked, key=lambda ref: -_reached(stops[ref]))[:_CARDS]
    sure = SURE if len(_separate(best)) == 1 else UNSURE
    with override(question.language):
        return tuple(
            _card(nodes[ref], stops[ref], question.language, sure if number == 0 else UNSURE)
            for number, ref in enumerate(best)
        )


def _agreeing(topic: tuple[str, ...]) -> dict[NodeRef, Node]:
    found: list[NodeRef] = []
    for kind in registry.node_kinds().values():
        if kind.candidates is not None:
            ids: list[UUID] = list(kind.candidates(NodeText(" ".join(topic))))[:_TRIED]
            found += [NodeRef(kind.name, key) for key in ids]
    return {
        ref: node
        for ref, node in describe(found).items()
        if any(agrees(topic, fold(title)) for title in node.title.texts.values())
    }


def _reached(stops: tuple[Stop, ...]) -> int:
    return sum(stop.state != "gap" for stop in stops)


def _separate(refs: list[NodeRef]) -> list[NodeRef]:
    """Without those that stand on the way of an earlier one: a question and its own project are one thing."""
    if len(refs) < 2:
        return refs
    found = around(refs[0])
    on_the_way = {
        (near.node.kind, near.node.id) for side in (found.earlier, found.later) for near in side.shown
    }
    return [refs[0], *(ref for ref in refs[1:] if (ref.kind, ref.id) not in on_the_way)]


def _card(node: Node, stops: tuple[Stop, ...], language: str, sure: float) -> Card:
    title, spoken = node.title.in_language(language)
    today = clock.local_date(clock.now(), settings.SOESMART["town.time_zone"])
    return Card(
        room="thread",
        title=title,
        text=_story(node, stops, language),
        url=node.url,
        source=settings.SOESMART["town.name"],
        as_of=(node.since or today).isoformat(),
        confidence=sure,
        open=stops[-1].state == "gap",
        language=spoken,
    )


def _story(node: Node, stops: tuple[Stop, ...], language: str) -> str:
    """ "Stand: in Arbeit. Projekt: Rufbus. Versuch: Sechs Nächte. Noch kein Ergebnis." """
    own = STOPS.index(stop_names()[node.kind])
    parts = [_("Stand: %(state)s.") % {"state": node.state}] if node.state else []
    later = stops[own + 1 :]
    for stop in later:
        if stop.state != "gap":
            word = stop.word if isinstance(stop.word, str) else stop.word.in_language(language)[0]
            parts.append(f"{stop_title(stop.name)}: {word.rstrip('.')}.")
    last = max((number for number, stop in enumerate(later) if stop.state != "gap"), default=-1)
    if (gap := next(iter(later[last + 1 :]), None)) is not None:
        parts.append(f"{gap_words(gap.name)}.")
    return " ".join(parts)
