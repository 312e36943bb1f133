# SPDX-License-Identifier: EUPL-1.2
""" "Warum gibt es das?": what stands before and after a node, and the stops of its line map.

The number of queries does not depend on the number of nodes: one walk, perhaps one more for what stands
between, and one description per kind of node.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from django.utils.translation import get_language, ngettext

from soesmart.kernel import faces, registry
from soesmart.kernel.room import Node
from soesmart.thread.engine.ladder import between, nearest
from soesmart.thread.queries.walk import Step, Way, reach
from soesmart.thread.types import STOPS, Around, Neighbour, NodeRef, Side, Stop, StopName

SHOWN = 30
"""So many nodes of one stop stand on a page, in each direction."""
TRIED = 3
"""So many nodes of one stop are described for a line map: the nearest may be one nobody may see."""

Nodes = Mapping[NodeRef, Node]


def around(ref: NodeRef, *, itself: bool = True) -> Around:
    """All about one node. `itself=False` saves describing it, for the page that has done so."""
    return around_all([ref], itself=itself)[ref]


def around_all(refs: Iterable[NodeRef], *, itself: bool = True) -> dict[NodeRef, Around]:
    """`around` of many nodes, for reports about all of them: a fixed number of queries for any number."""
    wanted = list(dict.fromkeys(refs))
    if not wanted:
        return {}
    steps = _known_kinds(reach(wanted))
    near, beside = _by_root(steps), _by_root(_beside(steps))
    sides = {
        ref: tuple(_cut([step for step in near[ref] if step.way == way]) for way in (Way.EARLIER, Way.LATER))
        for ref in wanted
    }
    shown = [step.ref for both in sides.values() for side, _more in both for step in side]
    tried = [step.ref for ref in wanted for step in _tried(beside[ref])]
    nodes, names = describe([*(wanted if itself else []), *shown, *tried]), stop_names()
    return {
        ref: Around(
            ref=ref,
            stop=names.get(ref.kind, "question"),
            node=nodes.get(ref),
            earlier=_side(*sides[ref][0], nodes),
            later=_side(*sides[ref][1], nodes),
            stops=_stops(ref, [*near[ref], *beside[ref]], nodes),
        )
        for ref in wanted
    }


def _by_root(steps: Iterable[Step]) -> dict[NodeRef, list[Step]]:
    found: dict[NodeRef, list[Step]] = defaultdict(list)
    for step in steps:
        found[step.root].append(step)
    return found


def stops_of(refs: Iterable[NodeRef], *, itself: bool = True) -> dict[NodeRef, tuple[Stop, ...]]:
    """The seven stops of each node's line map, for lists: a fixed number of queries for any number.

    `itself=False` saves describing `refs`: their own stops then have no word and no address.
    """
    wanted = list(dict.fromkeys(refs))
    if not wanted:
        return {}
    steps = _known_kinds(reach(wanted))
    steps += _beside(steps)
    by_root = _by_root(steps)
    tried = {step.ref for ref in wanted for step in _tried(by_root[ref])}
    nodes = describe([*(wanted if itself else []), *tried])
    return {ref: _stops(ref, by_root[ref], nodes) for ref in wanted}


def describe(refs: Iterable[NodeRef]) -> dict[NodeRef, Node]:
    """What the public may see of these: one query for all kinds that have a face."""
    by_kind: dict[str, list[UUID]] = defaultdict(list)
    for ref in dict.fromkeys(refs):
        by_kind[ref.kind].append(ref.id)
    kinds = registry.node_kinds()
    found, together = {}, []
    for name, ids in by_kind.items():
        kind = kinds.get(name)
        if kind and kind.face:
            together.append((name, kind.face(), ids))
        elif kind:
            found.update({NodeRef(name, id_): node for id_, node in kind.describe(ids).items()})
    found.update({NodeRef(name, node.id): node for name, node in faces.read_all(together)})
    return found


def stop_names() -> dict[str, StopName]:
    """Kind of node -> stop of the line map."""
    return {name: kind.stop for name, kind in registry.node_kinds().items()}


def _known_kinds(steps: Sequence[Step]) -> list[Step]:
    kinds = registry.node_kinds()
    return [step for step in steps if step.ref.kind in kinds]


def _beside(steps: Sequence[Step]) -> list[Step]:
    """What else led to the nodes after `refs` and stands between: the goal of a question's project."""
    names = stop_names()
    later = [step for step in steps if step.way == Way.LATER]
    roots: dict[NodeRef, list[NodeRef]] = defaultdict(list)
    have = {(step.root, names[step.ref.kind]) for step in later}
    for step in later:
        own, far = names.get(step.root.kind, "question"), names[step.ref.kind]
        if any((step.root, stop) not in have for stop in between(own, far)):
            roots[step.ref].append(step.root)
    if not roots:
        return []
    questions = [kind for kind, stop in names.items() if stop == "question"]
    found = []
    for step in _known_kinds(reach(list(roots), [Way.EARLIER], without=questions)):
        for root in roots[step.root]:
            own = names.get(root.kind, "question")
            if root != step.ref and names[step.ref.kind] in between(own, names[step.root.kind]):
                found.append(replace(step, root=root, depth=DEEP + step.depth))
    return found


DEEP = 100
"""What stands beside is farther away than everything on the way itself."""


def _cut(steps: Sequence[Step]) -> tuple[list[Step], int]:
    names = stop_names()
    shown = nearest(steps, lambda step: names[step.ref.kind], SHOWN)
    return shown, len(steps) - len(shown)


def _side(steps: Sequence[Step], more: int, nodes: Nodes) -> Side:
    names = stop_names()
    return Side(
        tuple(
            Neighbour(
                nodes[step.ref], names[step.ref.kind], step.depth, step.relation, step.link, step.reason
            )
            for step in steps
            if step.ref in nodes
        ),
        more,
    )


def _tried(steps: Sequence[Step]) -> list[Step]:
    names = stop_names()
    return nearest(sorted(steps, key=lambda s: s.depth), lambda step: names[step.ref.kind], TRIED)


def _stops(ref: NodeRef, steps: Sequence[Step], nodes: Nodes) -> tuple[Stop, ...]:
    names = stop_names()
    at: dict[str, list[NodeRef]] = defaultdict(list)
    for step in sorted(steps, key=lambda step: step.depth):
        if step.ref not in at[names[step.ref.kind]]:
            at[names[step.ref.kind]].append(step.ref)
    own = names.get(ref.kind, "question")
    return tuple(
        _own(name, nodes.get(ref)) if name == own else _stop(name, at[name], nodes) for name in STOPS
    )


def _own(name: StopName, node: Node | None) -> Stop:
    return Stop(name, "filled", node.title if node else "", node.url if node else "")


def _stop(name: StopName, refs: Sequence[NodeRef], nodes: Nodes) -> Stop:
    """The nearest node the public may see and that goes on stands for the stop; the others are counted."""
    seen = [nodes[ref] for ref in refs if ref in nodes]
    if not seen:
        return Stop(name, "gap")
    first = next((node for node in seen if not node.moved_on), seen[0])
    hidden = sum(ref not in nodes for ref in refs[:TRIED])
    more = len(refs) - 1 - hidden
    return Stop(name, "filled", _word(first, more), first.url, more)


def _word(node: Node, more: int) -> object:
    if more < 1:
        return node.title
    title = node.title.in_language(get_language() or "de")[0]
    return ngettext("%(title)s und %(n)d weiteres", "%(title)s und %(n)d weitere", more) % {
        "title": title,
        "n": more,
    }
