# SPDX-License-Identifier: EUPL-1.2
"""The one question every anonymous write asks: may this come in, and at once or after a person looked?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from soesmart.kernel import clock
from soesmart.kernel.guard import puzzle, token
from soesmart.kernel.guard.address import visitor
from soesmart.kernel.guard.errors import NotProven, TokenSpent, TooMany
from soesmart.kernel.guard.models import Knock, SpentToken

WINDOW = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Admission:
    """`proven` False: a machine may have sent this, let a person look first.

    `nonce` is a UUID4 in hex: it may name the write, so that a repeated one is recognised.
    """

    proven: bool
    nonce: str = ""


def admit(
    request: HttpRequest, purpose: str, token_text: str, solution: str = "", trap: str = ""
) -> Admission:
    """Use up a form's token. Call it in the transaction of the write, so that a failed write can be repeated.

    `trap` is what stood in the field people do not see.
    """
    form = token.read(token_text, purpose)
    with transaction.atomic():
        count_knock(request, purpose)
        _spend(form)
    return Admission(proven=not trap and puzzle.is_solved(form.nonce, form.bits, solution), nonce=form.nonce)


def admit_program(request: HttpRequest, purpose: str) -> Admission:
    """The same for the API without a key: header `Proof-Of-Work: CHALLENGE SOLUTION`, required."""
    challenge, _, solution = request.headers.get("Proof-Of-Work", "").partition(" ")
    form = token.read(challenge, purpose) if challenge else None
    if form is None or not puzzle.is_solved(form.nonce, form.bits, solution):
        raise NotProven
    with transaction.atomic():
        count_knock(request, purpose)
        _spend(form)
    return Admission(proven=True, nonce=form.nonce)


def count_knock(request: HttpRequest, purpose: str) -> None:
    """Note this write; raises TooMany when the address wrote too often in the last minutes."""
    require_few(request, purpose, settings.SOESMART["guard.writes"])
    note_knock(request, purpose)


def knocked(purpose: str, visitors: Collection[str]) -> tuple[str, list[str]]:
    """SQL for who of these has knocks at all, and its values: nearly always nobody, so it is asked along with
    something else, and `require_few` only of those."""
    marks = ", ".join(["%s"] * len(visitors))
    sql = f"SELECT visitor FROM guard_knock WHERE purpose = %s AND visitor IN ({marks})"  # noqa: S608
    return sql, [purpose, *visitors]


def require_few(request: HttpRequest, purpose: str, limit: int) -> None:
    """Raises TooMany when `limit` knocks of this address were counted for `purpose` in the last minutes."""
    now = clock.now()
    recent = Knock.objects.filter(visitor=visitor(request), purpose=purpose, at__gt=now - WINDOW)
    # The one that must pass before there is room again; many write from behind one address.
    latest = recent.order_by("-at").values_list("at", flat=True)[limit - 1 : limit]
    for at in latest:
        raise TooMany(wait=max(1, int((at + WINDOW - now).total_seconds()) + 1))


def note_knock(request: HttpRequest, purpose: str) -> None:
    """Count something that went wrong; what goes right leaves no trace."""
    Knock.objects.create(visitor=visitor(request), purpose=purpose[:40], at=clock.now())


def is_spent(token_text: str, purpose: str) -> bool:
    """Whether this form was sent already: a second click needs no questions."""
    return SpentToken.objects.filter(nonce=token.read(token_text, purpose).nonce).exists()


def note_result(admission: Admission, result: str) -> None:
    """Remember what came of a form, so that a second click on "Senden" leads to the same place."""
    SpentToken.objects.filter(nonce=admission.nonce).update(result=result)


def _spend(form: token.Token) -> None:
    try:
        with transaction.atomic():
            SpentToken.objects.create(nonce=form.nonce, expires_at=form.expires_at)
    except IntegrityError as error:
        spent = SpentToken.objects.filter(nonce=form.nonce).first()
        raise TokenSpent(spent.result if spent else "") from error


def forget() -> None:
    """Delete what has served its time: addresses after minutes, tokens when they expire."""
    now = clock.now()
    Knock.objects.filter(at__lt=now - WINDOW).delete()
    SpentToken.objects.filter(expires_at__lt=now).delete()
