# SPDX-License-Identifier: EUPL-1.2
"""What a room offers the house. `conf/rooms.py` lists the rooms; nothing is discovered.

A room's `room.py` must import without Django's app registry: what needs models is imported inside the
function that uses it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from soesmart.kernel.answer import Answerer as Answerer
from soesmart.kernel.answer import Card as Card
from soesmart.kernel.answer import PlaceRef as PlaceRef
from soesmart.kernel.answer import Question as Question
from soesmart.kernel.node_text import NodeText as NodeText
from soesmart.kernel.settings import Setting
from soesmart.kernel.words import LocalText

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from ninja import Router

Json = Mapping[str, Any]
Stop = Literal["question", "goal", "project", "money", "trial", "result", "lesson"]


@dataclass(frozen=True, slots=True)
class Shredder:
    """Exports and deletes what a room knows about one participant. `fields` are "Model.field"."""

    name: str
    fields: tuple[str, ...]
    export: Callable[[UUID], Json]
    delete: Callable[[UUID], int]


@dataclass(frozen=True, slots=True)
class LogKind:
    """A kind of leaf in the transparency log. `current` gives what the newest leaf must still say."""

    name: str
    meaning: str
    current: Callable[[Sequence[str]], Mapping[str, Json]] | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """Something that stands on the thread, as other pages name it."""

    kind: str
    id: UUID
    title: LocalText
    url: str
    state: str = ""  # a word or two in the language of the page: how far it is
    since: date | None = None
    moved_on: bool = False  # joined with another of its kind, which stands for the stop if it is there


@dataclass(frozen=True, slots=True)
class Face:
    """How nodes of a kind are read, alone or together with those of other kinds (`kernel.faces`)."""

    select: Callable[[Sequence[UUID]], Any]
    """What the public may see: a QuerySet of (key, JSON object), made by `faces.told`."""
    node: Callable[[UUID, Json], Node]

    def read(self, keys: Sequence[UUID]) -> dict[UUID, Node]:
        return {key: self.node(key, said) for key, said in self.select(keys)}


@dataclass(frozen=True, slots=True)
class NodeKind:
    """A kind of stop on the thread. `describe` leaves out what the public may not see."""

    name: str
    stop: Stop
    describe: Callable[[Sequence[UUID]], Mapping[UUID, Node]]
    known: Callable[[Sequence[UUID]], AbstractSet[UUID]] | None = None
    """Which of them are stored at all, also where the public may not see them; None: what is described."""
    texts: Callable[[Sequence[UUID]], Mapping[UUID, NodeText]] | None = None
    """What they say, for suggesting links; None: none are suggested."""
    candidates: Callable[[NodeText], Sequence[UUID]] | None = None
    """Public ones that may go together with a text: at most 200, the likeliest first."""
    find: Callable[[str], UUID | None] | None = None
    """By the name people or files use: a slug, a key, an address."""
    face: Callable[[], Face] | None = None
    """For one query over many kinds; None: `describe` is asked by itself."""

    @classmethod
    def shown(cls, name: str, stop: Stop, face: Callable[[], Face], **more: Any) -> "NodeKind":
        """A kind that is described by its face, alone too."""

        def describe(keys: Sequence[UUID]) -> dict[UUID, Node]:
            return face().read(keys)

        return cls(name, stop, describe, face=face, **more)


@dataclass(frozen=True, slots=True)
class Linked:
    """A new link of the thread, as the rooms hear of it. The transaction is still open."""

    id: UUID
    origin_kind: str
    origin_id: UUID
    relation: str
    target_kind: str
    target_id: UUID
    earlier: tuple[tuple[str, UUID], ...]
    """The origin, and all that stands before it on the thread: (kind, id)."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Something on the thread is at another stage, as the rooms hear of it. The transaction is still open."""

    kind: str
    id: UUID
    earlier: tuple[tuple[str, UUID, UUID], ...]
    """All that stands before it: (kind, id, the link next to it)."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A section another room hangs under the page of a node of this kind; "" shows nothing.

    `render`: (id, language, what stands later on the thread) -> HTML that is safe as it is.
    """

    kind: str
    order: int
    render: Callable[[UUID, str, Sequence[Node]], str]


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that lacks on the thread. `what` says it in a few German words: "kein Ziel"."""

    kind: str
    id: UUID
    what: str
    since: date | None = None


@dataclass(frozen=True, slots=True)
class GapFinder:
    """Finds what lacks on the thread: "project without goal or question". All gaps, in few queries."""

    name: str
    meaning: str
    """One German line over the list: "Projekte ohne Ziel und ohne Frage"."""
    find: Callable[[], Iterable[Gap]]


@dataclass(frozen=True, slots=True)
class Revisable:
    """Something whose published state changes by approved revisions (room `revisions`, decision 5).

    A snapshot is plain JSON. `publish` makes one the published state and runs inside the transaction.
    """

    kind: str
    label: str  # what it is, in German: "Ziel"
    propose: str
    """The action that whoever proposes must be allowed to do."""
    approve: str
    """The action that whoever approves and publishes must be allowed to do."""
    publish: Callable[[UUID, Json], None]
    complaints: Callable[[Json], Sequence[tuple[str, str]]]
    """(field, what is wrong); none when the snapshot could be published."""
    title: Callable[[Json], LocalText]
    url: Callable[[UUID], str]
    """Of the published thing; "" while there is none."""
    fields: Mapping[str, str]
    """Fields of the snapshot as people call them, in German, in the order of pages."""


@dataclass(frozen=True, slots=True)
class Processing:
    """Why a room keeps personal data: an entry of the record of processing (GDPR, Art. 30), in German.

    `fields` are patterns over the room's personal fields ("Comment.*"). Words in {braces} are settings.
    """

    name: str
    fields: tuple[str, ...]
    people: str  # whose data
    purpose: str
    basis: str  # the legal ground
    kept: str
    """How long, and what deletes it."""
    recipients: str = "niemand außerhalb der Stadt"


@dataclass(frozen=True, slots=True)
class Measure:
    """A technical or organisational measure (GDPR, Art. 32), in German. `holds`: is it in force here?"""

    goal: Literal["Vertraulichkeit", "Integrität", "Verfügbarkeit", "Datensparsamkeit", "Überprüfung"]
    text: str
    holds: Callable[[], bool] = lambda: True


@dataclass(frozen=True, slots=True)
class Algorithm:
    """Something that ranks, matches, scores, drafts or predicts: only through the gate."""

    id: str
    purpose: str
    without: str
    """What happens when it is switched off."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """Work that `soesmart tick` starts when it is due."""

    name: str
    every_seconds: int
    run: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found. `ok=False` makes `soesmart check` exit 1."""

    ok: bool
    text: str


@dataclass(frozen=True, slots=True)
class Check:
    """A self-test of stored data, run by `soesmart check NAME`."""

    name: str
    run: Callable[[], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Door:
    """An entry of the main navigation; `open` decides whether there is anything behind it."""

    order: int
    label: str
    path: str
    is_open: Callable[[], bool]


@dataclass(frozen=True, slots=True)
class OfflinePage:
    """A page that works without a network; the browser keeps it together with its static `files`.

    It must be the same for everybody and hold nothing about anybody. Where the network fails, it stands in
    for the addresses of `instead_of`. With `on_demand` it is kept only once its own page asks for it.
    """

    path: str
    instead_of: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    on_demand: bool = False


@dataclass(frozen=True, slots=True)
class Permission:
    """Something people do, and the roles that may do it everywhere or within a granted scope."""

    action: str
    meaning: str
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """The page behind `/k/<code>` for one kind of thing. `view(request, receipt, step)` answers."""

    kind: str
    view: Callable[..., Any]


@dataclass(frozen=True, slots=True)
class OwnRow:
    """Something a signed-in person set up; a POST to `end_url` ends it."""

    label: str
    url: str
    note: str
    end_url: str


@dataclass(frozen=True, slots=True)
class OwnSection:
    """What a room adds to a person's own page. `rows` gets the participants of the account."""

    title: str
    empty: str
    end: str
    """The words on the button that ends one."""
    rows: Callable[[Sequence[UUID]], Sequence[OwnRow]]


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake in an imported file: where it is and what to do about it."""

    line: int
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. With any problem nothing was stored."""

    created: int
    updated: int
    problems: tuple[Problem, ...] = ()
    unchanged: int = 0
    notes: tuple[str, ...] = ()
    skipped: tuple[Problem, ...] = ()
    """Faulty lines that were left out because the caller said so."""


@dataclass(frozen=True, slots=True)
class Option:
    """`--name` of an importer. `kind`: "text", "flag", or "list" for one that may stand several times."""

    name: str
    meaning: str
    kind: Literal["text", "flag", "list"] = "text"
    required: bool = False


@dataclass(frozen=True, slots=True)
class Importer:
    """`soesmart import NAME FILE`; a town folder's `file_name` is loaded by `demo` and `init`.

    An importer with options is called with them by name, and with `dry_run` and `watch(stage, done, total)`:
    it does its own dry run, and tells how far it is.
    """

    name: str
    file_name: str
    meaning: str
    run: Callable[..., ImportReport]
    options: tuple[Option, ...] = ()
    takes_address: bool = False
    """Whether FILE may be a web address."""
    last: bool = False
    """Loaded after the files of all rooms: it names what they brought."""


@dataclass(frozen=True, slots=True)
class Exporter:
    """`soesmart export NAME FILE`; returns the number of rows written.

    With `what`, as "SLUG", it is `soesmart export NAME SLUG FILE`, and `run` gets that word too.
    """

    name: str
    meaning: str
    run: Callable[..., int]
    what: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """A word of the command line: `soesmart WORD …`. `needs_town`: it works on a town's database.

    `run` returns the exit code. Both functions import what they need themselves.
    """

    word: str
    meaning: str
    arguments: Callable[["ArgumentParser"], None]
    run: Callable[["Namespace"], int]
    needs_town: bool = True


@dataclass(frozen=True, slots=True)
class Verifier:
    """Checks a published file without a database: `soesmart verify FILE`.

    `knows` looks at the content, not at the name. `verify` gets the file, saved heads (signed notes) and the
    public keys of witnesses that must have co-signed.
    """

    name: str
    meaning: str
    knows: Callable[[Path], bool]
    verify: Callable[[Path, Sequence[str], Sequence[str]], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Derived:
    """A table that backups leave out because `rebuild` makes it from the others. "app_label.Model"."""

    model: str
    rebuild: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Desk:
    """A page for people who work for the town, offered to all who may do one of the actions somewhere."""

    order: int
    label: str
    path: str
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """One capability of the house."""

    name: str
    app: str
    answerers: tuple[Answerer, ...] = ()
    shredders: tuple[Shredder, ...] = ()
    log_kinds: tuple[LogKind, ...] = ()
    node_kinds: tuple[NodeKind, ...] = ()
    revisables: tuple[Revisable, ...] = ()
    panels: tuple[Panel, ...] = ()
    gap_finders: tuple[GapFinder, ...] = ()
    link_listeners: tuple[Callable[[Linked], None], ...] = ()
    move_listeners: tuple[Callable[[Moved], None], ...] = ()
    """Told of each new link of the thread, inside its transaction."""
    algorithms: tuple[Algorithm, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    checks: tuple[Check, ...] = ()
    settings: tuple[Setting, ...] = ()
    doors: tuple[Door, ...] = ()
    permissions: tuple[Permission, ...] = ()
    receipt_pages: tuple[ReceiptPage, ...] = ()
    own_sections: tuple[OwnSection, ...] = ()
    desks: tuple[Desk, ...] = ()
    importers: tuple[Importer, ...] = ()
    exporters: tuple[Exporter, ...] = ()
    commands: tuple[Command, ...] = ()
    verifiers: tuple[Verifier, ...] = ()
    derived: tuple[Derived, ...] = ()
    offline_pages: tuple[OfflinePage, ...] = ()
    urls: Callable[[], list[Any]] | None = None
    api: Callable[[], "Router"] | None = None
    cookies: tuple[str, ...] = ()
    """Names of cookies this room sets. Pages for people who carry one come from no shared cache."""
    processings: tuple[Processing, ...] = ()
    measures: tuple[Measure, ...] = ()
    impersonal_fields: tuple[str, ...] = field(default=())
    """Model fields ("Model.field") declared to hold nothing about a person."""
    personal_otherwise: Mapping[str, str] = field(default_factory=dict)
    """Personal model fields that no participant owns, and what deletes them."""
