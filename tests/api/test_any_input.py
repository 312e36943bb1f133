# SPDX-License-Identifier: EUPL-1.2
"""Whatever a program sends, the answer is never "our fault"."""

import os

import pytest
import schemathesis
from hypothesis import HealthCheck, settings

from soesmart.conf.api import api
from soesmart.conf.wsgi import application

schema = schemathesis.openapi.from_dict(api.get_openapi_schema())
schema.app = application
EXAMPLES = int(os.environ.get("SCHEMATHESIS_EXAMPLES") or 0)
"""How many of each operation, new ones every time; `./run test --full` asks for 400. Unset: a few, always the
same."""


@pytest.mark.django_db(transaction=True)
@schema.parametrize()
@settings(
    max_examples=EXAMPLES or 15,
    derandomize=not EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_no_server_error(case):
    # The WSGI transport of schemathesis does not unpack.
    answer = case.call(headers={"Accept-Encoding": "identity"})
    assert answer.status_code < 500, f"{case.method} {case.formatted_path}: {answer.text[:2000]}"
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == ["application/problem+json"]
        problem = answer.json()
        assert problem["status"] == answer.status_code
        assert problem["title"]
        assert problem["detail"]
