# SPDX-License-Identifier: EUPL-1.2
"""Reasons for not publishing that moderators give with one key; each with the ground it rests on."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from soesmart.ask.types_moderation import Ground


@dataclass(frozen=True, slots=True)
class Prepared:
    key: str
    """The digit that gives it."""
    name: object
    """For the button."""
    text: object
    """Public, in the place of the text."""
    ground: Ground


PREPARED: tuple[Prepared, ...] = (
    Prepared(
        "1",
        gettext_lazy("Beleidigung"),
        gettext_lazy("Der Text verletzt andere Menschen."),
        Ground.RULES,
    ),
    Prepared(
        "2",
        gettext_lazy("Persönliches"),
        gettext_lazy(
            "Der Text nennt Menschen, die sich nicht selbst geäußert haben, oder wie man sie findet."
        ),
        Ground.LAW,
    ),
    Prepared(
        "3",
        gettext_lazy("Gesetz"),
        gettext_lazy("Der Inhalt verstößt gegen ein Gesetz."),
        Ground.LAW,
    ),
    Prepared(
        "4",
        gettext_lazy("Werbung"),
        gettext_lazy("Der Text ist Werbung."),
        Ground.RULES,
    ),
    Prepared(
        "5",
        gettext_lazy("Nicht unsere Stadt"),
        gettext_lazy("Der Text hat mit der Stadt nichts zu tun."),
        Ground.RULES,
    ),
    Prepared(
        "6",
        gettext_lazy("Unleserlich"),
        gettext_lazy("Der Text ergibt keinen lesbaren Sinn."),
        Ground.RULES,
    ),
)


def prepared(key: str) -> Prepared | None:
    return next((one for one in PREPARED if one.key == key), None)
