# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language

from soesmart.decide.queries.results import euros
from soesmart.decide.types import OptionView
from soesmart.kernel import registry

register = template.Library()


@register.filter
def cents(amount: int) -> str:
    """Whole euros where there are no cents."""
    return euros(int(amount))


@register.filter
def whole(amount: int) -> int:
    """Cents as euros, for scripts."""
    return int(amount) // 100


@register.filter
def get(mapping: Mapping[str, Any], key: str) -> Any:
    return mapping.get(key)


@register.simple_tag
def origin_link(option: OptionView) -> str:
    """Where the project came from: the idea or the project page, as its own room describes it."""
    kind = registry.node_kinds().get(option.origin_kind)
    if kind is None or option.origin_id is None:
        return ""
    node = kind.describe([option.origin_id]).get(option.origin_id)
    if node is None:
        return ""
    return format_html('<a href="{}">{}</a>', node.url, node.title.in_language(get_language() or "de")[0])
