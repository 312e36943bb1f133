# SPDX-License-Identifier: EUPL-1.2
"""The pure half of Open311: what it writes another parser reads, and no date brings it down."""

import contextlib
import json
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soesmart.ask.engine.georeport import as_json, as_xml, instant


@given(st.text())
def test_every_text_survives_both_formats(text):
    rows = [{"description": text, "lat": None, "metadata": True}]
    assert json.loads(as_json("services", rows)) == rows
    written = as_xml("services", rows)
    service = ElementTree.fromstring(written)[0]  # noqa: S314
    assert service.findtext("metadata") == "true" and service.findtext("lat") == ""
    kept = service.findtext("description")
    # A parser reads every line end as one sign.
    assert len(kept.replace("\n", "")) >= len(text.replace("\r", "").replace("\n", ""))


@given(st.text() | st.datetimes().map(str))
def test_a_date_is_an_instant_or_refused(text):
    with contextlib.suppress(ValueError, OverflowError):
        assert instant(text).tzinfo is not None


@pytest.mark.parametrize(
    "text", ["2026-05-04T08:00:00Z", "2026-05-04T10:00:00+02:00", "2026-05-04T10:00:00 02:00"]
)
def test_dates_of_the_specification(text):
    assert instant(text).isoformat()[:10] == "2026-05-04" and instant(text).timestamp() == 1777881600


def test_a_date_without_a_zone_is_no_instant():
    with pytest.raises(ValueError):
        instant("2026-05-04T08:00:00")
