# SPDX-License-Identifier: EUPL-1.2
"""Phases, rules and reasons in the words of the pages."""

from django.utils.translation import gettext as _

from soesmart.decide.types import Council, Phase, Way


def phase_word(phase: str) -> str:
    return {
        Phase.COLLECT: _("Ideen sammeln"),
        Phase.CHECK: _("wird geprüft"),
        Phase.VOTE: _("Sie können abstimmen"),
        Phase.COUNT: _("wird ausgezählt"),
        Phase.RESULT: _("Ergebnis steht fest"),
        Phase.FOLLOW_UP: _("Rat hat entschieden"),
    }[Phase(phase)]


def steps() -> tuple[tuple[Phase, str], ...]:
    """The way of a vote, one word each."""
    return (
        (Phase.COLLECT, _("Sammeln")),
        (Phase.CHECK, _("Prüfen")),
        (Phase.VOTE, _("Abstimmen")),
        (Phase.COUNT, _("Zählen")),
        (Phase.RESULT, _("Ergebnis")),
        (Phase.FOLLOW_UP, _("Was daraus wird")),
    )


def rule_word(rule: str) -> str:
    return {
        "equal-shares": _("Gleiche Anteile"),
        "phragmen": _("Phragmén"),
        "greedy": _("Meiste Stimmen zuerst"),
    }.get(rule, rule)


def way_word(way: str) -> str:
    return {Way.ONLINE: _("online"), Way.STALL: _("am Stand"), Way.PAPER: _("auf Papier")}[Way(way)]


def council_word(council: str) -> str:
    return {
        Council.OPEN: _("Der Rat hat noch nicht entschieden."),
        Council.ADOPTED: _("Der Rat ist der Empfehlung gefolgt."),
        Council.CHANGED: _("Der Rat hat die Empfehlung geändert."),
        Council.REJECTED: _("Der Rat ist der Empfehlung nicht gefolgt."),
    }[Council(council)]


def outcome_word(outcome: str) -> str:
    return {
        "planned": _("geplant"),
        "running": _("läuft"),
        "done": _("fertig"),
        "stopped": _("wird nichts"),
    }.get(outcome, "")
