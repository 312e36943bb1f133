# SPDX-License-Identifier: EUPL-1.2
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.translation import override

from soesmart.trials.queries.rows import trials
from soesmart.trials.views.pages import shown


def panel(project: UUID, language: str) -> str:
    """ "Hat es geholfen?" under a project, also when nobody tried."""
    with override(language):
        return render_to_string("trials/panel.html", {"trials": [shown(row) for row in trials(project)]})
