# SPDX-License-Identifier: EUPL-1.2
from datetime import UTC, datetime, timedelta, timezone

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from soesmart.kernel.log.engine.leaf import canonical, commitment, leaf_text, timestamp

TEXT = st.text(st.characters(codec="utf-8"), max_size=40)
JSON = st.dictionaries(TEXT, st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT)
AT = datetime(2026, 3, 29, 1, 0, 0, 5, tzinfo=UTC)


@given(
    kind=TEXT,
    subject=TEXT,
    version=st.integers(0, 2**53 - 1),
    public=JSON,
    personal=st.none() | st.just("ab"),
)
def test_the_leaf_written_by_hand_is_what_rfc_8785_says(kind, subject, version, public, personal):
    fields = {
        "kind": kind,
        "subject": subject,
        "version": version,
        "at": timestamp(AT),
        "public": public,
        "personal": personal,
    }
    written = leaf_text(kind, subject, version, AT, canonical(public), personal)
    assert written.encode() == rfc8785.dumps(fields)


def test_rfc_8785_example():
    """RFC 8785, section 3.2.2."""
    value = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"\u002f",
        "literals": [None, True, False],
    }
    assert canonical(value) == (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )


def test_time_is_written_in_utc_whatever_the_zone():
    assert timestamp(AT.astimezone(timezone(timedelta(hours=2)))) == "2026-03-29T01:00:00.000005Z"


@pytest.mark.parametrize("change", [b"\x00" * 31 + b"\x01", b""])
def test_the_commitment_depends_on_the_salt(change):
    assert commitment(b"\x00" * 32, "{}") != commitment(change, "{}")
