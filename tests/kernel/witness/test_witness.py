# SPDX-License-Identifier: EUPL-1.2
"""A log and its witness in one database: what the protocol answers."""

import pytest
from django.test import Client

from soesmart.kernel.log.actions import integrate, sign_head, stage
from soesmart.kernel.log.models import Head, Leaf, Origin, Tile
from soesmart.kernel.log.queries import consistency, latest_head
from soesmart.kernel.witness import actions, keys, queries
from soesmart.kernel.witness.engine import cosignature, request
from soesmart.kernel.witness.models import Cosignature, SeenHead

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def town(settings, tmp_path):
    settings.DATA = tmp_path
    _grow(3)
    house = dict(settings.SOESMART)
    house["witness.logs"] = [latest_head().key]
    house["witness.ask"] = [f"https://zeuge.example/witness {cosignature.public_key(keys.read())}"]
    settings.SOESMART = house


def _grow(number: int) -> None:
    for at in range(number):
        stage("places.place", f"{Leaf.objects.count()}-{at}", 1, {"n": at})
    integrate()
    sign_head()


def _send(address: str, body: bytes) -> tuple[int, str]:
    assert address == "https://zeuge.example/witness/add-checkpoint"
    answer = Client().post("/witness/add-checkpoint", body, content_type="text/plain")
    return answer.status_code, answer.content.decode()


def test_a_witness_signs_what_continues_and_only_that():
    (first,) = actions.ask_all(_send)
    assert first.ok, first.text
    _grow(5)
    (second,) = actions.ask_all(_send)
    assert second.ok and Cosignature.objects.count() == 2
    assert actions.ask_all(_send)[0].ok and SeenHead.objects.count() == 2
    notes = queries.cosigned_notes()
    assert len(notes) == 2 and all(finding.ok for finding in queries.findings())
    assert Client().get("/witness/cosigned").content.decode().count("zeuge") == 0
    assert Client().get("/witness/key").content.decode().strip() == cosignature.public_key(keys.read())


def test_a_log_written_anew_with_its_own_key_gets_no_signature():
    assert actions.ask_all(_send)[0].ok
    _grow(4)
    leaf = Leaf.objects.order_by("-number").first()
    first = Leaf.objects.get(number=1)
    Leaf.objects.filter(pk=first.pk).update(public='{"n":99}')
    _rebuild()
    (outcome,) = actions.ask_all(_send)
    assert not outcome.ok and "422" in outcome.text and leaf is not None


def _rebuild() -> None:
    """What somebody with database and key would do: new hashes, new heads."""
    from soesmart.kernel.log.engine import tiles
    from soesmart.kernel.log.engine.tree import leaf_hash
    from soesmart.kernel.log.rows import leaf_bytes

    origin = Origin.objects.get()
    Tile.objects.all().delete()
    Head.objects.all().delete()
    hashes = (leaf_hash(leaf_bytes(leaf)) for leaf in Leaf.objects.order_by("number"))
    for (level, index), data in tiles.append(0, {}, hashes).items():
        Tile.objects.create(origin=origin, level=level, index=index, hashes=data)
    sign_head()


def test_what_the_protocol_answers(settings):
    head = latest_head()
    body = request.write(0, (), head.note)
    assert _send("https://zeuge.example/witness/add-checkpoint", b"old x\n\n")[0] == 400
    assert Client().get("/witness/add-checkpoint").status_code == 405
    assert actions.see(body).status == 200
    assert actions.see(body).status == 409
    _grow(2)
    newer = latest_head()
    path = consistency(newer.origin, head.size, newer.size)
    assert actions.see(request.write(head.size, path[:-1], newer.note)).status == 422
    assert actions.see(request.write(newer.size + 1, (), newer.note)).status == 400
    assert actions.see(request.write(head.size, path, newer.note)).status == 200
    forged = newer.note.replace("\nat ", "\nat 1")
    assert actions.see(request.write(newer.size, (), forged)).status == 403
    house = dict(settings.SOESMART)
    house["witness.logs"] = []
    settings.SOESMART = house
    assert actions.see(request.write(newer.size, (), newer.note)).status == 404


def test_a_witness_that_lost_its_memory_is_asked_from_the_beginning():
    assert actions.ask_all(_send)[0].ok
    SeenHead.objects.all().delete()
    _grow(1)
    assert actions.ask_all(_send)[0].ok


def test_a_wrong_answer_is_no_signature():
    assert not actions.ask_all(lambda _address, _body: (200, "— zeuge AAAA\n"))[0].ok
    assert not actions.ask_all(lambda _address, _body: (0, "cannot be reached"))[0].ok
    assert not Cosignature.objects.exists()
