# SPDX-License-Identifier: EUPL-1.2
"""A vote from the letter to the receipt, a stall without a network, and every page of the room looked at."""

from datetime import timedelta
from itertools import product

import pytest
from playwright.sync_api import Page, expect

from soesmart.accounts.facade import Actor, Held
from soesmart.decide.actions import phases, preparing, printing, tallying
from soesmart.decide.engine.box.ballots import Form
from soesmart.decide.models import Ballot, Counted, Tally, Turned, Vote
from soesmart.kernel import clock
from tests.journeys.conftest import DESK, PHONE
from tests.people import signed_in

TEAM = Actor(account_id=1, grants=(Held("team"),))
NO_NET = ("net::ERR_", "Failed to load resource")
PROJECTS = (
    ("Radweg nach Ausdorf", 640_000_00),
    ("Schattenspendende Straßenbegleitgrünbepflanzung", 310_000_00),
    ("Offene Werkstatt im alten Bahnhof", 420_000_00),
)


@pytest.fixture
def running(sandbox, settings, tmp_path) -> tuple[Vote, tuple[str, ...]]:
    """A vote that has just begun, and its codes."""
    settings.DATA = tmp_path
    now = clock.now()
    new = preparing.NewVote(
        title={"de": "Zwei Millionen"},
        budget=2_000_000_00,
        form=Form.MONEY,
        purse=2_000_000_00,
        opens_at=now,
        closes_at=now + timedelta(days=3),
        late_until=now + timedelta(days=5),
    )
    vote = preparing.prepare(TEAM, new)
    options = [
        preparing.NewOption(str(at), {"de": title}, cost) for at, (title, cost) in enumerate(PROJECTS, 1)
    ]
    preparing.set_options(TEAM, vote.pk, options)
    codes = printing.new_codes(TEAM, vote.pk, 5)
    phases.begin(TEAM, vote.pk)
    return Vote.objects.get(pk=vote.pk), codes


def finish(vote: Vote) -> None:
    Vote.objects.filter(pk=vote.pk).update(closes_at=clock.now(), late_until=clock.now())
    phases.note_end(vote.pk)
    tallying.run(vote.pk)


def spread(page: Page, title: str, amount: str) -> None:
    page.get_by_role("button", name="Zahlen", exact=True).click()
    page.get_by_role("textbox", name=title).fill(amount)


def test_from_the_letter_to_the_receipt(running, page: Page, axe, picture):
    vote, codes = running
    page.goto(f"/mitentscheiden/{vote.slug}/stimmen/#{codes[0]}")
    expect(page.get_by_label("Ihr Code")).to_have_value(
        "-".join(codes[0][at : at + 4] for at in (0, 4, 8, 12))
    )
    axe(page)
    picture(page, "decide-cast")
    spread(page, PROJECTS[0][0], "640.000")
    spread(page, PROJECTS[1][0], "1.500.000")
    expect(page.locator(".is-over")).to_be_visible()
    axe(page)
    spread(page, PROJECTS[1][0], "310.000")
    picture(page, "decide-cast-filled")
    page.get_by_role("button", name="Stimme in die Urne legen").click()
    expect(page.get_by_role("heading", name="Ihre Stimme ist in der Urne")).to_be_visible()
    axe(page)
    picture(page, "decide-receipt")
    number, mark = page.locator(".decide-hash").all_inner_texts()
    finish(vote)
    page.goto(f"/mitentscheiden/{vote.slug}/beleg/")
    page.locator("#number").fill(number)
    page.get_by_role("button", name="Nachsehen").click()
    expect(page.get_by_text("640.000 €", exact=True)).to_be_visible()
    axe(page)
    picture(page, "decide-receipt-found")
    assert Counted.objects.get(vote=vote).choices == '{"1":64000000,"2":31000000}' and mark


@pytest.fixture
def tablet(running, open_page) -> Page:
    vote, _codes = running
    page = open_page(viewport=DESK, service_workers="allow", expected=NO_NET)
    page.goto(f"/mitentscheiden/parcours/?abstimmung={vote.pk}")
    page.get_by_label("Wie heißt der Stand?").fill("Markt")
    page.get_by_role("button", name="Mitnehmen").click()
    expect(page.get_by_role("heading", name="Zwei Millionen")).to_be_visible(timeout=30_000)
    return page


def seal(page: Page, code: str) -> None:
    page.get_by_label("Code auf der Karte").fill(code)
    page.get_by_role("button", name="Stimme versiegeln").click()
    expect(page.get_by_role("heading", name="Versiegelt. Danke!")).to_be_visible()


def drag(page: Page, note: str, title: str) -> None:
    page.get_by_role("button", name=note).hover()
    page.mouse.down()
    target = page.locator("[data-project]", has_text=title).bounding_box()
    page.mouse.move(target["x"] + 200, target["y"] + 20, steps=5)
    page.mouse.up()


def test_a_stall_without_a_network(running, tablet: Page, axe, picture):
    vote, codes = running
    tablet.context.set_offline(True)
    tablet.reload()
    expect(tablet.get_by_role("heading", name="Zwei Millionen")).to_be_visible()
    axe(tablet)
    picture(tablet, "decide-parcours")
    drag(tablet, "500.000", PROJECTS[0][0])
    expect(tablet.locator("[data-project='1'] .decide-pile__sum")).to_contain_text("500.000")
    seal(tablet, codes[0])
    axe(tablet)
    picture(tablet, "decide-parcours-sealed")
    tablet.get_by_role("button", name="Nächste Person").click()
    spread(tablet, PROJECTS[1][0], "310.000")
    seal(tablet, codes[1])
    tablet.get_by_role("button", name="Nächste Person").click()
    spread(tablet, PROJECTS[2][0], "10")
    seal(tablet, codes[0])  # the same card again: the first that arrives counts; the tablet keeps no order
    expect(tablet.locator("[data-part=waiting]")).to_have_text("3")
    kept = tablet.evaluate(
        "async () => JSON.stringify(await (await import('/static/decide/parcours-store.js')).some(9))"
    )
    assert codes[0] not in kept and "choices" not in kept
    tablet.context.set_offline(False)
    expect(tablet.locator("[data-part=stored]")).to_have_text("2")
    expect(tablet.locator("[data-part=turned]")).to_have_text("1")
    expect(tablet.locator("[data-part=waiting]")).to_have_text("0")
    assert Ballot.objects.filter(vote=vote).count() == 2
    assert list(Turned.objects.values_list("batch", "reason", "number")) == [("Markt", "again", 1)]
    finish(vote)
    counted = set(Counted.objects.filter(vote=vote).values_list("choices", flat=True))
    assert len(counted) == 2 and '{"2":31000000}' in counted
    assert counted & {'{"1":50000000}', '{"3":1000}'}


LOOKS = ((PHONE, "light"), (DESK, "dark"))


@pytest.mark.parametrize(
    "all_three", [False, pytest.param(True, marks=pytest.mark.full)], ids=["pairs", "all"]
)
@pytest.mark.parametrize("look", LOOKS, ids=["phone-light", "desk-dark"])
def test_every_page_can_be_read_by_everybody(running, open_page, axe, picture, look, all_three):
    """Every pair of page, language and look; all three together in ./run test --full."""
    vote, _codes = running
    page = open_page(viewport=look[0], color_scheme=look[1])
    paths = ("", "vertrauen/", f"{vote.slug}/", f"{vote.slug}/stimmen/", "buergerbudget/ergebnis/")
    for (row, prefix), (column, path) in product(enumerate(("", "/en", "/leicht")), enumerate(paths)):
        if all_three or (row + column) % 2 == LOOKS.index(look):
            page.goto(f"{prefix}/mitentscheiden/{path}")
            axe(page)
            name = f"decide{prefix}-{path or 'list'}{look[0]['width']}"
            picture(page, name.replace("/", "-"))


@pytest.mark.parametrize("look", [(PHONE, "dark"), (DESK, "light")], ids=["phone-dark", "desk-light"])
def test_the_teams_pages_can_be_read_by_everybody(sandbox, running, open_page, axe, picture, look):
    vote, _codes = running
    new = preparing.NewVote(
        title={"de": "Bürgerbudget"},
        budget=100_000_00,
        form=Form.APPROVAL,
        opens_at=clock.now() + timedelta(days=9),
        closes_at=clock.now() + timedelta(days=20),
        mail_codes=True,
    )
    early = preparing.prepare(TEAM, new).pk
    preparing.set_options(TEAM, early, [preparing.NewOption("1", {"de": PROJECTS[1][0]}, 1_000_00)])
    over = Vote.objects.get(slug="buergerbudget").pk
    Tally.objects.create(vote=vote, state=Tally.RUNS, budgets=12_345)
    page = open_page(viewport=look[0], color_scheme=look[1])
    cookie = signed_in("team").cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": sandbox}])
    paths = ("", "neu/", f"{early}/", f"{early}/auswahl/", f"{early}/auswahl/?aus=ideen", f"{early}/probe/")
    paths = (*paths, f"{vote.pk}/", f"{vote.pk}/papier/", f"{vote.pk}/zaehlen/", f"{over}/")
    addresses = [f"/team/abstimmungen/{path}" for path in paths]
    wish = f"/mitentscheiden/{Vote.objects.get(pk=early).slug}/code-per-mail/"
    for at, address in enumerate((*addresses, wish)):
        assert page.goto(address).ok
        axe(page)
        picture(page, f"decide-team-{at}-{look[0]['width']}")
