# SPDX-License-Identifier: EUPL-1.2
"""Run as a process of its own, to be killed: `notes.py migrate | write NAME COUNT | sequence | verify`."""

import sys

from soesmart.command.setup import start


def write(name: str, count: str) -> None:
    """A line on standard output is the acknowledgement: what it names must never be lost."""
    from django.db import transaction

    from soesmart.kernel.log.actions import stage

    for version in range(int(count)):
        with transaction.atomic():
            stage("note", name, version, {}, {"text": name})
        print(name, version, flush=True)


def sequence() -> None:
    from soesmart.kernel.log.actions import integrate

    while True:
        if leaves := integrate(limit=3):
            print("took", leaves, flush=True)


def verify() -> None:
    from soesmart.kernel.log.checks import verify as findings
    from soesmart.kernel.log.models import Leaf
    from soesmart.kernel.log.tasks import publish_head

    publish_head()
    for finding in findings():
        print("fits" if finding.ok else "WRONG", finding.text)
    for subject, version in Leaf.objects.filter(kind="note").values_list("subject", "version"):
        print("leaf", subject, version)


def migrate() -> None:
    from django.core.management import call_command

    from soesmart.kernel.log.actions import integrate

    call_command("migrate", verbosity=0)
    integrate()


if __name__ == "__main__":
    start()
    from django.conf import settings

    from soesmart.kernel.room import LogKind, Room

    settings.SOESMART_ROOMS += (Room("notes", "notes", log_kinds=(LogKind("note", "a note"),)),)
    globals()[sys.argv[1]](*sys.argv[2:])
