# SPDX-License-Identifier: EUPL-1.2
from django import template
from django.utils.translation import get_language

from soesmart.kernel.cents import Cents, format_euros

register = template.Library()


@register.filter
def euros(cents: int | None) -> str:
    """Cents as the language of the page writes money."""
    if cents is None:
        return ""
    if (get_language() or "de").startswith("de"):
        return format_euros(Cents(cents))
    return f"{'−' if cents < 0 else ''}€{abs(cents) // 100:,}.{abs(cents) % 100:02d}"


@register.filter
def whole_euros(cents: int) -> str:
    """For big figures: rounded to the euro."""
    number = f"{abs(cents + 50) // 100:,}"
    german = (get_language() or "de").startswith("de")
    return f"{'−' if cents <= -50 else ''}{number.replace(',', '.') if german else number}"


@register.filter
def percent(rate: int) -> str:
    """Basis points as percent."""
    text = f"{rate / 100:g}"
    return text.replace(".", ",") if (get_language() or "de").startswith("de") else text


@register.filter
def split_words(text: str) -> list[str]:
    return text.split()
