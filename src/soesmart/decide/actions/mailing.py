# SPDX-License-Identifier: EUPL-1.2
"""Codes by mail: "weniger geheim", because whoever carries or reads the mail sees the code.

All codes are made at the opening: the roll is complete before its root is published.
"""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext as _

from soesmart.decide import keys
from soesmart.decide.engine.box import codes
from soesmart.decide.models import Roll, Vote, Wish
from soesmart.decide.rules import may_change
from soesmart.decide.types import Refused
from soesmart.kernel.ids import grouped

Mail = tuple[str, str]
"""Address and code."""


def wish_code(vote: Vote, email: str) -> None:
    """Note an address; once, however often it is given."""
    if not vote.mail_codes or not may_change(vote):
        raise Refused("mail", _("Für diese Abstimmung verschicken wir keine Codes per Mail."))
    Wish.objects.get_or_create(vote=vote, email=email.strip().lower())


def make_mail_codes(vote: Vote) -> list[Mail]:
    """One code per wish, in the roll; the addresses go with the same transaction."""
    wishes = list(Wish.objects.filter(vote=vote).order_by("email").values_list("email", flat=True))
    if not wishes:
        return []
    held = keys.read(vote.pk)
    mails = [(email, codes.new_code()) for email in wishes]
    names = sorted(codes.in_roll(code, held) for _email, code in mails)
    Roll.objects.bulk_create([Roll(key=name, vote=vote) for name in names], batch_size=300)
    Wish.objects.filter(vote=vote).delete()
    return mails


def send_codes(vote: Vote, mails: Sequence[Mail]) -> None:
    home = settings.SOESMART["public_url"].rstrip("/")
    for email, code in mails:
        address = f"{home}/mitentscheiden/{vote.slug}/stimmen/#{code}"
        text = _(
            "Ihr Code zum Abstimmen: %(code)s\n\n%(address)s\n\n"
            "Dieser Weg ist weniger geheim als ein Brief: Wer Ihre Mails lesen kann, sieht den Code."
        ) % {"code": grouped(code), "address": address}
        send_mail(_("Ihr Code zum Abstimmen"), text, None, [email], fail_silently=True)
