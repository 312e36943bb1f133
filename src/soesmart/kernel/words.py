# SPDX-License-Identifier: EUPL-1.2
"""Text a town publishes, in several languages (decision 3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

TextStatus = Literal["authored", "translated", "machine"]


@dataclass(frozen=True, slots=True)
class LocalText:
    """One text per language code; a language that is missing shows the source language instead."""

    texts: Mapping[str, str]
    source_lang: str = "de"
    status: TextStatus = "authored"

    def in_language(self, language: str) -> tuple[str, str]:
        """(text, language it is really in)."""
        if language in self.texts:
            return self.texts[language], language
        return self.texts[self.source_lang], self.source_lang
