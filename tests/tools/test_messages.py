# SPDX-License-Identifier: EUPL-1.2
"""Who gets which texts in which language, and that none is left over."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.workshop.messages import (
    BESIDE_THE_JOURNEYS,
    JOURNEYS,
    PACKAGE,
    PLAIN,
    PLURALS,
    catalogue_of,
    entries,
    is_on_a_journey,
)
from tools.workshop.texts import ALIASES

SCRIPTS = {"uk": r"[Ѐ-ӿ]", "ar": r"[؀-ۿ]", "tr": r"[A-Za-zçğıöşüÇĞİÖŞÜ]"}


@pytest.mark.parametrize("locale", [*PLAIN, *JOURNEYS])
def test_every_text_is_decided(locale):
    """Plain German that stays as it is repeats itself: an empty text is one nobody looked at."""
    assert [msgid for msgid, text in entries(catalogue_of(PACKAGE, locale)).items() if not text] == []


@pytest.mark.parametrize("locale", JOURNEYS)
def test_every_text_is_in_the_script_of_its_language(locale):
    forgotten = [
        msgid
        for msgid, text in entries(catalogue_of(PACKAGE, locale)).items()
        if re.search("[a-zäöü]{4}", re.sub(r"%\(\w+\)[sd]|\S*[/.@]\S*", "", msgid))
        and not re.search(SCRIPTS[locale], text)
    ]
    assert forgotten == []


@pytest.mark.parametrize("locale", JOURNEYS)
def test_plural_forms_are_those_of_the_language(locale):
    wanted = int(re.match(r"nplurals=(\d)", PLURALS[locale])[1])
    blocks = catalogue_of(PACKAGE, locale).read_text("utf-8").split("\n\n")
    counted = [block.count("\nmsgstr[") for block in blocks if "\nmsgid_plural" in block]
    assert counted and set(counted) == {wanted}


def test_a_text_is_the_residents_as_soon_as_one_place_is():
    assert not is_on_a_journey(["ask/templates/ask/team/queue.html.py", "ask/views/team.py"])
    assert is_on_a_journey(["ask/templates/ask/team/queue.html.py", "ask/words.py"])


def test_what_lies_beside_the_journeys_exists():
    """A file that moved would carry its texts over to the residents, or the other way round, unseen."""
    known = [path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*") if path.suffix != ".pyc"]
    for name in BESIDE_THE_JOURNEYS:
        assert any(path.startswith(name.rstrip("/")) for path in known), name


def test_gettext_has_no_name_that_the_collection_does_not_know():
    found = {
        name
        for path in PACKAGE.rglob("*.py")
        for name in re.findall(r"\bp?n?gettext(?:_lazy|_noop)? as (\w+)", path.read_text("utf-8"))
    }
    assert found <= {"_", *ALIASES}


def test_no_text_stands_inside_a_text_with_values():
    """Older gettext does not look into f-strings: such a text would silently stay German."""
    assert [f"{path.name}: {text}" for path in PACKAGE.rglob("*.py") for text in _hidden(path)] == []


def _hidden(path: Path) -> Iterator[str]:
    names = re.compile(rf"_|p?n?gettext(_lazy|_noop)?|{'|'.join(ALIASES)}")
    for joined in ast.walk(ast.parse(path.read_bytes())):
        for node in ast.walk(joined) if isinstance(joined, ast.JoinedStr) else ():
            if isinstance(node, ast.Call) and names.fullmatch(getattr(node.func, "id", "")):
                yield from (one.value for one in node.args if isinstance(one, ast.Constant))
