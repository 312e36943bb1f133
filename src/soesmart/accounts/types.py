# SPDX-License-Identifier: EUPL-1.2
"""What crosses the door of this room. No Django here."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

ROLES: dict[str, str] = {
    "guest": "Alle, auch ohne Anmeldung",
    "resident": "Angemeldet",
    "stall": "Marktstand",
    "moderator": "Moderation",
    "team": "Smart-City-Team",
    "department": "Fachamt",
    "politics": "Rat und Fraktionen",
    "agency": "Fördergeber",
    "auditor": "Prüfung",
    "data_entry": "Dateneingabe",
    "api": "Programm",
}
"""Every role with its name on pages. "guest" and "resident" hold without a grant."""

WITHOUT_SECOND_FACTOR = frozenset({"guest", "resident", "stall", "api"})


@dataclass(frozen=True, slots=True)
class Held:
    """A role that counts now. An empty scope means everywhere."""

    role: str
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `withheld` are granted roles that wait for the second factor of this session."""

    account_id: int | None = None
    participant: UUID | None = None
    grants: tuple[Held, ...] = (Held("guest"),)
    withheld: tuple[Held, ...] = ()
    token_actions: frozenset[str] | None = None
    """With an API token: the only actions it was made for."""

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(held.role for held in self.grants)


ANONYMOUS = Actor()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a printed code opens. `code` is the one just typed; it is stored nowhere."""

    code: str
    participant: UUID
    kind: str
    object_id: UUID


@dataclass(frozen=True, slots=True)
class Person:
    """An account as the team sees it."""

    account_id: int
    email: str
    display_name: str
    is_active: bool
    grants: tuple["Granted", ...]


@dataclass(frozen=True, slots=True)
class Granted:
    """One role of a person, as it is stored."""

    grant_id: int
    role: str
    scope: str
    reason: str
    at: datetime

    @property
    def name(self) -> str:
        return ROLES[self.role]


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """An example log-in that `soesmart demo` prints."""

    email: str
    password: str
    roles: tuple[str, ...]


class NotAllowed(Exception):
    """The actor may not do this; pages answer 403 and say what would help."""

    def __init__(self, action: str, meaning: str, remedy: str) -> None:
        super().__init__(f"{action}: {remedy}")
        self.action, self.meaning, self.remedy = action, meaning, remedy


class Refused(Exception):
    """A rule of this room forbids the change; the text says which and what to do instead."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """Something a claimed participant made; `url` is empty where the room names none."""

    label: str
    url: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Reachable:
    """An address a participant left."""

    participant: UUID
    email: str
    confirmed: bool
