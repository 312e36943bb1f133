# SPDX-License-Identifier: EUPL-1.2
"""A room of the test with a stop of every kind; whatever has a title is public."""

from dataclasses import dataclass, field
from uuid import UUID

import pytest

from soesmart.accounts.facade import Actor, Held
from soesmart.kernel.ids import uuid7
from soesmart.kernel.room import Node, NodeKind, Room
from soesmart.kernel.words import LocalText
from soesmart.thread.facade import NodeRef

KINDS = {
    "test.question": "question",
    "test.goal": "goal",
    "test.project": "project",
    "test.money": "money",
    "test.trial": "trial",
    "test.result": "result",
    "test.lesson": "lesson",
}


@dataclass
class Town:
    """What the test's room holds; `calls` counts how often it is asked."""

    public: dict[UUID, tuple[str, str]] = field(default_factory=dict)
    secret: set[UUID] = field(default_factory=set)
    joined: set[UUID] = field(default_factory=set)
    calls: list[str] = field(default_factory=list)

    def make(self, kind: str, title: str, *, public: bool = True) -> NodeRef:
        ref = NodeRef(f"test.{kind}", uuid7())
        if public:
            self.public[ref.id] = (ref.kind, title)
        else:
            self.secret.add(ref.id)
        return ref

    def describe(self, kind, ids):
        self.calls.append(kind)
        return {
            key: Node(
                kind,
                key,
                LocalText({"de": self.public[key][1]}),
                f"/test/{key}/",
                moved_on=key in self.joined,
            )
            for key in ids
            if self.public.get(key, ("",))[0] == kind
        }

    def room(self, **more) -> Room:
        kinds = tuple(
            NodeKind(
                name,
                stop,
                lambda ids, name=name: self.describe(name, ids),
                known=lambda ids: set(ids) & (self.public.keys() | self.secret),
            )
            for name, stop in KINDS.items()
        )
        return Room(name="test", app="tests.thread", node_kinds=kinds, **more)


@pytest.fixture
def town(settings) -> Town:
    made = Town()
    settings.SOESMART_ROOMS = (*settings.SOESMART_ROOMS, made.room())
    return made


@pytest.fixture
def team() -> Actor:
    return Actor(account_id=1, grants=(Held("guest"), Held("resident"), Held("team")))
