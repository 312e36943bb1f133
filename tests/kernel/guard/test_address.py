# SPDX-License-Identifier: EUPL-1.2
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import RequestFactory

from soesmart.kernel import clock
from soesmart.kernel.guard.address import client_address, visitor


def request(address: str, forwarded: str = ""):
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return RequestFactory().get("/", headers=headers, REMOTE_ADDR=address)


@pytest.fixture
def our_proxy(monkeypatch):
    values = dict(settings.SOESMART) | {"guard.proxies": ["10.0.0.0/8"]}
    monkeypatch.setattr(settings, "SOESMART", values)


def test_a_claimed_address_is_not_believed():
    assert str(client_address(request("203.0.113.5", "198.51.100.1"))) == "203.0.113.5"


@pytest.mark.usefixtures("our_proxy")
def test_our_proxy_is_believed_but_not_what_came_before_it():
    assert str(client_address(request("10.0.0.7", "1.1.1.1, 203.0.113.9"))) == "203.0.113.9"
    assert str(client_address(request("10.0.0.7", "203.0.113.9, 10.1.1.1"))) == "203.0.113.9"
    assert client_address(request("10.0.0.7", "<script>")) is None


def test_a_household_is_one_visitor_and_the_address_is_not_in_the_name():
    assert visitor(request("2001:db8::1")) == visitor(request("2001:db8::2"))
    assert visitor(request("2001:db8::1")) != visitor(request("2001:db8:0:1::1"))
    assert "203" not in visitor(request("203.0.113.5"))[:3] or len(visitor(request("203.0.113.5"))) == 24


def test_tomorrow_it_is_somebody_else(monkeypatch):
    today = visitor(request("203.0.113.5"))
    later = clock.now() + timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert visitor(request("203.0.113.5")) != today
