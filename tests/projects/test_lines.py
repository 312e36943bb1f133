# SPDX-License-Identifier: EUPL-1.2
import tomllib

import pytest

from soesmart.projects.engine.document import SHAPE, complaints, normalised
from soesmart.projects.engine.lines import LISTS, read, read_day, written
from tests.projects.conftest import TOWNS


def _projects():
    for town in ("soest", "musterstadt"):
        yield from tomllib.loads((TOWNS / town / "projects.toml").read_text("utf-8"))["project"]


@pytest.mark.parametrize("project", list(_projects()), ids=lambda p: p["slug"])
def test_every_list_of_the_towns_survives_the_form(project):
    stored = normalised({name: value for name, value in project.items() if name in SHAPE})
    for name, columns in LISTS.items():
        entries, problems = read(written(stored.get(name, ()), columns), columns, stored.get(name, ()))
        assert not problems and normalised({name: entries}) == normalised({name: stored.get(name, [])})


def test_a_changed_german_text_loses_its_translations():
    old = [{"text": {"de": "Alt", "en": "Old"}}]
    assert read("Neu", LISTS["lessons"], old)[0] == [{"text": {"de": "Neu"}}]


@pytest.mark.parametrize(
    ("name", "line", "told"),
    [
        ("plan", "viel | 2026 | Holz", "Betrag"),
        ("plan", "1.200,00 | bald | Holz", "Jahr"),
        ("plan", "1.200,00 | 2026", "Posten fehlt"),
        ("milestones", "31.2.2026 | Fest", "geplant"),
        ("risks", "riesig | Sturm", "Möglich sind"),
        ("lessons", "eins | zwei", "Zu viele Teile"),
    ],
)
def test_a_bad_line_is_named(name, line, told):
    _entries, problems = read(f"\n{line}\n", LISTS[name])
    assert problems[0][0] == 2 and told in problems[0][1]


def test_what_a_line_makes_is_a_good_document():
    entries, problems = read("1.200,50 | 2026 | Holz\n0,5 | 2027 | Nägel", LISTS["plan"])
    assert not problems and [entry["cents"] for entry in entries] == [120_050, 50]
    assert not list(complaints({"plan": entries}, {"plan": SHAPE["plan"]}))


def test_days_in_both_notations():
    assert read_day("1.5.2027") == read_day("2027-05-01")
