# SPDX-License-Identifier: EUPL-1.2
"""What may belong together with a node. Suggested only: a person sets the link."""

from collections.abc import Mapping
from uuid import UUID

from soesmart.kernel import gate, registry
from soesmart.kernel.room import Node, NodeKind, NodeText
from soesmart.thread.engine.fitting import ranked
from soesmart.thread.engine.ladder import ORDER
from soesmart.thread.queries.around import describe
from soesmart.thread.queries.links import links_of
from soesmart.thread.types import NodeRef, Suggestion

ALGORITHM = "thread.suggest"
_EACH = 4
_AT_ONCE = 200
_RELATIONS = {"money": "funds", "trial": "tests"}


def suggestions(ref: NodeRef, words: str = "") -> tuple[Suggestion, ...]:
    """Nodes of other stops that fit `ref`, or `words` that somebody typed, the likeliest of each kind.

    Switched off, only typed words are looked for, and nothing is ranked.
    """
    kinds = registry.node_kinds()
    if ref.kind not in kinds:
        return ()
    if not words and not gate.permit(ALGORITHM, "suggest links of the thread", "team"):
        return ()
    asked = NodeText(words) if words else _text_of(ref, kinds[ref.kind])
    linked = {end for link in links_of(ref) for end in (link.origin, link.target)} | {ref}
    found = []
    for kind in kinds.values():
        if kind.candidates is None or kind.stop == kinds[ref.kind].stop:
            continue
        found += [NodeRef(kind.name, key) for key in _best(asked, kind, ranking=not words)]
    wanted = [other for other in found if other not in linked]
    nodes = describe(wanted)
    return tuple(_suggestion(ref, other, nodes[other]) for other in wanted if other in nodes)


def _text_of(ref: NodeRef, kind: NodeKind) -> NodeText:
    if kind.texts and (text := kind.texts([ref.id]).get(ref.id)):
        return text
    node = kind.describe([ref.id]).get(ref.id)
    return NodeText(" ".join(node.title.texts.values()) if node else "")


def _best(asked: NodeText, kind: NodeKind, *, ranking: bool) -> list[UUID]:
    if kind.candidates is None or not asked.text.strip():
        return []
    ids = list(kind.candidates(asked))[:_AT_ONCE]
    if not ranking:
        return ids[: 2 * _EACH]
    texts = kind.texts(ids) if kind.texts else _titles(kind.describe(ids))
    return [key for key, _score in ranked(asked, {key: texts[key] for key in ids if key in texts}, _EACH)]


def _titles(nodes: Mapping[UUID, Node]) -> dict[UUID, NodeText]:
    return {key: NodeText(" ".join(node.title.texts.values())) for key, node in nodes.items()}


def _suggestion(ref: NodeRef, other: NodeRef, node: Node) -> Suggestion:
    origin, relation, target = in_order(ref, other)
    return Suggestion(node, registry.node_kinds()[other.kind].stop, origin, relation, target)


def in_order(one: NodeRef, other: NodeRef) -> tuple[NodeRef, str, NodeRef]:
    """(origin, relation, target) of a link between the two: what stands earlier on the ladder leads on."""
    kinds = registry.node_kinds()
    origin, target = sorted((one, other), key=lambda ref: ORDER.index(kinds[ref.kind].stop))
    if target.kind.endswith(".indicator"):
        relation = "measured_by"
    elif origin.kind.endswith(".indicator") and kinds[target.kind].stop == "goal":
        origin, target, relation = target, origin, "measured_by"
    elif target.kind.endswith(".vote"):
        relation = "decides"
    else:
        relation = _RELATIONS.get(kinds[target.kind].stop, "leads_to")
    return origin, relation, target


def by_name(name: str) -> NodeRef | None:
    """What an address, a slug or a key means, whichever room knows it first."""
    name = name.strip()
    kind, colon, rest = name.partition(":")
    kinds = registry.node_kinds()
    if colon and kind in kinds:
        return _in(kinds[kind], rest)
    found = (_in(each, name) for each in kinds.values())
    return next((ref for ref in found if ref), None)


def _in(kind: NodeKind, name: str) -> NodeRef | None:
    try:
        key: UUID | None = UUID(name)
        if key not in (kind.known or kind.describe)([key]):  # type: ignore[list-item]
            key = None
    except ValueError:
        key = kind.find(name) if kind.find else None
    return NodeRef(kind.name, key) if key else None
