# SPDX-License-Identifier: EUPL-1.2
"""What lacks about projects: each list from one or two queries."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from django.utils.translation import gettext as _

from soesmart.kernel.room import Gap
from soesmart.projects.models import Project
from soesmart.projects.queries import reading
from soesmart.projects.types import Status
from soesmart.thread.facade import ids_after

KIND: Final = "projects.project"
OVER: Final = (Status.FINISHED, Status.STOPPED, Status.MERGED)


def alone() -> Iterator[Gap]:
    linked = ids_after(KIND, ("ask.question", "strategy.goal", "strategy.indicator"))
    rows = Project.objects.filter(published=True).exclude(status=Status.MERGED)
    for key in rows.order_by("sort", "pk").values_list("public_id", flat=True):
        if key not in linked:
            yield Gap(KIND, key, _("keine Frage und kein Ziel"))


def late() -> Iterator[Gap]:
    rows = Project.objects.filter(published=True, ends__lt=reading.today()).exclude(status__in=OVER)
    for key, ends in rows.order_by("ends", "pk").values_list("public_id", "ends"):
        yield Gap(KIND, key, _("das geplante Ende ist vorbei"), ends)


def after() -> Iterator[Gap]:
    rows = Project.objects.filter(published=True, gap=True).exclude(status__in=OVER)
    for key in rows.order_by("sort", "pk").values_list("public_id", flat=True):
        yield Gap(KIND, key, _("offen, was nach der Förderung bleibt"))


FINDERS: Final[Mapping[str, Callable[[], Iterator[Gap]]]] = {"alone": alone, "late": late, "after": after}
