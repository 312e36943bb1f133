# SPDX-License-Identifier: EUPL-1.2
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.translation import override

from soesmart.thread.facade import NodeRef, around
from soesmart.trials.queries.rows import trials
from soesmart.trials.views.pages import shown


def panel(project: UUID, language: str) -> str:
    """ "Hat es geholfen?" under a project, also when nobody tried."""
    linked = {
        near.node.id
        for near in around(NodeRef("projects.project", project)).later.shown
        if near.stop == "trial"
    }
    with override(language):
        own = [shown(row) for row in trials() if row.project == project or row.id in linked]
        return render_to_string("trials/panel.html", {"trials": own})
