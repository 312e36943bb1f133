# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig
from django.db.models.signals import post_migrate

from soesmart.ledger import triggers


class LedgerConfig(AppConfig):
    name = "soesmart.ledger"

    def ready(self) -> None:
        post_migrate.connect(triggers.install, sender=self, dispatch_uid="soesmart.ledger.triggers")
