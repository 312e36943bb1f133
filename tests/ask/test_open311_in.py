# SPDX-License-Identifier: EUPL-1.2
"""Reports fetched from a GeoReport v2 server on this machine."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from soesmart.ask.imports.fetching import Fetcher
from soesmart.ask.imports.open311 import import_open311
from soesmart.ask.models import Contribution
from soesmart.kernel.tables.table import Unreadable

ROWS = [
    {
        "service_request_id": str(n),
        "service_code": "L1",
        "status": "open",
        "description": f"Laterne {n} dunkel",
    }
    | {"lat": 51.5 + n / 1000, "long": 8.1, "requested_datetime": f"2026-01-0{n % 9 + 1}T10:00:00Z"}
    for n in range(5)
]
SERVICES = [{"service_code": "L1", "service_name": "Licht"}]
XML = "<service_requests>{}</service_requests>"


class _Town(BaseHTTPRequestHandler):
    def do_GET(self):
        parts = urlsplit(self.path)
        page = int(parse_qs(parts.query).get("page", ["1"])[0])
        if parts.path.startswith("/away"):
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1:9/requests.json")
            self.end_headers()
            return
        name = parts.path.rsplit("/", 1)[-1]
        body = json.dumps(SERVICES if name == "services.json" else ROWS[2 * page - 2 : 2 * page])
        if parts.path.startswith("/xml") and name == "requests.json":
            rows = ROWS[2 * page - 2 : 2 * page]
            items = ("".join(f"<{k}>{v}</{k}>" for k, v in row.items()) for row in rows)
            body = XML.format("".join(f"<request>{item}</request>" for item in items))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), _Town) as town:
        thread = threading.Thread(target=town.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{town.server_port}"
        town.shutdown()
        thread.join()


def fetch(address, **more):
    return import_open311(address, watch=lambda *_: None, source="Nachbarstadt", **more)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/v2", "/xml"])
def test_all_pages_come_in_once(server, path):
    report = fetch(server + path)
    assert (report.created, report.problems) == (5, ())
    row = Contribution.objects.select_related("category").get(text="Laterne 3 dunkel")
    assert row.category.name == "Licht" and (row.lat, row.state) == (51.503, "new")
    assert fetch(server + path).unchanged == 5


@pytest.mark.django_db
def test_a_redirect_elsewhere_is_not_followed(server):
    report = fetch(f"{server}/away")
    assert "anderen Rechner" in report.problems[0].text and not Contribution.objects.exists()


@pytest.mark.parametrize(
    "address", ["ftp://127.0.0.1/", "http://", "file:///etc/passwd", "http://a:b@127.0.0.1/"]
)
def test_other_addresses_are_refused(address):
    with pytest.raises(Unreadable):
        Fetcher(address).get(address)


def test_a_public_server_does_not_lead_inside(monkeypatch):
    inside = {"stadt.example": False}
    monkeypatch.setattr("soesmart.ask.imports.fetching._is_inside", lambda host: inside[host])
    fetcher = Fetcher("https://stadt.example/v2")
    inside["stadt.example"] = True  # the name now points into the own network
    with pytest.raises(Unreadable, match="inneres Netz"):
        fetcher.get("https://stadt.example/v2/requests.json")
    with pytest.raises(Unreadable, match="anderen Rechner"):
        fetcher.get("https://169.254.169.254/latest")
