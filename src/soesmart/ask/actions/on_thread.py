# SPDX-License-Identifier: EUPL-1.2
"""Followers of a question hear of each step on its thread: a project that came of it, a trial, a result."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from soesmart.ask.models import Contribution, OnThread
from soesmart.ask.queries.nodes import NODE
from soesmart.kernel import clock
from soesmart.kernel.room import Linked, Moved
from soesmart.thread import facade as thread

PATIENCE = timedelta(days=365)
"""What has not become public by then is news no longer."""


def remember(news: Linked) -> None:
    """Something was linked behind these questions; only followed ones need a note."""
    if news.target_kind == NODE:  # laying questions together tells of itself
        return
    asked = [key for kind, key in news.earlier if kind == NODE]
    rows = Contribution.objects.filter(public_id__in=asked, follows__isnull=False).distinct()
    OnThread.objects.bulk_create(
        OnThread(contribution_id=key, link=news.id, kind=news.target_kind, target=news.target_id)
        for key in rows.values_list("pk", flat=True)
    )


def remember_move(news: Moved) -> None:
    """Something behind these questions is at another stage."""
    links = {key: link for kind, key, link in news.earlier if kind == NODE}
    rows = Contribution.objects.filter(public_id__in=links, follows__isnull=False).distinct()
    OnThread.objects.bulk_create(
        OnThread(contribution_id=key, link=links[public_id], kind=news.kind, target=news.id)
        for key, public_id in rows.values_list("pk", "public_id")
    )


def publish() -> None:
    """A draft is no news yet: what has become public since counts as happened now."""
    waiting = list(OnThread.objects.filter(public=False))
    if not waiting:
        return
    still = thread.still_set({row.link for row in waiting})
    nodes = thread.describe(thread.NodeRef(row.kind, row.target) for row in waiting)
    now = clock.now()
    for row in waiting:
        if row.link not in still or row.at < now - PATIENCE:
            row.delete()
        elif thread.NodeRef(row.kind, row.target) in nodes:
            OnThread.objects.filter(pk=row.pk, public=False).update(public=True, at=now)


def news_of(question: Contribution, after: datetime, until: datetime) -> list[tuple[datetime, str]]:
    """What to write about it; what is no longer public is left out."""
    rows = list(question.on_thread.filter(public=True, at__gt=after, at__lte=until).order_by("at", "pk"))
    nodes = thread.describe(thread.NodeRef(row.kind, row.target) for row in rows)
    language, home = get_language() or "de", settings.SOESMART["public_url"].rstrip("/")
    found = []
    newest = {
        (row.kind, row.target): row for row in rows
    }  # linked and begun the same day is one piece of news
    for row in newest.values():
        if node := nodes.get(thread.NodeRef(row.kind, row.target)):
            title = node.title.in_language(language)[0]
            title = f"{title} ({node.state})" if node.state else title
            words = _("Auf dem Weg dieser Frage gibt es Neues: %(title)s") % {"title": title}
            found.append((row.at, f"{words}\n{home}{node.url}"))
    return found
