# SPDX-License-Identifier: EUPL-1.2
"""The tables of an empty database, made from the models as they are today.

A hundred migrations one after the other take five seconds, most of them for the models as they once were.
That both ways lead to the same tables is a test's duty. Here no migration's own code runs: whatever acts on
rows finds none, and what shapes a table (triggers, order of rows) is put there after every migration.
"""

from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import router, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor


def wanted(connection: BaseDatabaseWrapper) -> bool:
    return not connection.introspection.table_names()


def make(connection: BaseDatabaseWrapper) -> None:
    """All tables and all that follows a migration, or nothing at all."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    with connection.constraint_checks_disabled(), transaction.atomic(using=connection.alias):
        emit_pre_migrate_signal(0, False, connection.alias, apps=apps, plan=plan)
        _create(connection)
        executor.recorder.ensure_schema()
        executor.recorder.migration_qs.bulk_create(
            executor.recorder.Migration(app=one.app_label, name=one.name) for one, _ in plan
        )
        emit_post_migrate_signal(0, False, connection.alias, apps=apps, plan=plan)


def _create(connection: BaseDatabaseWrapper) -> None:
    with connection.schema_editor() as editor:
        for config in apps.get_app_configs():
            if config.models_module is None:
                continue
            for model in router.get_migratable_models(config, connection.alias, include_auto_created=False):
                if model._meta.can_migrate(connection):
                    editor.create_model(model)
