# SPDX-License-Identifier: EUPL-1.2
"""Sends the forms of the room as a browser would: with the token of the page, and its puzzle solved."""

import re
from typing import Any

from django.test import Client

from soesmart.kernel.guard import puzzle


def form_fields(html: str) -> dict[str, str]:
    """Names and values of the hidden fields of a page."""
    fields = re.findall(r'<input type="hidden" name="([\w-]+)"(?: value="([^"]*)")?', html)
    return {name: value for name, value in fields if value}


def solved(html: str) -> str:
    match = re.search(r'data-nonce="([^"]+)" data-bits="(\d+)"', html)
    assert match
    return puzzle.solve(match[1], int(match[2]))


def send(client: Client, path: str, *, with_script: bool = True, **values: Any) -> Any:
    """GET the page, fill in the form, POST it."""
    html = client.get(path).content.decode()
    fields = form_fields(html)
    if with_script:
        fields["guard-solution"] = solved(html)
    return client.post(path, fields | values)
