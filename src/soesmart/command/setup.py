# SPDX-License-Identifier: EUPL-1.2
"""Starts Django for the words that need the database."""

import contextlib
import gc
import os
from collections.abc import Iterator

import django

from soesmart.command.errors import UserError


@contextlib.contextmanager
def importing() -> Iterator[None]:
    """Modules stay: looking for garbage among them costs an eighth of the start, and memory of forks."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def start() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "soesmart.conf.settings")
    with importing():
        django.setup()


def require_town() -> None:
    """Start Django on a data folder that holds a town with an up-to-date database, or say what to do."""
    from soesmart.command.folder import data_folder

    folder = data_folder()
    if not folder.is_dir():
        raise UserError(f"{folder} is not there. Make a town with `soesmart init`, or give --data DIR.")
    if not os.access(folder, os.W_OK):
        raise UserError(f"{folder} is not writable for you. Start as the user it belongs to.")
    start()
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        empty = not executor.loader.applied_migrations
        raise UserError(
            f"{folder} holds no town yet. Make one with `soesmart init`, or give --data DIR."
            if empty
            else "The database is older than this version. Make a backup, then: soesmart upgrade"
        )


def migrate() -> bool:
    """Bring the database to this version; whether there was anything to do."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    call_command("migrate", verbosity=0, interactive=False)
    return True
