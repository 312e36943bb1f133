# SPDX-License-Identifier: EUPL-1.2
"""How the team's pages say a relation, from either end."""

from django.utils.translation import gettext_lazy as _

_FORWARD = {
    "leads_to": _("führt zu"),
    "measured_by": _("wird gemessen an"),
    "funds": _("wird bezahlt aus"),
    "tests": _("wird erprobt in"),
    "decides": _("wird entschieden in"),
    "merged_into": _("ging auf in"),
    "copied_from": _("ist Vorlage für"),
}
_BACK = {
    "leads_to": _("kommt von"),
    "measured_by": _("misst"),
    "funds": _("bezahlt"),
    "tests": _("erprobt"),
    "decides": _("entscheidet über"),
    "merged_into": _("nahm auf"),
    "copied_from": _("ist abgeschaut von"),
}


def relation_name(relation: str, *, forward: bool) -> str:
    return str((_FORWARD if forward else _BACK)[relation])
