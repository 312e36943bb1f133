# SPDX-License-Identifier: EUPL-1.2
"""Which rule a file asks for, and what its header lacks."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from soesmart.decide.engine.sheets import rule_from
from soesmart.decide.engine.types import Completion, Election, Method, Rule, Utility

TOWN_DEFAULT: Final = Rule()
"""Used where a file names no rule: equal shares, add1."""

_KNOWN: Final[Mapping[str, tuple[Method, Completion, bool, bool]]] = {
    "greedy": ("greedy", "none", True, False),
    "greedy-no-skip": ("greedy", "none", False, False),
    "greedy-threshold": ("greedy", "none", True, False),
    "greedy-exclusive": ("greedy", "none", True, False),
    "equalshares": ("equal-shares", "none", True, False),
    "equalshares/add1": ("equal-shares", "add1", True, False),
    "equalshares-comparison": ("equal-shares", "none", True, True),
    "equalshares/add1-comparison": ("equal-shares", "add1", True, True),
    "phragmen": ("phragmen", "none", True, False),
}
"""Pabulib's names: method, completion, whether greedy skips, whether greedy may win by comparison."""

_MISSING: Final = re.compile(
    r"not (?:the )?original data|incomplete|missing|removed|ambigu|weight|"
    r"not available|no data|unavailable|not included|lack(?:s|ing)?\b|"
    r"only (?:a )?(?:part|sample)|partial data|subset|sampled|reconstruct|estimated|approximat|could not be",
    re.IGNORECASE,
)
_REMARK: Final = re.compile(r"#\d+:\s*")


def rule_of(election: Election, default: Rule = TOWN_DEFAULT) -> tuple[Rule, tuple[str, ...]]:
    """The rule the header names, else the town's default; and warnings."""
    meta = election.meta
    seed = meta.get("seed", "") or meta.get("rule_seed", "")
    parts = (meta.get("rule", ""), meta.get("rule_utility", ""), meta.get("rule_completion", ""))
    own = rule_from(meta.get("count", "") or "/".join(parts), seed, meta.get("percent", ""))
    if own is not None:
        return own, ()
    default = replace(default, seed=seed or default.seed)
    utility = default_utility(election)
    said = election.meta.get("rule", "").strip()
    name = re.sub(r"[\s_]+", "-", said.lower())
    known = _KNOWN.get(name)
    if known is None:
        town = replace(default, utility=utility if election.vote_type != "approval" else default.utility)
        why = f'names the rule "{said}", which says too little' if said else "names no rule"
        return town, (f"The header {why}; counted by the town's default: {described(town)}.",)
    method, completion, skip, comparison = known
    rule = replace(
        default,
        method=method,
        completion=completion,
        skip=skip,
        comparison=comparison,
        utility=utility if method != "phragmen" else "cost",
    )
    if method == "greedy" and election.meta.get("leftover_budget") and election.limits:
        rule = replace(rule, completion="then-votes")
    warnings: tuple[str, ...] = ()
    if name == "greedy-exclusive" and not election.exclusive:
        warnings = (
            "The header says that some projects exclude each other, but not which; none is taken out.",
        )
    return rule, warnings


def default_utility(election: Election) -> Utility:
    """Points where ballots give points or ranks, else the cost of what a ballot approves."""
    return "cost" if election.vote_type == "approval" else "points"


def described(rule: Rule) -> str:
    """The rule in a few words."""
    words = [rule.method, f"{rule.utility} utility"]
    if rule.method == "greedy":
        words[1] = {"cost": "by votes", "cardinality": "by votes per cost", "points": "by points"}[
            rule.utility
        ]
    if rule.method == "phragmen":
        words.pop()
    if not rule.skip:
        words.append("ends at the first that does not fit")
    if rule.completion != "none":
        words.append(rule.completion)
    if rule.comparison:
        words.append("compared with greedy")
    return ", ".join(words)


def missing(meta: Mapping[str, str]) -> tuple[str, ...]:
    """Remarks of the header that data or weights are missing: then nothing here can confirm the result."""
    remarks = _REMARK.split(meta.get("comment", ""))
    return tuple(remark.strip() for remark in remarks if _MISSING.search(remark))
