# SPDX-License-Identifier: EUPL-1.2
"""Does the town's present state agree with the newest entries about it?"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from soesmart.kernel import registry
from soesmart.kernel.log.engine.leaf import read_leaf
from soesmart.kernel.log.models import Leaf, Pending
from soesmart.kernel.room import Finding, Json

_AT_ONCE = 500


def outdated() -> Iterator[Finding]:
    """Subjects whose stored state was changed past the log, for kinds whose room can tell."""
    for kind in registry.log_kinds().values():
        if kind.current:
            yield from _of_kind(kind.name, kind.current)


def _of_kind(kind: str, current: Callable[[Sequence[str]], Mapping[str, Json]]) -> Iterator[Finding]:
    newest: dict[str, str] = {}
    for model, order in ((Leaf, "number"), (Pending, "id")):
        rows = model.objects.filter(kind=kind).order_by(order).values_list("subject", "public")
        newest.update(rows.iterator(2000))
    subjects, wrong = list(newest), 0
    for start in range(0, len(subjects), _AT_ONCE):
        for subject, state in current(subjects[start : start + _AT_ONCE]).items():
            said = read_leaf(newest[subject])
            differing = sorted(name for name, value in state.items() if said.get(name) != value)
            if differing:
                wrong += 1
                yield Finding(False, f"{kind} {subject}: {', '.join(differing)} changed without an entry")
    if not wrong:
        yield Finding(True, f"{kind}: {len(subjects)} subjects are as their newest entries say")
