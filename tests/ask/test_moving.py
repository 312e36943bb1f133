# SPDX-License-Identifier: EUPL-1.2
from datetime import UTC, datetime, timedelta

import pytest

from soesmart.accounts.facade import Actor, NotAllowed, keep_contact
from soesmart.accounts.models import Contact, Mail
from soesmart.ask import facade
from soesmart.ask.models import Contribution, ReplyClock
from soesmart.ask.types import Filters, Kind, NewContribution, NotFound, Refused, State
from soesmart.kernel import clock
from soesmart.kernel.log.models import Pending

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(monkeypatch):
    """Set the clock."""

    def set_clock(*parts: int) -> datetime:
        instant = datetime(*parts, tzinfo=UTC)
        monkeypatch.setattr(clock, "now", lambda: instant)
        return instant

    return set_clock


@pytest.fixture
def asked(person):
    who = person()
    return who, facade.submit(NewContribution(text="Wann kommt der Bus?", proven=True, participant=who)).id


def _states(question):
    return [(entry.state, entry.reason, entry.by) for entry in facade.by_id(question).history]


def test_the_way_of_a_question(asked, team):
    who, key = asked
    facade.move(team, key, State.IN_PROGRESS)
    facade.answer(team, key, "Er kommt um acht.")
    assert facade.by_id(key).answers[0].role == "Smart-City-Team"
    facade.move(team, key, State.DONE)
    assert facade.mine(who, key).asks_back
    facade.reopen(who, key, "Er kommt nicht.")
    assert not facade.mine(who, key).asks_back
    facade.move(team, key, State.DROPPED, "Die Linie ist eingestellt.")
    assert _states(key) == [
        ("new", "", "asker"),
        ("in_progress", "", "town"),
        ("answered", "", "town"),
        ("done", "", "town"),
        ("in_progress", "Er kommt nicht.", "asker"),
        ("dropped", "Die Linie ist eingestellt.", "town"),
    ]
    versions = Pending.objects.filter(kind="ask.contribution", subject=str(key)).order_by("pk")
    assert list(versions.values_list("version", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_the_asker_is_asked_back_and_can_agree(asked, team):
    who, key = asked
    keep_contact(who, "frau.x@example.org")
    Contact.objects.update(confirmed_at=clock.now())
    Mail.objects.all().delete()
    facade.answer(team, key, "Erledigt.", state=State.DONE)
    assert "erledigt" in Mail.objects.get().subject
    facade.confirm_done(who, key)
    facade.confirm_done(who, key)
    mine = facade.mine(who, key)
    assert mine.confirmed_at and not mine.asks_back and mine.can_reopen
    assert len(_states(key)) == 3


def test_nobody_else_speaks_for_the_asker(asked, team, person):
    _who, key = asked
    facade.answer(team, key, "Erledigt.", state=State.DONE)
    for action in (
        lambda: facade.reopen(person(), key, "Nein."),
        lambda: facade.confirm_done(person(), key),
        lambda: facade.withdraw(person(), key),
        lambda: facade.mine(person(), key),
    ):
        with pytest.raises(NotFound):
            action()


@pytest.mark.parametrize("name", ["move", "answer", "hide", "approve", "merge", "assign"])
def test_residents_do_not_act_for_the_town(asked, name):
    _who, key = asked
    arguments = {
        "move": (key, State.DONE),
        "answer": (key, "Ja."),
        "hide": ("contribution", key, "Weil."),
        "approve": ("contribution", key),
        "merge": (key, asked[0], "Weil."),
        "assign": (key, ""),
    }
    with pytest.raises((NotAllowed, NotFound)):
        getattr(facade, name)(Actor(), *arguments[name])
    assert _states(key) == [("new", "", "asker")]


def test_reply_clock_over_christmas_and_new_year(at, asked, team):
    at(2026, 12, 18, 11)  # a Friday
    key = facade.submit(NewContribution(text="Frage vor Weihnachten", proven=True)).id
    due = facade.by_id(key).row.due_at
    # 21–24, 28–31 December and 4, 5 January are the ten working days; it ends at midnight in Soest.
    assert due == datetime(2027, 1, 5, 23, tzinfo=UTC)
    at(2027, 1, 5, 22, 59)
    assert not facade.by_id(key).row.overdue
    at(2027, 1, 5, 23, 1)
    assert facade.by_id(key).row.overdue
    assert key in {row.id for row in facade.questions(Filters(overdue=True)).rows}
    facade.answer(team, key, "Jetzt.")
    row = facade.by_id(key).row
    assert (row.overdue, row.due_at) == (False, None)
    assert [(c.in_time, c.late) for c in facade.reply_clock()] == [(0, 1)]


def test_reply_clock_over_the_clock_change(at):
    at(2026, 10, 16, 11)  # summer time; ten working days later is winter time
    key = facade.submit(NewContribution(text="Zeitumstellung", proven=True)).id
    assert facade.by_id(key).row.due_at == datetime(2026, 10, 30, 23, tzinfo=UTC)


def test_promise_per_kind(at, settings):
    settings.SOESMART = dict(settings.SOESMART) | {"ask.reply_days.problem": 3}
    at(2026, 11, 16, 11)
    key = facade.submit(NewContribution(text="Kaputt", kind=Kind.PROBLEM, proven=True)).id
    assert facade.by_id(key).row.due_at == datetime(2026, 11, 19, 23, tzinfo=UTC)


def test_reopening_starts_the_clock_anew_and_the_first_round_stays_in_the_figures(at, person, team):
    start = at(2026, 11, 2, 11)
    who = person()
    key = facade.submit(NewContribution(text="Frage", proven=True, participant=who)).id
    facade.answer(team, key, "Ja.", state=State.DONE)
    at(2026, 11, 23, 11)
    facade.reopen(who, key, "Doch nicht.")
    assert facade.by_id(key).row.due_at > start + timedelta(days=21)
    assert ReplyClock.objects.filter(contribution__public_id=key).count() == 2
    row = facade.reply_clock()[0]
    assert (row.in_time, row.waiting, row.median_days) == (1, 1, 0)


def test_hiding_does_not_stop_what_the_town_owes(asked, team):
    _who, key = asked
    due = Contribution.objects.get().due_at
    facade.hide(team, "contribution", key, "Beleidigung")
    detail = facade.by_id(key)
    assert (detail.text, detail.row.title, detail.hidden_reason) == ("", "", "Beleidigung")
    assert facade.questions().rows == ()
    facade.restore(team, "contribution", key, "War ein Irrtum.")
    assert Contribution.objects.get().due_at == due
    assert facade.by_id(key).row.state == State.NEW


def test_departments_answer_under_their_name_and_only_their_own(asked, team):
    from soesmart.accounts.facade import Held
    from soesmart.ask.models import Department

    _who, key = asked
    Department.objects.create(slug="verkehr", name="Amt für Verkehr")
    Department.objects.create(slug="schule", name="Schulamt")
    facade.assign(team, key, "verkehr")
    with pytest.raises(NotAllowed):
        facade.answer(Actor(account_id=2, grants=(Held("department", "schule"),)), key, "Nein.")
    facade.answer(Actor(account_id=3, grants=(Held("department", "verkehr"),)), key, "Ja.")
    assert [a.role for a in facade.by_id(key).answers] == ["Amt für Verkehr"]
    assert [(c.name, c.in_time) for c in facade.reply_clock()] == [("Amt für Verkehr", 1)]
    with pytest.raises(Refused):
        facade.assign(team, key, "gibtsnicht")


def test_a_continued_idea_says_where(team):
    key = facade.submit(NewContribution(text="Eine Idee", kind=Kind.IDEA, proven=True)).id
    with pytest.raises(Refused):
        facade.move(team, key, State.CONTINUED)
    with pytest.raises(Refused):
        facade.move(team, key, State.CONTINUED, "Als Projekt", "javascript:alert(1)")
    facade.move(team, key, State.CONTINUED, "Als Projekt", "/projekte/werkstatt/")
    detail = facade.by_id(key)
    assert [s.name for s in detail.stops if s.state == "filled"] == ["project"]
    assert [row.outcome for row in facade.outcome_rows(3)] == ["Als Projekt"]
