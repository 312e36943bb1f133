# SPDX-License-Identifier: EUPL-1.2
"""A finished vote, downloaded from its page and verified as anybody would: both files, whole and altered."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from soesmart.command.main import main
from soesmart.decide.engine.box.ballots import Form
from soesmart.decide.types import Phase

pytestmark = pytest.mark.django_db
BALLOTS = {
    Form.MONEY: ({"1": 400_000_00, "2": 300_000_50}, {"3": 900_000_00, "4": 1}, {"4": 100_000_00}),
    Form.POINTS: ({"1": 3, "2": 2}, {"3": 5}, {"4": 1, "1": 1}),
    Form.APPROVAL: ({"1": 1, "2": 1}, {"3": 1}, {"4": 1, "1": 1}),
}


@pytest.fixture
def downloads(box, hour, tmp_path):
    """(form) → {kind: path} of a vote that is over."""

    def made(form):
        purse = {Form.MONEY: 1_000_000_00, Form.POINTS: 5, Form.APPROVAL: 0}[form]
        utility = "cost" if form == Form.APPROVAL else "points"
        # Without add1: so few ballots with so much money need a hundred thousand of its steps.
        rule = {"method": "equal-shares", "utility": utility, "completion": "none"}
        urn = box(form=form, purse=purse, rule=rule)
        for at in range(6):
            urn.cast(at, BALLOTS[form][at % 3])
        hour.now = urn.vote.closes_at + timedelta(days=30)
        assert urn.finish().phase == Phase.RESULT
        page = Client().get(f"/mitentscheiden/{urn.vote.slug}/ergebnis/").content.decode()
        found = {}
        for kind, name in (("json", "nachzaehlen.json"), ("pb", "stimmen.pb")):
            address = f"/mitentscheiden/{urn.vote.slug}/{name}"
            assert address in page, "the result page offers it"
            found[kind] = tmp_path / name
            found[kind].write_bytes(Client().get(address).content)
        return found

    return made


@pytest.mark.parametrize("form", Form)
def test_both_downloads_are_verified_and_a_ballot_taken_away_is_found(downloads, form, capsys):
    paths = downloads(form)
    for path in paths.values():
        assert main(["verify", str(path)]) == 0
        told = capsys.readouterr().out
        assert "the 6 ballots have the root that was published" in told and "agrees" in told
    told = json.loads(paths["json"].read_text())
    del told["ballots"][4]
    paths["json"].write_text(json.dumps(told))
    lines = paths["pb"].read_text().rstrip("\n").split("\n")
    paths["pb"].write_text("\n".join(lines[:-1]).replace("num_votes;6", "num_votes;5") + "\n")
    for path in paths.values():
        assert main(["verify", str(path)]) == 1
        assert "A ballot was changed, added or taken away" in capsys.readouterr().out


def altered(told, kind):
    first = told["ballots"][0]
    if kind == "winner":
        told["winners"] = told["winners"][:-1]
    elif kind == "choice":
        first[1] = {"2": 1}
    elif kind == "twice":
        told["ballots"].append(first)
    elif kind == "form":
        first[1] = {"1": -5}
    elif kind == "cost":
        told["projects"][0]["cost"] = "cheap"
    elif kind == "missing":
        del told["ballots"]
    return json.dumps(told)


ALTERED = {
    "winner": "differs",
    "choice": "A ballot was changed",
    "twice": "is there twice",
    "form": "breaks the form",
    "cost": "not a whole number",
    "missing": "missing or of the wrong kind",
}


def test_an_altered_download_is_found_and_said(downloads, capsys):
    path = downloads(Form.MONEY)["json"]
    whole = path.read_text()
    for kind, words in ALTERED.items():
        path.write_text(altered(json.loads(whole), kind))
        assert main(["verify", str(path)]) == 1, kind
        assert words in capsys.readouterr().out, kind
    path.write_text(whole[:-40])
    assert main(["verify", str(path)]) == 1
    assert "no JSON" in capsys.readouterr().out
