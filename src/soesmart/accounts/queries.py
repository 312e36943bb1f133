# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Collection
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from soesmart.accounts.keys import sealed
from soesmart.accounts.models import Account, ApiToken, Contact, Grant, Participant
from soesmart.accounts.models import Receipt as StoredReceipt
from soesmart.accounts.types import (
    ANONYMOUS,
    WITHOUT_SECOND_FACTOR,
    Actor,
    Contribution,
    Granted,
    Held,
    Person,
    Reachable,
    Receipt,
)
from soesmart.kernel import clock, registry
from soesmart.kernel.ids import BadCode, read_code


def actor_of(request: HttpRequest) -> Actor:
    """Who acts in this request; looked up once. Without a session cookie the session is not touched."""
    known: Actor | None = getattr(request, "_soesmart_actor", None)
    if known is None:
        known = _actor(request)
        request._soesmart_actor = known  # type: ignore[attr-defined]
    return known


def _actor(request: HttpRequest) -> Actor:
    scheme, _space, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return _program(token.strip())
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return ANONYMOUS
    user = request.user
    if not isinstance(user, Account):
        return ANONYMOUS
    granted = [Held(g.role, g.scope) for g in Grant.objects.filter(account=user).order_by("role", "scope")]
    strong = has_second_factor(request) or (user.demo and is_demo())
    counting = [held for held in granted if strong or held.role in WITHOUT_SECOND_FACTOR]
    return Actor(
        account_id=user.pk,
        participant=own_participant(user.pk),
        grants=(Held("guest"), Held("resident"), *counting),
        withheld=tuple(held for held in granted if held not in counting),
    )


def actor_with_key(key: str) -> Actor | None:
    """The program this key was made for; None for a key that does not hold, or no longer."""
    found = _program(key)
    return None if found is ANONYMOUS else found


def _program(token: str) -> Actor:
    """A program with a key acts for its account; the key was made by somebody with the server's shell."""
    row = (
        ApiToken.objects.filter(seal=sealed("token", token), expires__gt=clock.now(), account__is_active=True)
        .prefetch_related("account__grants")
        .first()
    )
    if row is None:
        return ANONYMOUS
    granted = [Held(held.role, held.scope) for held in row.account.grants.all()]
    return Actor(
        account_id=row.account_id,
        participant=own_participant(row.account_id),
        grants=(Held("guest"), Held("resident"), *granted),
        token_actions=frozenset(row.actions),
    )


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this session was opened with a passkey, an authenticator app or a recovery code."""
    from allauth.account.authentication import get_authentication_records  # inline: needs the app registry

    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def is_demo() -> bool:
    """`soesmart demo` marks its data folders; example log-ins exist only there."""
    return (settings.DATA / "demo").exists()


def own_participant(account_id: int) -> UUID | None:
    ids = (
        Participant.objects.filter(account_id=account_id)
        .order_by("created", "id")
        .values_list("id", flat=True)
    )
    return ids.first()


def open_receipt(code: str) -> Receipt | None:
    """What `code` opens, however it was typed; None for a code that was never given out."""
    try:
        code = read_code(code)
    except BadCode:
        return None
    stored = StoredReceipt.objects.filter(seal=sealed("receipt", code)).first()
    if stored is None:
        return None
    return Receipt(code, stored.participant_id, stored.kind, stored.object_id)


def language_of(participant: UUID) -> str:
    """The language the participant's account chose, else the town's first."""
    owner = Account.objects.filter(participants=participant).first()
    chosen = owner.language if owner is not None else ""
    languages = settings.SOESMART["languages"]
    return chosen if chosen in languages else str(languages[0])


def reachable_at(participant: UUID) -> str | None:
    """The participant's confirmed address, or that of the account that claimed them."""
    contact = Contact.objects.filter(participant_id=participant, confirmed_at__isnull=False).first()
    if contact is not None:
        return contact.email
    return (
        Account.objects.filter(participants=participant, is_active=True)
        .values_list("email", flat=True)
        .first()
    )


def reachable(participants: Collection[UUID]) -> frozenset[UUID]:
    """Those among them whom `notify` would reach."""
    confirmed = Contact.objects.filter(participant__in=participants, confirmed_at__isnull=False)
    claimed = Participant.objects.filter(pk__in=participants, account__is_active=True)
    return frozenset(confirmed.values_list("participant_id", flat=True)) | frozenset(
        claimed.values_list("pk", flat=True)
    )


def participants_of(account_id: int) -> tuple[UUID, ...]:
    return tuple(Participant.objects.filter(account_id=account_id).values_list("pk", flat=True))


_STOPS = {
    "question": _("Frage"),
    "goal": _("Ziel"),
    "project": _("Projekt"),
    "money": _("Geld"),
    "trial": _("Versuch"),
    "result": _("Ergebnis"),
    "lesson": _("Lehre"),
}


def contributions_of(account_id: int) -> tuple[Contribution, ...]:
    """What the account's participants made, newest first."""
    kinds = registry.node_kinds()
    rows = StoredReceipt.objects.filter(participant__account_id=account_id).order_by("-created", "-pk")
    receipts = tuple(rows)
    urls = {
        (name, node.id): node.url
        for name, kind in kinds.items()
        if (ids := [row.object_id for row in receipts if row.kind == name])
        for node in kind.describe(ids).values()
    }
    return tuple(
        Contribution(
            str(_STOPS[kinds[row.kind].stop] if row.kind in kinds else _("Beitrag")),
            urls.get((row.kind, row.object_id), ""),
            row.created,
        )
        for row in receipts
    )


def contacts_of(account_id: int) -> tuple[Reachable, ...]:
    rows = Contact.objects.filter(participant__account_id=account_id).order_by("created", "pk")
    return tuple(Reachable(row.participant_id, row.email, row.confirmed_at is not None) for row in rows)


def details_of(account_id: int) -> dict[str, str]:
    account = Account.objects.only("display_name", "language").get(pk=account_id)
    return {"display_name": account.display_name, "language": account.language}


def has_authenticator(account_id: int) -> bool:
    """Whether a passkey or an authenticator app is set up."""
    from allauth.mfa.models import Authenticator  # inline: needs the app registry

    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return bool(Authenticator.objects.filter(user_id=account_id, type__in=kinds).exists())


def staff() -> tuple[Person, ...]:
    """Every account with a granted role. Residents are nobody's list."""
    accounts = Account.objects.filter(grants__isnull=False).distinct().prefetch_related("grants")
    return tuple(person(account) for account in accounts.order_by("email"))


def person(account: Account) -> Person:
    granted = sorted(account.grants.all(), key=lambda row: (row.role, row.scope))
    return Person(
        account.pk,
        account.email,
        account.display_name,
        account.is_active,
        tuple(Granted(row.pk, row.role, row.scope, row.reason, row.at) for row in granted),
    )
