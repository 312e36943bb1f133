# SPDX-License-Identifier: EUPL-1.2
"""Seeing other towns' heads, and showing them ours."""

import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from soesmart.kernel import clock
from soesmart.kernel.log.engine.audit import signed
from soesmart.kernel.log.engine.note import BadNote
from soesmart.kernel.log.engine.note import read as read_note
from soesmart.kernel.log.queries import consistency, latest_head
from soesmart.kernel.witness import keys
from soesmart.kernel.witness.engine import cosignature, request
from soesmart.kernel.witness.models import Cosignature, SeenHead

SECONDS = 20
_MOST = 20_000
Send = Callable[[str, bytes], tuple[int, str]]
"""(address, body) -> (status, text)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a witness says: 200 with its signature line, or a status and a reason."""

    status: int
    text: str
    size: int | None = None


@transaction.atomic
def see(body: str) -> Answer:
    """Co-sign a head of a log this town watches, if it continues what was seen before."""
    try:
        asked = request.read(body)
    except BadNote as error:
        return Answer(400, str(error))
    known = [key for key in settings.SOESMART["witness.logs"] if key.partition("+")[0] == asked.head.origin]
    if not known:
        return Answer(404, f"{asked.head.origin} is not watched here (setting witness.logs)")
    if not any(signed(asked.head, key) for key in known):
        return Answer(403, "the head is not signed by the key of this log")
    last = SeenHead.objects.select_for_update().filter(origin=asked.head.origin).order_by("-size").first()
    seen = request.Seen(last.size, request_root(last.root)) if last else request.Seen()
    status = request.verdict(asked, seen)
    if status != 200:
        return Answer(status, f"the last head seen here counts {seen.size} entries", seen.size)
    at = clock.now()
    line = cosignature.cosign(asked.head.note.text, keys.read(), int(at.timestamp()))
    SeenHead.objects.update_or_create(
        origin=asked.head.origin,
        size=asked.head.size,
        defaults={
            "root": asked.head.root.hex(),
            "note": f"{asked.note.rstrip()}\n{line}\n",
            "at": at,
        },
    )
    return Answer(200, f"{line}\n")


def request_root(text: str) -> bytes:
    return bytes.fromhex(text)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of asking one witness."""

    witness: str
    ok: bool
    text: str


def ask_all(send: Send | None = None) -> list[Outcome]:
    """Show the newest head to every witness of the setting `witness.ask`."""
    head = latest_head()
    if head is None:
        return []
    return [ask(one, send or post) for one in settings.SOESMART["witness.ask"]]


def ask(named: str, send: Send) -> Outcome:
    """`named`: address and public key of a witness, with a space between."""
    address, _space, key = named.strip().partition(" ")
    head = latest_head()
    if head is None:
        return Outcome(key, False, "there is no head yet")
    try:
        cosignature.read_public(key)
        if urlsplit(address).scheme not in {"https", "http"}:
            raise BadNote(f"{address} is no address of a witness")
    except BadNote as error:
        return Outcome(named, False, str(error))
    if Cosignature.objects.filter(origin=head.origin, size=head.size, witness=key).exists():
        return Outcome(key, True, "has co-signed this head")
    old = _last_size(head.origin, key)
    status, text = 0, ""
    for _try in range(2):  # once more with the size the witness names
        path = consistency(head.origin, old, head.size) if old else ()
        if path is None:
            return Outcome(key, False, f"has seen {old} entries of this log, here are {head.size}")
        status, text = send(
            f"{address.rstrip('/')}/add-checkpoint", request.write(old, path, head.note).encode()
        )
        if status != 409 or not text.strip().isdecimal() or int(text) == old:
            break
        old = int(text)
    if status != 200:
        return Outcome(key, False, f"answered {status}: {text.strip()[:200]}")
    return _keep(head.origin, head.size, head.note, key, text)


def _last_size(origin: str, key: str) -> int:
    sizes = Cosignature.objects.filter(origin=origin, witness=key).order_by("-size")
    return sizes.values_list("size", flat=True).first() or 0


def _keep(origin: str, size: int, note: str, key: str, lines: str) -> Outcome:
    line = lines.strip()
    try:
        valid = cosignature.cosigned(read_note(f"{note.rstrip()}\n{line}\n"), key)
    except BadNote:
        valid = None
    if valid is None:
        return Outcome(key, False, "answered with a signature that does not hold")
    Cosignature.objects.get_or_create(
        origin=origin, size=size, witness=key, defaults={"line": line, "at": clock.now()}
    )
    return Outcome(key, True, "has co-signed this head")


def post(address: str, body: bytes) -> tuple[int, str]:
    """Addresses come from the town's own settings; redirects are not followed."""
    asked = urllib.request.Request(  # noqa: S310
        address, body, {"Content-Type": "text/plain; charset=utf-8"}, method="POST"
    )
    try:
        with urllib.request.build_opener(_NoRedirect).open(asked, timeout=SECONDS) as answer:
            return answer.status, answer.read(_MOST).decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read(_MOST).decode("utf-8", "replace")
    except OSError as error:
        return 0, f"cannot be reached: {error}"


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_given: object) -> None:
        return None


def failures(outcomes: Iterable[Outcome]) -> list[str]:
    return [f"{one.witness.partition('+')[0]} {one.text}" for one in outcomes if not one.ok]
