# SPDX-License-Identifier: EUPL-1.2
"""What no browser of a resident sends."""

import pytest
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.django_db
PATHS = ("/", "/frag/", "/fragen/", "/k/", "/api/v1/places", "/api/")


@pytest.mark.parametrize("host", ["evil.example", "testserver@evil.example", "testserver\r\nX: 1", "a" * 300])
def test_a_foreign_host_is_refused(host):
    assert Client(headers={"host": host}).get("/").status_code == 400


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "FOO"])
def test_unknown_methods_break_nothing(path, method):
    assert Client().generic(method, path).status_code < 500


@pytest.mark.parametrize(
    "path",
    [
        "/media/../soesmart.toml",
        "/static/../../soesmart.toml",
        "/static/%2e%2e/%2e%2e/keys/secret",
        "/static//etc/passwd",
        "/api/v1/photos/..%2f..%2fkeys%2fsecret",
        "/keys/secret",
        "/.env",
    ],
)
def test_no_way_to_files_that_are_not_for_everybody(path):
    answer = Client().get(path)
    assert answer.status_code in {301, 400, 404, 422}
    assert settings.SECRET_KEY.encode() not in answer.content


@pytest.mark.parametrize(
    "text", ["%00", "%0d%0aSet-Cookie:%20a=b", "%ff%fe", "<script>alert(1)</script>", "'" * 500]
)
@pytest.mark.parametrize(
    "path", ["/frag/?q=", "/fragen/?q=", "/fragen/?suche=", "/fragen/?nach=", "/orte/?q=", "/"]
)
def test_hostile_words_change_neither_headers_nor_page(path, text):
    answer = Client().get(path + text, follow=True)
    assert answer.status_code in {200, 400, 404}
    assert "a=b" not in str(answer.cookies)
    assert b"<script>alert" not in answer.content


def test_cookies_are_out_of_reach_for_scripts_and_other_sites():
    for name in ("SESSION", "CSRF"):
        assert getattr(settings, f"{name}_COOKIE_HTTPONLY")
        assert getattr(settings, f"{name}_COOKIE_SAMESITE") == "Lax"
        assert getattr(settings, f"{name}_COOKIE_SECURE") is settings.SOESMART["https"]


def test_a_body_too_large_is_refused_before_it_is_read():
    body = "x" * (settings.SOESMART["body.kilobytes"] * 1000 + 1)
    assert Client().post("/k/", body, content_type="text/plain").status_code == 413
