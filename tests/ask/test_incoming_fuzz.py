# SPDX-License-Identifier: EUPL-1.2
"""Whatever the file: it comes in as a whole, or nothing does and the report says where. Never a crash."""

import csv
import io
import json
import zipfile

import openpyxl
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from soesmart.ask.engine.incoming.headings import HEADINGS
from soesmart.ask.engine.incoming.mapping import BadMapping
from soesmart.ask.engine.incoming.open311 import read_list
from soesmart.ask.imports.contributions import import_content
from soesmart.ask.models import Contribution, Event, Origin
from soesmart.kernel.log.models import Pending
from soesmart.kernel.tables.table import Unreadable

pytestmark = pytest.mark.django_db
PART = st.integers(0, 1_000_000).map(lambda part: part / 1_000_000)
SEEN = {"files": 0, "came in": 0, "refused": 0, "contributions": 0}
WORDS = sorted({word for words in HEADINGS.values() for word in words.split()})

headings = st.one_of(
    st.sampled_from(WORDS), st.sampled_from(["id", "text", "date", "lat", "lon"]), st.text(max_size=8)
)
values = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "1",
            "51,57",
            "8.1",
            "2683111.5",
            "1247955",
            "437000",
            "5713000",
            "0",
            "31.03.2024 02:30",
            "29.10.2023 02:30",
            "2024-01-05",
            "2024-13-45",
            "9/9/2019 1:00 PM",
            "offen",
            "closed",
            "=1+1",
            "-1e400",
            "nan",
            "POINT (8 51)",
            "45000.5",
            "1700000000",
            "https://a.example/1",
            "<p>Hallo</p>",
        ]
    ),
    st.sampled_from(["", "x" * 6_000, "\0"]),
    st.integers(-(10**20), 10**20).map(str),
    st.floats().map(repr),
    st.datetimes().map(str),
)
json_values = st.recursive(
    st.one_of(values, st.none(), st.booleans(), st.integers(), st.floats()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(headings, inner, max_size=3)),
    max_leaves=6,
)
points = st.one_of(
    st.none(),
    st.fixed_dictionaries(
        {"type": st.just("Point"), "coordinates": st.lists(st.floats() | st.integers(), max_size=4)}
    ),
    json_values,
)


@st.composite
def rows(draw):
    names = draw(st.lists(headings, min_size=1, max_size=7))
    if draw(st.booleans()):
        names = ["id", "text", "date", *names]
    lines = draw(st.lists(st.lists(values, max_size=len(names) + 1), max_size=6))
    if "id" in names and draw(st.booleans()):
        good = [[str(n), "Laterne dunkel", "2024-01-05", *[""] * (len(names) - 3)] for n in range(3)]
        lines = lines[:1] + good if draw(st.booleans()) else good
    return [names, *lines]


@st.composite
def separated(draw):
    out = io.StringIO(newline="")
    table = csv.writer(
        out,
        delimiter=draw(st.sampled_from(";,\t|")),
        quoting=draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
        lineterminator=draw(st.sampled_from(["\n", "\r\n", "\r"])),
    )
    table.writerows(draw(rows()))
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"]))
    return out.getvalue().encode(encoding, "replace")


@st.composite
def sheets(draw):
    book = openpyxl.Workbook()
    for row in draw(rows()):
        book.active.append(["".join(c for c in cell if c.isprintable())[:3_000] for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@st.composite
def packed(draw):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in ("[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"):
            archive.writestr(name, draw(st.one_of(st.binary(max_size=80), st.just("<a/>"))))
    return out.getvalue()


@st.composite
def objects(draw):
    features = st.fixed_dictionaries(
        {
            "type": st.just("Feature"),
            "geometry": points,
            "properties": st.dictionaries(headings, json_values, max_size=6),
        }
    )
    good = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [8.1, 51.5]}}
    good["properties"] = {"id": 1, "text": "Bank kaputt", "date": "2024-05-05"}
    listed = draw(st.lists(st.one_of(features, json_values, st.just(good)), max_size=4))
    document = listed if draw(st.booleans()) else {"type": "FeatureCollection", "features": listed}
    return json.dumps(document).encode()


@st.composite
def broken(draw):
    """A readable file, cut off or with a few bytes changed."""
    content = bytearray(draw(st.one_of(separated(), objects(), sheets())))
    # Positions as parts of the whole: Excel files hold the time, and so differ in length from run to run.
    for _ in range(draw(st.integers(0, 4))):
        at, byte = draw(PART), draw(st.integers(0, 255))
        if content:
            content[int(at * (len(content) - 1))] = byte
    return bytes(content[: int(draw(PART) * len(content))] if draw(st.booleans()) else content)


FILES = st.one_of(separated(), separated(), objects(), broken(), sheets(), packed(), st.binary(max_size=300))


def _state():
    return [model.objects.count() for model in (Contribution, Origin, Event, Pending)]


def _take(content):
    """Import and look whether it is whole; the database is as before afterwards."""
    with transaction.atomic():
        before = _state()
        SEEN["files"] += 1
        try:
            report = import_content(content, "f", lambda *_: None, False, {"source": "Amt"})
        except (Unreadable, BadMapping) as refused:
            assert str(refused)
            report = None
        contributions, origins, events, leaves = (a - b for a, b in zip(_state(), before, strict=True))
        if report is None or report.problems:
            assert (contributions, origins, events) == (0, 0, 0) and leaves == 0
            SEEN["refused"] += 1
        else:
            assert contributions == origins == report.created and events >= contributions
            assert Contribution.objects.filter(folded="").exclude(text="").count() <= contributions
            SEEN["came in"] += 1
            SEEN["contributions"] += contributions
            again = import_content(content, "f", lambda *_: None, False, {"source": "Amt"})
            assert (again.created, again.updated) == (0, 0)
        transaction.set_rollback(True)


_QUIET = list(HealthCheck)


@settings(max_examples=120, suppress_health_check=_QUIET)
@given(FILES)
def test_any_file_comes_in_whole_or_not_at_all(content):
    _take(content)


@pytest.mark.full
def test_ten_thousand_files():
    SEEN.update(dict.fromkeys(SEEN, 0))
    settings(max_examples=10_000, suppress_health_check=_QUIET)(given(FILES)(_take))()
    print(SEEN)
    assert SEEN["files"] >= 10_000 and min(SEEN.values()) > 100


@settings(max_examples=300)
@given(
    st.one_of(
        st.binary(max_size=200),
        objects(),
        st.text(max_size=100).map(lambda t: f"<a><request><b>{t}</b></request></a>".encode()),
    )
)
def test_any_answer_of_a_server_is_read_or_refused(content):
    try:
        for row in read_list(content, "request"):
            assert all(isinstance(value, str) for value in row.values())
    except Unreadable as refused:
        assert str(refused)
