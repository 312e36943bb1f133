# SPDX-License-Identifier: EUPL-1.2
"""A result in words and numbers, ready to be shown, quoted and exported."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from soesmart.decide.engine.box.ballots import Form
from soesmart.decide.types import OptionView, Phase, VoteView
from soesmart.decide.words import outcome_word, way_word
from soesmart.kernel.cents import Cents, format_euros


@dataclass(frozen=True, slots=True)
class ResultRow:
    option: OptionView
    title: str
    funded: bool
    votes: int
    amount: str
    """What was given to it in all, where money or points were given."""
    cost: str
    why: str
    plain: bool
    """Whether plain counting would have funded it."""
    outcome: str


@dataclass(frozen=True, slots=True)
class Result:
    headline: str
    sentence: str
    rows: tuple[ResultRow, ...]
    ballots: int
    ways: tuple[tuple[str, str, int], ...]
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    nothing_funded: int
    plain_nothing_funded: int
    warnings: tuple[str, ...]
    villages: tuple[Mapping[str, Any], ...]
    titles: Mapping[str, str]


def euros(cents: int) -> str:
    """Whole euros where there are no cents."""
    return format_euros(Cents(cents)).replace(",00\N{NO-BREAK SPACE}", "\N{NO-BREAK SPACE}")


def result_of(vote: VoteView) -> Result | None:
    """None until the result stands."""
    told = vote.result
    if vote.phase not in (Phase.RESULT, Phase.FOLLOW_UP) or "winners" not in told:
        return None
    language = get_language() or "de"
    titles = {option.number: option.title.in_language(language)[0] for option in vote.options}
    won, plain = set(told["winners"]), set(told["plain"]["winners"])
    rows = sorted((_row(vote, option, titles) for option in vote.options), key=_order(told))
    return Result(
        headline=ngettext(
            "%(number)s Projekt wird empfohlen", "%(number)s Projekte werden empfohlen", len(won)
        )
        % {"number": len(won)},
        sentence=_sentence(vote),
        rows=tuple(rows),
        ballots=told["ballots"],
        ways=tuple((way_word(way), batch, number) for way, batch, number in told["ways"]),
        gained=tuple(titles[number] for number in told["winners"] if number not in plain),
        lost=tuple(titles[number] for number in told["plain"]["winners"] if number not in won),
        nothing_funded=told["nothing_funded"],
        plain_nothing_funded=told["plain"]["nothing_funded"],
        warnings=_warnings(told),
        villages=tuple(told.get("villages", ())),
        titles=titles,
    )


def _order(told: Mapping[str, Any]) -> Any:
    place = {number: at for at, number in enumerate(told["winners"])}
    return lambda row: (row.option.number not in place, place.get(row.option.number, 0), -row.votes)


def _sentence(vote: VoteView) -> str:
    told = vote.result
    return _(
        "%(ballots)s Menschen haben abgestimmt. Die Projekte kosten zusammen %(spent)s von %(budget)s."
    ) % {
        "ballots": told["ballots"],
        "spent": euros(told["spent"]),
        "budget": euros(vote.budget),
    }


def _row(vote: VoteView, option: OptionView, titles: Mapping[str, str]) -> ResultRow:
    told = vote.result
    number = option.number
    total = told["sums"].get(number, 0)
    amount = "" if vote.form == Form.APPROVAL else euros(total) if vote.form == Form.MONEY else str(total)
    return ResultRow(
        option=option,
        title=titles[number],
        funded=number in told["winners"],
        votes=told["votes"].get(number, 0),
        amount=amount,
        cost=euros(option.cost),
        why=_why(told["why"].get(number, {}), titles),
        plain=number in told["plain"]["winners"],
        outcome=outcome_word(option.outcome),
    )


def _why(reason: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    """One or two sentences: why, and what would have tipped it."""
    words = {
        "funded": _("Die Menschen, die es wollen, hatten zusammen genug Geld."),
        "completed": _("Es kam dazu, weil am Ende noch Geld übrig war."),
        "free": _("Es kostet nichts."),
        "no-support": _("Niemand hat dafür gestimmt."),
        "below-threshold": _("Es hat zu wenige Stimmen für die Mindestzahl."),
        "left-out": _("Es wurde nicht mitgezählt."),
        "too-expensive": _("Es kostet mehr, als zu verteilen ist."),
        "not-affordable": _("Die Menschen, die es wollen, hatten zusammen nicht genug Geld."),
        "limit": _("Die Grenze für seine Gruppe war erreicht."),
        "exclusive": _("Ein anderes Projekt derselben Gruppe war stärker."),
        "no-money-left": _("Das Geld war vorher verteilt."),
        "stopped": _("Das Zählen war vorher zu Ende."),
    }
    text = [words.get(str(reason.get("why", "")), "")]
    if reason.get("payers") and reason.get("paid_most"):
        text.append(
            _("%(payers)s haben bezahlt, höchstens %(most)s je Person.")
            % {"payers": reason["payers"], "most": euros(reason["paid_most"])}
        )
    if reason.get("against"):
        text.append(_("Vorgezogen wurde: %(title)s.") % {"title": titles[reason["against"]]})
    if reason.get("more_supporters"):
        text.append(
            ngettext(
                "%(number)s Stimme mehr hätte gereicht.",
                "%(number)s Stimmen mehr hätten gereicht.",
                reason["more_supporters"],
            )
            % {"number": reason["more_supporters"]}
        )
    if reason.get("cheaper_by"):
        text.append(_("Um %(amount)s billiger, und es wäre dabei.") % {"amount": euros(reason["cheaper_by"])})
    return " ".join(part for part in text if part)


def _warnings(told: Mapping[str, Any]) -> tuple[str, ...]:
    found: list[str] = []
    if told.get("unreadable"):
        found.append(
            _("%(number)s Stimmzettel in der Urne waren verändert und zählen nicht.")
            % {"number": told["unreadable"]}
        )
    if told.get("invalid"):
        found.append(
            _("%(number)s Stimmzettel waren ungültig und zählen nicht.") % {"number": told["invalid"]}
        )
    if told.get("more_than_roll"):
        found.append(
            _(
                "In der Urne lagen %(number)s Stimmen mehr, als es Codes gibt. "
                "Dieses Ergebnis ist nicht gültig."
            )
            % {"number": told["more_than_roll"]}
        )
    found += [_turned(batch, reason, number) for batch, reason, number in told.get("turned", ())]
    if told.get("replaced"):
        found.append(
            _(
                "%(number)s schon veröffentlichte Prüfwerte sind nicht mehr dabei: "
                "Diese Stimmen wurden geändert."
            )
            % {"number": told["replaced"]}
        )
    return tuple(found)


def _turned(batch: str, reason: str, number: int) -> str:
    reasons = {
        "again": _("mit dem Code war schon abgestimmt"),
        "code": _("Code unbekannt"),
        "closed": _("zu spät"),
        "ballot": _("Stimmzettel ungültig"),
        "unreadable": _("nicht lesbar"),
    }
    return _("%(batch)s: %(number)s nicht gezählt (%(reason)s).") % {
        "batch": batch or _("Ohne Namen"),
        "number": number,
        "reason": reasons.get(reason, reason),
    }
