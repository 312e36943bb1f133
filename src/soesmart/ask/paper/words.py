# SPDX-License-Identifier: EUPL-1.2
"""The interface's words for doubts."""

from django.utils.translation import gettext as _

from soesmart.ask.words import kind_name


def doubt_text(reason: str, about: str) -> str:
    """What is doubtful, and so what to look at."""
    group, _dot, value = about.partition(".")
    what = kind_name(value) if group == "kind" and value else value
    return {
        "no_code": _("Der Code ist nicht zu lesen."),
        "unknown_layout": _("Dieser Aufbau der Karte ist nicht bekannt."),
        "corner_missing": _("Eine Ecke der Karte fehlt."),
        "bent": _("Die Karte ist stark gewellt."),
        "blurred": _("Das Bild ist unscharf."),
        "box": _("Kästchen unklar: %(what)s") % {"what": what},
        "filled_alone": _("Kästchen ausgemalt, kein anderes angekreuzt: %(what)s") % {"what": what},
        "several": _("Mehrere Kästchen angekreuzt."),
        "no_text": _("Im Textfeld ist keine Schrift zu sehen."),
        "foreign": _("Der Code gehört zu keiner gedruckten Karte."),
        "again": _("Von dieser Karte gibt es mehrere Bilder."),
        "nothing": _("Auf dem Bild ist keine Karte zu erkennen."),
        "part": _("Auf dem Bild ist noch ein Teil einer Karte."),
    }.get(reason, reason)
