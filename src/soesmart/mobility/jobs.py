# SPDX-License-Identifier: EUPL-1.2
"""Work for the worker, told step by step: it can be stopped, and started again after a crash."""

import shutil
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task

from soesmart.accounts.facade import Actor, require
from soesmart.kernel import clock
from soesmart.mobility import actions, queries
from soesmart.mobility.models import Job
from soesmart.mobility.planning import compute
from soesmart.mobility.sources.osm import UnreadableExtract
from soesmart.mobility.stored import UnreadableFeed
from soesmart.mobility.types import Refused

OPEN = ("waits", "runs")
STEPS = 4
NEEDED = {"feed": "mobility.feed", "whatif": "mobility.plan"}
_KEPT = timedelta(days=30)


class Stopped(Exception):
    """Somebody cancelled."""


def start_feed(
    actor: Actor, feed: UploadedFile[Any], streets: UploadedFile[Any] | None, name: str = ""
) -> Job:
    """Put the files where the worker finds them."""
    require(actor, "mobility.feed")
    folder = uuid4().hex
    _put(_folder(folder) / "feed.zip", feed)
    if streets is not None:
        _put(_folder(folder) / "streets.osm.pbf", streets)
    return _started("feed", {"folder": folder, "name": (name or feed.name or "")[:200]})


def start_whatif(actor: Actor, given: Mapping[str, Any]) -> Job:
    """`given`: text, origin, cost, title, keep; `entered`: the form as filled in, to change it later."""
    require(actor, "mobility.plan")
    return _started("whatif", dict(given))


def _started(kind: str, given: dict[str, Any]) -> Job:
    with transaction.atomic():
        Job.objects.filter(at__lt=clock.now() - _KEPT).delete()
        row = Job.objects.create(kind=kind, given=given)
        transaction.on_commit(lambda: carry_out.enqueue(str(row.id)))
    return row


def running(kind: str) -> tuple[Job, ...]:
    return tuple(Job.objects.filter(kind=kind, state__in=OPEN).order_by("at")[:20])


def entered(key: UUID) -> dict[str, Any] | None:
    """What a what-if was computed from."""
    row = Job.objects.filter(pk=key, kind="whatif").first()
    return dict(row.given.get("entered", row.given)) if row else None


def cancel(actor: Actor, key: UUID) -> None:
    row = Job.objects.filter(pk=key).first()
    if row is not None:
        require(actor, NEEDED[row.kind])
        Job.objects.filter(pk=key, state__in=OPEN).update(state="cancelled", done_at=clock.now())


@task()
def carry_out(key: str) -> None:
    """May be started again at any time: what is done or cancelled is left alone."""
    run(UUID(key))


def run(key: UUID) -> None:
    row = Job.objects.filter(pk=key).first()
    if row is None:
        return
    work = {"feed": _feed, "whatif": _whatif}[row.kind]
    try:
        _step(key, 0)
        told, result = work(row.given, lambda step: _step(key, step))
        _end(key, "done", told=told, result=result)
    except Stopped:
        pass
    except (Refused, UnreadableFeed, UnreadableExtract) as refused:
        _end(key, "failed", trouble=str(refused)[:1000])
    finally:
        shutil.rmtree(_folder(row.given.get("folder", "none")), ignore_errors=True)


def _step(key: UUID, step: int) -> None:
    if not Job.objects.filter(pk=key, state__in=OPEN).update(state="runs", step=step):
        raise Stopped


def _end(key: UUID, state: str, **values: Any) -> None:
    Job.objects.filter(pk=key, state__in=OPEN).update(state=state, done_at=clock.now(), **values)


def _feed(given: Mapping[str, Any], step: Callable[[int], None]) -> tuple[dict[str, Any], UUID]:
    folder = _folder(given["folder"])
    streets = folder / "streets.osm.pbf"
    if not (folder / "feed.zip").exists():
        raise Refused(_("Die Datei ist nicht mehr da. Bitte laden Sie sie noch einmal."))
    found = actions.take_in(
        folder / "feed.zip",
        streets if streets.exists() else None,
        name=given["name"],
        watch=lambda _stage, done, total: step(done) if done < total else None,
    )
    return {"state": found.state}, found.id


def _whatif(given: Mapping[str, Any], step: Callable[[int], None]) -> tuple[dict[str, Any], UUID | None]:
    town = queries.town()
    if town is None:
        raise Refused(_("Ohne Fahrplan gibt es nichts zu vergleichen."))
    figures = compute(
        town, given["text"], given["origin"], None, phone=False, euros=given["cost"], watch=step
    )
    if not (given["keep"] and given["title"]):
        return figures, None
    return figures, actions.keep(given["title"], given["text"], figures)


def keep(actor: Actor, key: UUID, title: str) -> UUID:
    """Make a proposal of a what-if that is computed."""
    require(actor, "mobility.plan")
    row = Job.objects.filter(pk=key, kind="whatif", state="done").first()
    if row is None:
        raise Refused(_("Diese Rechnung gibt es nicht mehr."))
    with transaction.atomic():
        row = Job.objects.select_for_update().get(pk=key)
        if row.result is None:
            row.result = actions.keep(title, row.given["text"], row.told)
            row.save(update_fields=["result"])
    return row.result


def _folder(name: str) -> Path:
    return queries.artefacts().parent / "uploads" / "mobility" / name


def _put(path: Path, upload: UploadedFile[Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        for chunk in upload.chunks():
            file.write(chunk)
