# SPDX-License-Identifier: EUPL-1.2
"""Codes by mail and SMS: "weniger geheim", because whoever carries or reads the message sees the code.

All codes are made at the opening: the roll is complete before its root is published. Until it is sent, a
message lies sealed for the key of the vote. Sent, it is deleted; what nobody could send goes with the box.
"""

import time
import uuid
from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from soesmart.decide import gateway, keys
from soesmart.decide.engine.box import codes
from soesmart.decide.engine.box.phones import BadNumber, read_number
from soesmart.decide.models import Message, Roll, Vote, Wish
from soesmart.decide.rules import may_change
from soesmart.decide.types import KeysMissing, Phase, Refused
from soesmart.kernel import clock
from soesmart.kernel.envelope import BadEnvelope, open_sealed, seal
from soesmart.kernel.ids import grouped

MAIL, SMS = "mail", "sms"
_AT_ONCE = 50
"""Mails sent in one round of the schedule."""
_LONGEST = 10.0
"""Seconds of a round: other schedules wait for it."""
_WAIT_MOST = timedelta(hours=6)


def offers(vote: Vote) -> tuple[str, ...]:
    """By which ways this vote sends codes, as long as it takes wishes."""
    if not may_change(vote):
        return ()
    return tuple(
        way
        for way, offered in ((MAIL, vote.mail_codes), (SMS, vote.sms_codes and gateway.is_there()))
        if offered
    )


def wish_code(vote: Vote, way: str, address: str) -> None:
    """Note an address or a number; once, however often it is given."""
    if way not in offers(vote):
        raise Refused("way", _("Auf diesem Weg verschicken wir für diese Abstimmung keine Codes."))
    house = settings.SOESMART
    if way == SMS:
        address = _number(address, house["decide.sms_country"])
        wanted = Wish.objects.filter(vote=vote, way=SMS).exclude(address=address).count()
        if wanted >= house["decide.sms_most"]:
            raise Refused(
                "most", _("Per SMS gehen keine Codes mehr. Bitte holen Sie sich eine Karte oder einen Brief.")
            )
    Wish.objects.get_or_create(
        vote=vote, way=way, address=address.strip().lower(), defaults={"language": get_language() or "de"}
    )


def _number(text: str, country: str) -> str:
    try:
        return read_number(text, country)
    except BadNumber:
        raise Refused(
            "number",
            _("Bitte eine Handynummer mit der Vorwahl +%(country)s, zum Beispiel 0151 23456789.")
            % {"country": country},
            "address",
        ) from None


def make_message_codes(vote: Vote) -> None:
    """One code per wish, in the roll; in the same transaction the addresses go, the messages are sealed."""
    wishes = Wish.objects.filter(vote=vote).values_list("way", "address", "language")
    if not wishes:
        return
    held = keys.read(vote.pk)
    made = [(uuid.uuid4(), codes.new_code(), wish) for wish in wishes]
    names = sorted(codes.in_roll(code, held) for _key, code, _wish in made)
    Roll.objects.bulk_create([Roll(key=name, vote=vote) for name in names], batch_size=300)
    Message.objects.bulk_create(
        [
            Message(key=key, vote=vote, sealed=_sealed(vote, key, code, *wish))
            for key, code, wish in sorted(made, key=lambda one: one[0])
        ],
        batch_size=300,
    )
    vote.message_codes = len(made)
    Wish.objects.filter(vote=vote).delete()


def _sealed(vote: Vote, key: uuid.UUID, code: str, way: str, address: str, language: str) -> str:
    content = {"way": way, "to": address, "code": code, "language": language}
    return seal(vote.box_key, vote.pk, key, content)


def send_waiting() -> None:
    """A round of messages for every running vote, for the schedule. What fails waits for a later one."""
    for vote in Vote.objects.filter(phase=Phase.VOTE, messages__isnull=False).distinct():
        try:
            private = keys.read(vote.pk).private
        except KeysMissing:
            continue  # somebody may put them back
        room = {MAIL: _AT_ONCE, SMS: settings.SOESMART["decide.sms_per_minute"]}
        began = time.monotonic()
        for row in Message.objects.filter(vote=vote, due__lte=clock.now()).order_by("attempts", "key"):
            if not any(room.values()) or time.monotonic() - began > _LONGEST:
                break
            _try(vote, row, private, room)


def _try(vote: Vote, row: Message, private: str, room: dict[str, int]) -> None:
    try:
        content = open_sealed(private, row.key, row.sealed)
    except BadEnvelope:  # somebody altered it: nobody can send it any more
        row.delete()
        return
    way = str(content["way"])
    if room[way] <= 0:
        return
    room[way] -= 1
    try:
        with override(str(content["language"])):
            _SENDERS[way](vote, str(content["to"]), str(content["code"]))
    except (gateway.NotSent, OSError) as error:
        if isinstance(error, gateway.NotSent):
            room[way] = 0  # a gateway that refuses one is left in peace until the next round
        row.attempts = min(row.attempts + 1, 1000)
        row.due = clock.now() + min(timedelta(minutes=2 ** min(row.attempts, 10)), _WAIT_MOST)
        row.trouble = (str(error) if isinstance(error, gateway.NotSent) else type(error).__name__)[:60]
        row.save(update_fields=["attempts", "due", "trouble"])
        return
    row.delete()


def _mail(vote: Vote, to: str, code: str) -> None:
    text = "\n\n".join(
        [
            _("Ihr Code zum Abstimmen: %(code)s") % {"code": grouped(code)},
            *_address(vote, code),
            _("Dieser Weg ist weniger geheim als ein Brief: Wer Ihre Mails lesen kann, sieht den Code."),
        ]
    )
    send_mail(_("Ihr Code zum Abstimmen"), text, None, [to])


def _sms(vote: Vote, to: str, code: str) -> None:
    told = _("Ihr Code zum Abstimmen: %(code)s") % {"code": grouped(code)}
    gateway.send(to, " ".join([told, *_address(vote, code)]))


_SENDERS = {MAIL: _mail, SMS: _sms}


def _address(vote: Vote, code: str) -> Iterator[str]:
    """Browsers do not send what stands behind #."""
    home = settings.SOESMART["public_url"].rstrip("/")
    if home:
        yield f"{home}/mitentscheiden/{vote.slug}/stimmen/#{code}"
