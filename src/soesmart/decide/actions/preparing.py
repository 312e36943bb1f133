# SPDX-License-Identifier: EUPL-1.2
"""Setting up a vote. All of it stands still from the opening on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from soesmart.accounts.facade import Actor, require
from soesmart.decide import keys
from soesmart.decide.engine.box.ballots import Form
from soesmart.decide.engine.types import COMPLETIONS, METHODS, UTILITIES
from soesmart.decide.leaves import stage_vote
from soesmart.decide.models import Option, Vote
from soesmart.decide.rules import PREPARE, may_change
from soesmart.decide.types import Phase, Refused
from soesmart.kernel.envelope import public_key
from soesmart.kernel.ids import uuid7
from soesmart.thread.facade import NodeRef, tie

_PAGES = frozenset({"vertrauen", "parcours"})
"""Other pages live at these addresses."""
_SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})


@dataclass(frozen=True, slots=True)
class NewOption:
    number: str
    title: Mapping[str, str]
    cost: int
    text: Mapping[str, str] | None = None
    place: str = ""
    category: str = ""
    origin_kind: str = ""
    origin_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewVote:
    title: Mapping[str, str]
    budget: int
    form: Form
    opens_at: datetime
    closes_at: datetime
    lede: Mapping[str, str] | None = None
    eligible: Mapping[str, str] | None = None
    purse: int = 0
    most: int = 0
    rule: Mapping[str, str] | None = None
    collect_until: datetime | None = None
    late_until: datetime | None = None
    by_village: bool = False
    mail_codes: bool = False
    sms_codes: bool = False
    example: bool = False
    slug: str = ""


def prepare(actor: Actor, new: NewVote) -> Vote:
    """A vote in its first phase, with keys of its own."""
    require(actor, PREPARE)
    _check(new)
    key = uuid7()
    made = keys.create(key)
    with transaction.atomic():
        vote = Vote(id=key, slug=_free_slug(new), box_key=public_key(made.private), example=new.example)
        _fill(vote, new)
        vote.phase = Phase.COLLECT if new.collect_until else Phase.CHECK
        vote.save(force_insert=True)
        stage_vote(vote)
    return vote


@transaction.atomic
def change(actor: Actor, key: UUID, new: NewVote) -> None:
    require(actor, PREPARE)
    _check(new)
    vote = changeable(key)
    _fill(vote, new)
    vote.save()
    stage_vote(vote)


@transaction.atomic
def set_options(actor: Actor, key: UUID, options: Sequence[NewOption]) -> None:
    """All projects of the ballot anew."""
    require(actor, PREPARE)
    _put(changeable(key), options)


@transaction.atomic
def add_options(actor: Actor, key: UUID, options: Sequence[NewOption]) -> None:
    """More projects, behind those that are there; a number left empty becomes the next free one."""
    require(actor, PREPARE)
    vote = changeable(key)
    there = [
        NewOption(
            row.number, row.title, row.cost, row.text, row.place, row.category, row.origin_kind, row.origin_id
        )
        for row in vote.options.all()
    ]
    known = {one.origin_id for one in there} - {None}
    last = max((int(one.number) for one in there if one.number.isdecimal()), default=0)
    new = [one for one in options if one.origin_id not in known]
    numbered = [replace(one, number=one.number or str(last + at)) for at, one in enumerate(new, 1)]
    _put(vote, [*there, *numbered])


def _put(vote: Vote, options: Sequence[NewOption]) -> None:
    if len({one.number for one in options}) != len(options):
        raise Refused("number", _("Zwei Projekte haben dieselbe Nummer."), "number")
    if any(one.cost <= 0 for one in options):
        raise Refused("cost", _("Jedes Projekt braucht Kosten über 0 Euro."), "cost")
    vote.options.all().delete()
    Option.objects.bulk_create(
        Option(
            vote=vote,
            number=one.number,
            position=at,
            title=dict(one.title),
            text=dict(one.text or {}),
            cost=one.cost,
            place=one.place,
            category=one.category,
            origin_kind=one.origin_kind,
            origin_id=one.origin_id,
        )
        for at, one in enumerate(options)
    )
    for one in options:
        if one.origin_id is not None:
            tie(NodeRef(one.origin_kind, one.origin_id), "decides", NodeRef("decide.vote", vote.pk))
    stage_vote(vote)


def changeable(key: UUID) -> Vote:
    """The vote, locked; raises Refused once it is open."""
    vote = Vote.objects.select_for_update().get(pk=key)
    if not may_change(vote):
        raise Refused(
            "frozen", _("Die Abstimmung hat begonnen. Stimmzettel, Regel und Verzeichnis stehen jetzt fest.")
        )
    return vote


def _fill(vote: Vote, new: NewVote) -> None:
    vote.title, vote.lede, vote.eligible = dict(new.title), dict(new.lede or {}), dict(new.eligible or {})
    vote.form, vote.budget, vote.purse, vote.most = new.form, new.budget, new.purse, new.most
    vote.rule = dict(new.rule or default_rule(new.form))
    vote.collect_until, vote.opens_at, vote.closes_at = new.collect_until, new.opens_at, new.closes_at
    vote.late_until = max(new.late_until or new.closes_at, new.closes_at)
    vote.by_village, vote.mail_codes, vote.sms_codes = new.by_village, new.mail_codes, new.sms_codes


def default_rule(form: str) -> dict[str, str]:
    """Equal shares with exact steps of one unit: as in Assen 2024."""
    utility = "cost" if form == Form.APPROVAL else "points"
    return {"method": "equal-shares", "utility": utility, "completion": "add1"}


def _check(new: NewVote) -> None:
    if not new.opens_at < new.closes_at:
        raise Refused("closes_at", _("Das Ende muss nach dem Beginn liegen."), "closes_at")
    if new.collect_until and new.collect_until > new.opens_at:
        raise Refused("collect_until", _("Das Sammeln endet, bevor die Abstimmung beginnt."), "collect_until")
    if new.budget <= 0:
        raise Refused("budget", _("Bitte nennen Sie, wie viel Geld zu verteilen ist."), "budget")
    if new.form != Form.APPROVAL and new.purse <= 0:
        raise Refused("purse", _("Bitte nennen Sie, wie viel jede Person verteilen kann."), "purse")
    _check_rule(new.rule or {})


def _check_rule(rule: Mapping[str, Any]) -> None:
    known = {"method": METHODS, "utility": UTILITIES, "completion": COMPLETIONS}
    if any(name not in known or value not in known[name] for name, value in rule.items()):
        raise Refused("rule", _("Diese Regel kennen wir nicht."), "rule")


def _free_slug(new: NewVote) -> str:
    base = new.slug or slugify(new.title.get("de", "").translate(_SPELT))[:60] or "abstimmung"
    slug, number = base, 2
    while slug in _PAGES or Vote.objects.filter(slug=slug).exists():
        slug, number = f"{base}-{number}", number + 1
    return slug
