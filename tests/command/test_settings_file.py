# SPDX-License-Identifier: EUPL-1.2
import tomllib

from hypothesis import given
from hypothesis import strategies as st

from soesmart.command import settings_file
from soesmart.conf.house import HOUSE
from soesmart.kernel.settings import Setting, load

texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)))


@given(texts, st.lists(texts), st.dictionaries(texts, texts))
def test_what_is_written_is_read_again(text, words, table):
    declared = (
        Setting("name", "text", "", "Any."),
        Setting("part.words", "list", [], "Any."),
        Setting("part.table", "table", {}, "Any."),
    )
    values = {"name": text, "part.words": words, "part.table": table}
    read = tomllib.loads(settings_file.text(values, declared))
    assert read == {"name": text, "part": {"words": words, "table": table}}


def test_hints_are_comments_and_change_nothing(tmp_path):
    written = settings_file.text({"town.name": "Ösel"}, HOUSE, hints=("town.phone", "hosts"))
    assert '# phone = ""' in written
    (tmp_path / "soesmart.toml").write_text(written, "utf-8")
    settings = load(HOUSE, tmp_path, {})
    assert settings["town.name"] == "Ösel"
    assert settings.origin("town.phone") == settings.origin("hosts") == "default"
