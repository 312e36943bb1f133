# SPDX-License-Identifier: EUPL-1.2
"""Signing a project for other towns, and taking one in."""

from django.conf import settings
from django.db import transaction

from soesmart.alliance.engine.letter import BadLetter, opened, written
from soesmart.alliance.engine.letter import Letter as Opened
from soesmart.alliance.keys import private_key
from soesmart.alliance.models import Letter, Partner
from soesmart.alliance.types import Refused, Taken
from soesmart.kernel import clock
from soesmart.kernel.log.actions import stage
from soesmart.projects import facade as projects


def signed(slug: str) -> str | None:
    """The file of a public project, signed now; None when there is no such project."""
    project = projects.shareable(slug)
    if project is None:
        return None
    house = settings.SOESMART
    now = f"{clock.now():%Y-%m-%dT%H:%M:%SZ}"
    home = house["public_url"].rstrip("/")
    return written(house["town.name"], house["town.ags"], home, now, project, private_key())


def take_in(text: str) -> Taken:
    """Check a file and adopt its project; raises Refused. A known partner with another key is refused."""
    try:
        letter = opened(text)
    except BadLetter as error:
        raise Refused(str(error)) from error
    known = _trusted(letter)
    try:
        with transaction.atomic():
            return _adopted(letter, text, known)
    except projects.Refused as refused:
        raise Refused(f"{refused.field}: {refused.text}") from refused


def _trusted(letter: Opened) -> bool:
    """Whether a pinned key signed it. A town whose pinned key is another one did not."""
    pinned = set(Partner.objects.exclude(key="").values_list("town_id", "key"))
    if (letter.town_id, letter.key) in pinned:
        return True
    if letter.town_id in {town for town, _key in pinned if town}:
        raise Refused(
            f"Die Datei nennt {letter.town}, ist aber mit einem anderen Schlüssel unterschrieben als dem "
            "in der Liste der Städte. Bitte fragen Sie dort nach."
        )
    return False


def _adopted(letter: Opened, text: str, known: bool) -> Taken:
    project = letter.project
    origin = projects.Origin(
        town=letter.town,
        town_id=letter.town_id,
        url=f"{letter.url}/projekte/{project['slug']}/" if letter.url else "",
        project=project["id"],
        key=letter.key,
        signed_at=letter.signed_at[:10],
        digest=letter.digest,
    )
    slug, made = projects.adopt(project["document"], origin)
    if not Letter.objects.filter(digest=letter.digest).exists():
        Letter.objects.create(
            digest=letter.digest,
            town=letter.town,
            town_id=letter.town_id,
            key=letter.key,
            project=slug,
            text=text,
        )
        leaf = {"town": letter.town, "town_id": letter.town_id, "key": letter.key, "project": slug}
        stage("alliance.letter", letter.digest, 1, leaf)
    return Taken(slug, made, letter.town, letter.fingerprint, known)
