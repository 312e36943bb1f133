# SPDX-License-Identifier: EUPL-1.2
"""News for followers, gathered from what is public by now: one mail for all that happened since the last.

Nothing in the other actions has to remember the followers, and a worker that dies tells nobody twice.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from soesmart.accounts.facade import notify, reachable
from soesmart.ask import rules
from soesmart.ask.actions.following import token_of
from soesmart.ask.actions.on_thread import news_of as on_thread
from soesmart.ask.actions.on_thread import publish
from soesmart.ask.addresses import slug_of
from soesmart.ask.models import Answer, Comment, Contribution, Event, Follow, OnThread
from soesmart.ask.queries.lists import filters_from, narrowed
from soesmart.ask.types import Filters, State, Visibility
from soesmart.ask.words import state_name
from soesmart.kernel import clock

SETTLE = timedelta(minutes=1)
"""What is younger may still be on its way into the database, or be mended."""
COMMENTS_EVERY = timedelta(hours=24)
LISTS_EVERY = timedelta(hours=20)
HELD_BACK = timedelta(days=60)
"""A text that a moderator lets appear later than this after it was written is in no mail."""
SHOWN = 20
_EXCERPT = 1_200


def tell_followers() -> int:
    """Tell everybody for whom there is something new; the number of mails."""
    publish()
    until = clock.now() - SETTLE
    due = [*_question_follows(until), *_list_follows(until)]
    reached = reachable({row.participant for row in due})
    return sum(_tell(row, until) for row in due if row.participant in reached)


def _question_follows(until: datetime) -> QuerySet[Follow]:
    def since(rows: QuerySet[Any]) -> Exists:
        same = rows.filter(contribution=OuterRef("contribution"), at__gt=OuterRef("told_until"))
        return Exists(same.filter(at__lte=until))

    talk = Q(since(Comment.objects.filter(state=Visibility.SHOWN)), told_until__lt=until - COMMENTS_EVERY)
    moved = Q(since(Event.objects.all())) | Q(since(Answer.objects.all()))
    moved |= Q(since(OnThread.objects.filter(public=True)))
    return (
        Follow.objects.filter(contribution__isnull=False).filter(moved | talk).select_related("contribution")
    )


def _list_follows(until: datetime) -> QuerySet[Follow]:
    return Follow.objects.filter(contribution=None, told_until__lt=until - LISTS_EVERY)


def _tell(row: Follow, until: datetime) -> bool:
    with transaction.atomic(), translation.override(row.language):
        # The condition is the claim: a second worker that read the same row changes nothing.
        if not Follow.objects.filter(pk=row.pk, told_until=row.told_until).update(told_until=until):
            return False
        lines = _of_question(row, until) if row.contribution else _of_list(row, until)
        if not lines:
            return False
        token = token_of(row)
        end = _absolute(f"/folgen/{token}/")
        text = "\n\n".join((row.title, *lines, _absolute(row.address), _ending(row) + "\n" + end))
        subject = _("Neues: %(title)s") % {"title": row.title}
        told = notify(row.participant, subject, text, unsubscribe=end)
        _move_along(row)
        return told


def _ending(row: Follow) -> str:
    if row.contribution:
        return _("Sie bekommen diese Mail, weil Sie dieser Frage folgen. Nicht mehr folgen:")
    return _("Sie bekommen diese Mail, weil Sie dieser Liste folgen. Nicht mehr folgen:")


def _of_question(row: Follow, until: datetime) -> list[str]:
    """What happened, oldest first, in words without HTML."""
    question = row.contribution
    if question is None:
        return []
    if question.state not in rules.PUBLIC:  # what is gone from the page must not live on in mailboxes
        row.title = _("Eine Frage, der Sie folgen")
    between = {"contribution": question, "at__gt": row.told_until, "at__lte": until}
    found: list[tuple[datetime, str]] = []
    for event in Event.objects.filter(**between):
        found.append(
            (event.at, _("Neuer Stand: %(state)s") % {"state": state_name(event.state)} + _why(event))
        )
    for answer in Answer.objects.filter(**between, state=Visibility.SHOWN):
        words = _("Antwort der Stadt (%(role)s):") % {"role": answer.role}
        found.append((answer.at, f"{words}\n{_short(answer.text)}"))
    found += on_thread(question, row.told_until, until)
    lines = [text for _at, text in sorted(found)]
    comments = Comment.objects.filter(**between, state=Visibility.SHOWN).count()
    if comments:
        lines.append(_("Neue Kommentare: %(n)d") % {"n": comments})
    return lines


def _why(event: Event) -> str:
    return f"\n{event.reason}" if event.reason else ""


def _short(text: str) -> str:
    return text if len(text) <= _EXCERPT else text[:_EXCERPT].rsplit(" ", 1)[0] + " …"


def _of_list(row: Follow, until: datetime) -> list[str]:
    filters = filters_from(row.filters)
    fresh = _fresh(filters, row.told_until, until).order_by("-asked_at", "-pk")
    rows = list(fresh.values_list("title", "short", "place_name")[: SHOWN + 1])
    lines = [
        f"{title}{f' ({place})' if place else ''}\n{_absolute(f'/fragen/{slug_of(title, short)}/')}"
        for title, short, place in rows[:SHOWN]
    ]
    if len(rows) > SHOWN:
        lines.append(_("Und noch mehr auf der Seite:"))
    return lines


def _fresh(filters: Filters, after: datetime, until: datetime) -> QuerySet[Contribution]:
    """What came into the list: asked, let appear, moved into the wanted state, or fallen overdue."""
    rows = narrowed(filters)
    if filters.overdue:
        return rows.filter(due_at__gt=after, due_at__lte=until)
    if filters.state:
        return rows.filter(state_since__gt=after, state_since__lte=until)
    appeared = Event.objects.filter(
        contribution=OuterRef("pk"),
        state=State.NEW,
        before__in=("", State.WAITING),
        at__gt=after,
        at__lte=until,
    )
    return rows.filter(Exists(appeared), asked_at__gt=after - HELD_BACK)


def _move_along(row: Follow) -> None:
    """Whoever follows a question that was laid together with another goes along."""
    target = row.contribution.merged_into if row.contribution else None
    if target is None:
        return
    if Follow.objects.filter(participant=row.participant, contribution=target).exists():
        row.delete()
        return
    address = f"/fragen/{slug_of(target.title, target.short)}/"
    Follow.objects.filter(pk=row.pk).update(contribution=target, title=target.title, address=address)


def _absolute(path: str) -> str:
    return f"{settings.SOESMART['public_url'].rstrip('/')}{path}"
