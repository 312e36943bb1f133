# SPDX-License-Identifier: EUPL-1.2
"""A result in words and as JSON. The keys are part of the interface: docs/reference/count.md."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from soesmart.decide.engine.counting import Refused, count
from soesmart.decide.engine.explaining import achieved
from soesmart.decide.engine.headers import described
from soesmart.decide.engine.official import Official
from soesmart.decide.engine.types import Count, Election, Rule, Verdict


def as_json(election: Election, result: Count, official: Official) -> dict[str, Any]:
    """Everything about a result, in plain JSON types; money in units, not in cents."""
    ids = [project.id for project in election.projects]
    return {
        "rule": rule_json(result.rule),
        "winners": [ids[p] for p in result.winners],
        "spent": amount(election, result.spent),
        "budget": amount(election, election.budget),
        "currency": election.currency,
        "ballots": election.ballots.n,
        "vote_type": election.vote_type,
        "share": number(result.share),
        "runs": result.runs,
        "skipped": result.skipped,
        "nothing_funded": result.nothing_funded,
        "supporting": result.supporting,
        "projects": [project_json(election, result, verdict) for verdict in result.verdicts],
        "ties": [
            {"round": tie.round, "projects": [ids[p] for p in tie.projects], "winner": ids[tie.winner]}
            for tie in result.ties
        ],
        "official": {
            "verdict": official.verdict,
            "text": official.text,
            "winners": [ids[p] for p in official.winners],
            "only_official": [ids[p] for p in official.only_official],
            "only_counted": [ids[p] for p in official.only_counted],
            "doubts": list(official.doubts),
            "like": official.like,
        },
        "warnings": [*election.notes, *result.warnings, *_ties(election, result)],
    }


def rule_json(rule: Rule) -> dict[str, Any]:
    return {
        "method": rule.method,
        "utility": rule.utility,
        "completion": rule.completion,
        "seed": rule.seed,
        "skip": rule.skip,
        "comparison": rule.comparison,
        "limits": rule.keep_limits,
        "without": list(rule.without),
        "text": described(rule),
    }


def number(value: Fraction) -> int | float:
    return value.numerator if value.denominator == 1 else float(value)


def amount(election: Election, money: int) -> int | float:
    return number(Fraction(money, election.scale))


def _ties(election: Election, result: Count) -> Iterator[str]:
    how = f'by lot with the seed "{result.rule.seed}"' if result.rule.seed else "by id, for want of a seed"
    for tie in result.ties:
        names = ", ".join(election.projects[p].id for p in tie.projects)
        yield f"Round {tie.round}: {names} are equal; {election.projects[tie.winner].id} comes first {how}."


def project_json(election: Election, result: Count, verdict: Verdict) -> dict[str, Any]:
    project, tip = election.projects[verdict.project], verdict.tip
    row: dict[str, Any] = {
        "id": project.id,
        "name": project.name,
        "cost": amount(election, project.cost),
        "votes": verdict.votes,
        "score": number(verdict.points),
        "funded": verdict.funded,
        "round": verdict.round,
        "why": verdict.why,
        "reason": reason(election, result, verdict),
    }
    if verdict.funded and verdict.payers:
        row |= {
            "payers": verdict.payers,
            "paid_most": round(float(verdict.paid_most), 6),
            "paid_less": verdict.in_full,
        }
    if not verdict.funded:
        row["tip"] = {
            "more_supporters": tip.more_supporters,
            "more_points": None if tip.more_points is None else number(tip.more_points),
            "cheaper_by": None if tip.cheaper_by is None else amount(election, tip.cheaper_by),
            "money_missing": None if tip.money_missing is None else amount(election, tip.money_missing),
            "certain": tip.certain,
        }
        if verdict.against is not None:
            row["against"] = election.projects[verdict.against].id
    return row


def reason(election: Election, result: Count, verdict: Verdict) -> str:
    """One sentence: why it was funded or not."""
    unit = f" {election.currency}" if election.currency else ""
    if verdict.funded:
        return _why_funded(result, verdict, unit)
    other = "" if verdict.against is None else election.projects[verdict.against].id
    texts: Mapping[str, str] = {
        "no-support": "No ballot supports it."
        if not verdict.votes
        else "More points against it than for it.",
        "below-threshold": f"Fewer than the {number(election.threshold)} votes or points that are needed.",
        "left-out": "Left out of the count.",
        "too-expensive": "It costs more than the whole budget.",
        "limit": f"With {other} funded, the limit of its category or district leaves too little.",
        "exclusive": f"{other} is funded, and only one of the two can be.",
        "stopped": "The count ended before its turn"
        + (f", at {other}, which no longer fitted." if other else "."),
        "no-money-left": "It does not fit into the money that is left."
        + (f" {other} took the last place it could have had." if other else ""),
        "not-affordable": "Its supporters do not have enough left together.",
    }
    text = texts[verdict.why]
    if verdict.tip.money_missing is not None:
        text += f" They lack {amount(election, verdict.tip.money_missing):,}{unit}."
    return text


def _why_funded(result: Count, verdict: Verdict, unit: str) -> str:
    if verdict.why == "free":
        return "It costs nothing and is supported."
    if verdict.why == "completed":
        return "Funded with money left over, because it has the most votes or points of those that fit."
    if result.rule.method == "greedy":
        return "It had its turn by votes or points while the money lasted."
    text = f"{verdict.payers} supporters paid at most {float(verdict.paid_most):,.2f}{unit} each"
    if verdict.in_full:
        text += f"; {verdict.in_full} of them gave all they had left, which was less"
    return text + "."


def of_ballot(election: Election, result: Count, name: str) -> dict[str, Any]:
    """What a ballot achieved, by its voter_id."""
    if name not in election.ballots.ids:
        raise Refused(f'--ballot: the file has no voter_id "{name}".')
    at = election.ballots.ids.index(name)
    return {
        "id": name,
        "funded": [
            {"project": election.projects[row.project].id, "paid": row.paid} for row in achieved(result, at)
        ],
    }


def side_by_side(election: Election, rule: Rule) -> list[dict[str, Any]]:
    """The usual rules on the same ballots: what each funds, and how many ballots get nothing."""
    points = election.vote_type != "approval"
    plain = replace(rule, comparison=False, skip=True, utility="points" if points else "cost")
    rows = []
    for method, completion in (
        ("greedy", "none"),
        ("equal-shares", "none"),
        ("equal-shares", "add1"),
        ("equal-shares", "add-opt"),
        ("equal-shares", "then-votes"),
        ("phragmen", "none"),
        ("phragmen", "then-votes"),
    ):
        result = count(election, replace(plain, method=method, completion=completion))  # type: ignore[arg-type]
        rows.append(
            {
                "rule": described(result.rule),
                "winners": [election.projects[p].id for p in result.winners],
                "spent": amount(election, result.spent),
                "nothing_funded": result.nothing_funded,
                "supporting": result.supporting,
            }
        )
    return rows


def as_text(told: Mapping[str, Any]) -> str:
    """The result for people at a terminal."""
    unit = f" {told['currency']}" if told["currency"] else ""
    lines = [
        f"{told['file']}",
        f"Rule: {told['rule']['text']} ({told['rule']['source']})",
        f"Ballots: {told['ballots']:,} ({told['vote_type']}). Budget {told['budget']:,}{unit},"
        f" spent {told['spent']:,}{unit} on {len(told['winners'])} of {len(told['projects'])} projects.",
        f"Winners: {', '.join(told['winners']) or 'none'}",
        f"Nothing funded of what they support: {told['nothing_funded']:,} of {told['supporting']:,} ballots.",
    ]
    if told["runs"] > 1:
        proven = f", and {told['skipped']:,} budgets proven to come out the same" if told["skipped"] else ""
        lines.append(
            f"Counted {told['runs']:,} times{proven};"
            f" every ballot could spend {told['share']:,.2f}{unit} in the end."
        )
    lines.append(f"Official result: {told['official']['text']}")
    lines += [f"Note: {warning}" for warning in told["warnings"]]
    lines.append("")
    funded = sorted((row for row in told["projects"] if row["funded"]), key=lambda row: row["round"])
    for row in (*funded, *(row for row in told["projects"] if not row["funded"])):
        lines += _project_lines(row, unit)
    if "ballot" in told:
        lines += ["", f"Ballot {told['ballot']['id']}:"]
        lines += [
            f"  {row['project']}" + ("" if row["paid"] is None else f": {row['paid']:,.2f}{unit}")
            for row in told["ballot"]["funded"]
        ] or ["  nothing it supports was funded"]
    for row in told.get("side_by_side", ()):
        lines.append(
            f"{row['rule']}: {len(row['winners'])} projects, {row['spent']:,}{unit},"
            f" {row['nothing_funded']:,} ballots with nothing"
        )
    return "\n".join(lines)


def _project_lines(row: Mapping[str, Any], unit: str) -> Iterator[str]:
    mark = "✓" if row["funded"] else "–"
    score = f", {row['score']:,} points" if row["score"] != row["votes"] else ""
    yield f"{mark} {row['id']} {row['name']} ({row['cost']:,}{unit}, {row['votes']:,} votes{score})"
    yield f"    {row['reason']}"
    tip = row.get("tip") or {}
    words = [
        f"{tip['more_supporters']:,} more supporters" if tip.get("more_supporters") else "",
        f"{tip['more_points']:,} more points" if tip.get("more_points") else "",
        f"a cost lower by {tip['cheaper_by']:,}{unit}" if tip.get("cheaper_by") else "",
    ]
    if any(words):
        sure = "" if tip["certain"] else " at least"
        yield f"    Needed{sure}: {' or '.join(word for word in words if word)}."
