# SPDX-License-Identifier: EUPL-1.2
"""What `soesmart verify FILE` does with a published vote, as `.pb` or as JSON.

Are these the ballots whose root was published? Do they give the same projects by the vote's rule and seed?
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from soesmart.decide.engine import pb
from soesmart.decide.engine.box import published, tally
from soesmart.decide.engine.box.ballots import Form
from soesmart.decide.engine.counting import Refused, count
from soesmart.decide.engine.headers import described, rule_of
from soesmart.decide.engine.official import held_against
from soesmart.decide.engine.types import Election, Rule
from soesmart.kernel.room import Finding

_LOOKED_AT = 4_000


def knows(path: Path) -> bool:
    """A Pabulib file begins with META; the JSON names its format."""
    with path.open("rb") as file:
        beginning = file.read(_LOOKED_AT).decode("utf-8", "replace").removeprefix("\ufeff").lstrip()
    return beginning[:4].upper() == "META" or published.looks_like(beginning)


def verify(path: Path, _heads: Sequence[str], _witnesses: Sequence[str]) -> Iterable[Finding]:
    """Fits only when the ballots have the published root and the same projects come out as the file says."""
    raw = path.read_bytes()
    try:
        if raw.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{":
            told = published.read(raw)
            return (_root(told.ballots, told.root), *_recounted(told.election, told.rule))
        election = pb.read(raw)
        rule, warnings = rule_of(election)
        return (
            *(Finding(True, warning) for warning in warnings),
            *_root_of_file(election),
            *_recounted(election, rule),
        )
    except (pb.BadFile, published.BadDownload, Refused) as error:
        return (Finding(False, str(error)),)


def _root_of_file(election: Election) -> Iterator[Finding]:
    """Files of other houses tell no root."""
    root, form = (election.meta.get(name, "") for name in (tally.BOX_ROOT, tally.BOX_FORM))
    if root and form in tuple(Form):
        yield _root(tally.opened(Form(form), election), root)


def _root(ballots: tally.Opened, root: str) -> Finding:
    own = tally.box_root(ballots)
    if own == root:
        return Finding(True, f"the {len(ballots)} ballots have the root that was published: {root}")
    return Finding(
        False,
        f"the ballots are not those of the published root: {own} instead of {root or 'none'}."
        " A ballot was changed, added or taken away.",
    )


def _recounted(election: Election, rule: Rule) -> Iterator[Finding]:
    result = count(election, rule)
    official = held_against(election, result)
    names = ", ".join(election.projects[at].id for at in result.winners) or "none"
    yield from (Finding(True, warning) for warning in result.warnings)
    yield Finding(True, f"counted by {described(rule)}: {names}")
    yield Finding(official.verdict in ("agrees", "unconfirmed"), official.text)
