# SPDX-License-Identifier: EUPL-1.2
"""Addresses of questions: words for people, then a short key that alone finds the question.

The words follow the title; nothing of a deleted text stays in an address.
"""

from uuid import UUID

from django.urls import get_script_prefix

from soesmart.ask.engine.titles import address_words
from soesmart.kernel.ids import BadCode, new_code, read_code


def new_short() -> str:
    return new_code(7).lower()


def slug_of(title: str, short: str) -> str:
    words = address_words(title)
    return f"{words}-{short}" if words else short


def short_of(slug: str) -> str:
    """The key inside a slug; "" when there is none."""
    try:
        return read_code(slug.rsplit("-", 1)[-1]).lower()
    except BadCode:
        return ""


def question_url(slug: str) -> str:
    return f"{get_script_prefix()}fragen/{slug}/"


def photo_url(photo: UUID) -> str:
    return f"/api/v1/photos/{photo}"
