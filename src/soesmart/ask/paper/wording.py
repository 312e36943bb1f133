# SPDX-License-Identifier: EUPL-1.2
"""The words on a card, in the language it is printed in."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from soesmart.ask.paper.types import Order
from soesmart.ask.words import kind_name


def texts(order: Order, address: str) -> dict[str, str]:
    """Every printed text by the name of its area; `address` is where codes are opened."""
    house = settings.SOESMART
    with translation.override(order.language):
        town = house["town.name"]
        slip = [_("Bitte abtrennen und behalten. Mit diesem Code sehen Sie, was daraus wird.")]
        if house["town.phone"]:
            slip.append(_("Ohne Internet: Telefon %s") % house["town.phone"])
        following = [
            _("So geht es weiter: Wir tippen Ihren Text ab. Er steht dann ohne Ihren Namen im Internet."),
            _("Bitte schreiben Sie keine Namen und keine Telefonnummern."),
            _("Das Bild der Karte löschen wir %(days)s Tage nach dem Abtippen.")
            % {"days": house["paper.keep_days"]},
        ]
        if house["town.address"]:
            following.append(_("Abgeben oder schicken an: %s") % house["town.address"])
        return {
            "document": _("Fragekarten"),
            "town": _("Meine Frage an %(town)s") % {"town": town},
            "title": order.question or _("Was fehlt hier?"),
            "lede": _("Ihre Frage, Ihr Problem oder Ihre Idee."),
            "how": _(
                "Bitte ein Kästchen ankreuzen. Verkreuzt? Das Kästchen ganz ausmalen, ein anderes nehmen."
            ),
            "places": _("Wo? Bitte einen Ort ankreuzen oder darunter aufschreiben."),
            "place": _("Wo? Ort oder Straße"),
            "text": _("Schreiben Sie hier, am besten in Druckschrift."),
            "next": " ".join(following),
            "slip_title": _("Ihr Beleg"),
            "slip": " ".join(slip),
            "address": address,
            "qr": _("Für die Stadt: Code zum Einlesen"),
            "slip_qr": _("Code für Ihr Telefon"),
            **{f"kind.{kind}": kind_name(kind) for kind in ("question", "problem", "idea")},
        }
