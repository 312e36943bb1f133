# SPDX-License-Identifier: EUPL-1.2
"""Django's makemessages, with the names by which this code calls gettext besides the usual ones.

`--no-suggestions` leaves a changed text empty instead of looking for the most similar one: that takes half as
long.
"""

import sys

from django.core.management.commands.makemessages import Command

ALIASES = ("lazy",)
"""xgettext knows functions by name only: a text behind any other name would silently stay German."""


class Collect(Command):
    xgettext_options = [*Command.xgettext_options, *(f"--keyword={name}" for name in ALIASES)]  # noqa: RUF012


class WithoutSuggestions(Collect):
    msgmerge_options = [*Command.msgmerge_options, "--no-fuzzy-matching"]  # noqa: RUF012


if __name__ == "__main__":
    if without := "--no-suggestions" in sys.argv:
        sys.argv.remove("--no-suggestions")
    (WithoutSuggestions if without else Collect)().run_from_argv([sys.argv[0], "makemessages", *sys.argv[1:]])
