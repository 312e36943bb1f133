# SPDX-License-Identifier: EUPL-1.2
"""`soesmart check log`: does the log still say what it said?"""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from pathlib import Path

from soesmart.kernel.log.engine.audit import Audit, Claim, Damage, Row, signed
from soesmart.kernel.log.engine.checkpoint import Checkpoint, read_checkpoint
from soesmart.kernel.log.engine.file import compare as file_compare
from soesmart.kernel.log.engine.file import read_file
from soesmart.kernel.log.engine.leaf import commitment, leaf_text, read_leaf
from soesmart.kernel.log.engine.note import BadNote
from soesmart.kernel.log.engine.tiles import split
from soesmart.kernel.log.models import Head, Leaf, Origin, Tile
from soesmart.kernel.log.present import outdated
from soesmart.kernel.room import Finding

SHOWN = 50
"""Damages named one by one; of more the number is enough."""
_FIELDS = (
    *("number", "origin_id", "salt", "personal"),
    *("kind", "subject", "version", "at", "public", "commitment"),
)
STORED, SAVED = "a stored head", "the saved head"


def verify(saved: Sequence[str] = ()) -> Iterator[Finding]:
    """Everything the log can contradict, also by the `saved` heads of earlier days."""
    trees = list(Origin.objects.order_by("number"))
    heads = [read_checkpoint(note) for note in saved]
    for head in heads:
        if head.origin not in {tree.name for tree in trees}:
            yield Finding(False, f"the saved head is of log {head.origin}, which is not here")
    before: Audit | None = None
    for number, tree in enumerate(trees):
        end = trees[number + 1].first if number + 1 < len(trees) else None
        claims, forged = _claims(tree, [head for head in heads if head.origin == tree.name])
        audit = Audit(tree.size, _hashes(tree), claims)
        damages = [*forged, *audit.rows(_rows(tree, end)), *audit.end()]
        damages += _beginning(tree, trees[number - 1].name, before)
        yield from _shown(tree, damages, f"{tree.size} entries and {len(claims)} heads fit")
        before = audit
    yield from outdated()


def compare(path: Path) -> Iterator[Finding]:
    """An exported log against what is stored now: names what changed since the export."""
    stored = {tree.name: tree for tree in Origin.objects.all()}
    with path.open("rb") as file:
        for log in read_file(file):
            tree = stored.get(log.tree.origin)
            if tree is None:
                yield Finding(False, f"the file holds log {log.tree.origin}, which is not here")
                continue
            damages = list(file_compare(log, _rows(tree, tree.first + len(log.rows))))
            yield from _shown(tree, damages, f"the {len(log.rows)} entries of the file are as stored")


def _claims(tree: Origin, saved: Sequence[Checkpoint]) -> tuple[list[Claim], list[Damage]]:
    claims, forged = [Claim(SAVED, head) for head in saved], []
    for row in Head.objects.filter(origin=tree).order_by("size"):
        try:
            claims.append(Claim(STORED, read_checkpoint(row.note)))
        except BadNote as error:
            forged.append(Damage(None, "", "", f"the head over {row.size} entries is damaged: {error}"))
    for claim in claims:
        if claim.head.origin != tree.name or not signed(claim.head, tree.public_key):
            text = f"{claim.source} over {claim.head.size} entries is not signed by the key of this log"
            forged.append(Damage(None, "", "", text))
    return claims, forged


def _hashes(tree: Origin) -> list[bytes]:
    tiles = Tile.objects.filter(origin=tree, level=0).order_by("index").values_list("hashes", flat=True)
    return [entry for tile in tiles for entry in split(bytes(tile))]


def _rows(tree: Origin, end: int | None) -> Iterator[Row]:
    """By number, not by origin: a leaf that was hung onto another tree must not slip through.

    Plain tuples, because making a model of every row takes longer than all the hashing.
    """
    leaves = Leaf.objects.filter(number__gte=tree.first).order_by("number")
    if end is not None:
        leaves = leaves.filter(number__lt=end)
    for number, origin, salt, personal, *fields in leaves.values_list(*_FIELDS).iterator(2000):
        kind, subject, version, at, public, committed = fields
        flaw = "" if origin == tree.pk else "was moved to another log"
        if (salt or personal) and commitment(bytes(salt), personal) != committed:
            flaw = "its personal part is not the one that was recorded"
        text = leaf_text(kind, subject, version, at, public, committed or None)
        yield Row(number - tree.first, kind, subject, at, text.encode("utf-8"), flaw)


def _beginning(tree: Origin, old_name: str, old: Audit | None) -> Iterator[Damage]:
    """The first leaf names key and predecessor of its tree."""
    leaf = Leaf.objects.filter(number=tree.first).first()
    if leaf is None:
        return
    public = read_leaf(leaf.public)
    if public.get("origin") != tree.name or public.get("key") != tree.public_key:
        yield Damage(0, leaf.kind, leaf.subject, "names another log or another key than is stored")
    root = b64encode(old.frontier.root()).decode("ascii") if old else ""
    named = {"origin": old_name, "root": root, "size": old.frontier.size} if old else None
    if public.get("previous") != named:
        yield Damage(0, leaf.kind, leaf.subject, "names an earlier log that is not the one stored here")


def _shown(tree: Origin, damages: Sequence[Damage], fine: str) -> Iterator[Finding]:
    for damage in damages[:SHOWN]:
        yield Finding(False, f"{tree.name}: {damage}")
    if len(damages) > SHOWN:
        yield Finding(False, f"{tree.name}: and {len(damages) - SHOWN} more")
    if not damages:
        yield Finding(True, f"{tree.name}: {fine}")
