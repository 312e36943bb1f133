# SPDX-License-Identifier: EUPL-1.2
"""Where and when: what tells two matters apart although their words agree."""


def same_place(here: frozenset[str], others: frozenset[str], said: frozenset[str]) -> bool:
    """False when a text about the settlements `said` cannot answer a question about the asked ones.

    `here` are villages of the town, `others` lie outside. A text that names none speaks of the whole
    town: that may answer a question about a village, never one about another town.
    """
    asked = here | others
    return bool(asked & said) if asked and said else not others
