# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Sequence
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.translation import override

from soesmart.kernel.room import Node
from soesmart.trials.queries.rows import trials_of
from soesmart.trials.views.pages import shown


def panel(project: UUID, language: str, later: Sequence[Node]) -> str:
    """ "Hat es geholfen?" under a project, also when nobody tried."""
    linked = [node.id for node in later if node.kind == "trials.trial"]
    with override(language):
        own = [shown(row) for row in trials_of(project, linked)]
        return render_to_string("trials/panel.html", {"trials": own})
