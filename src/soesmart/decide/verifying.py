# SPDX-License-Identifier: EUPL-1.2
"""What `soesmart verify FILE` does with a published vote: count it again by its own rule and seed."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from soesmart.decide.engine import pb
from soesmart.decide.engine.counting import Refused, count
from soesmart.decide.engine.headers import described, rule_of
from soesmart.decide.engine.official import held_against
from soesmart.kernel.room import Finding

_LOOKED_AT = 4_000


def knows(path: Path) -> bool:
    """A Pabulib file begins with META and goes on with PROJECTS and VOTES."""
    with path.open("rb") as file:
        beginning = file.read(_LOOKED_AT).removeprefix(b"\xef\xbb\xbf").lstrip()
    return beginning[:4].upper() == b"META"


def verify(path: Path, _heads: Sequence[str], _witnesses: Sequence[str]) -> Iterable[Finding]:
    """Fits only when the same projects come out as the file says."""
    try:
        return _findings(path)
    except (pb.BadFile, Refused) as error:
        return (Finding(False, str(error)),)


def _findings(path: Path) -> Iterable[Finding]:
    election = pb.read(path.read_bytes())
    rule, warnings = rule_of(election)
    result = count(election, rule)
    official = held_against(election, result)
    names = ", ".join(election.projects[at].id for at in result.winners) or "none"
    return (
        *(Finding(True, warning) for warning in (*warnings, *result.warnings)),
        Finding(True, f"counted by {described(rule)}: {names}"),
        Finding(official.verdict in ("agrees", "unconfirmed"), official.text),
    )
