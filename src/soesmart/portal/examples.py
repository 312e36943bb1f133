# SPDX-License-Identifier: EUPL-1.2
"""Made-up data says so, and says it once."""

from django.utils.translation import gettext


def says_example(text: str) -> bool:
    """Whether a text begins by saying so, in the language of the page or in the one it was written in."""
    return text.startswith(("Beispiel", gettext("Beispiel")))


def marked(text: str) -> str:
    """The text with the mark before it, unless it says so itself."""
    mark = gettext("Beispiel")
    return text if says_example(text) else f"{mark}: {text}".removesuffix(": ")
