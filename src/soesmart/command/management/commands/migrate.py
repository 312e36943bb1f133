# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from soesmart.command import first_tables


class Command(migrate.Command):
    """Django's own; an empty database gets today's tables at once, without the steps that led to them."""

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        whole = not any(options[name] for name in ("app_label", "plan", "check_unapplied", "fake"))
        if whole and first_tables.wanted(connection):
            first_tables.make(connection)
        else:
            super().handle(*args, **options)
