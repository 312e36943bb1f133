# SPDX-License-Identifier: EUPL-1.2
import pytest

from soesmart.conf.house import HOUSE
from soesmart.conf.rooms import ROOMS
from soesmart.kernel.settings import BadSetting, Setting, fits, load
from tools.workshop.settings import PAGE, page

DECLARED = (
    Setting("name", "text", "x", "A text."),
    Setting("town.people", "number", 1, "A number."),
    Setting("share", "number", 50, "A number with both ends.", least=1, most=100),
    Setting("town.example", "yes/no", False, "A yes or no."),
    Setting("languages", "list", ["de"], "A list."),
    Setting("theme", "table", {}, "A table."),
)


def read(folder, text="", **environment):
    if text:
        (folder / "soesmart.toml").write_text(text, "utf-8")
    return load(DECLARED, folder, environment)


@pytest.mark.parametrize(
    ("variable", "text", "told"),
    [
        ("SOESMART_TOWN_PEOPLE", "-1", "0 or more, found -1"),
        ("SOESMART_SHARE", "0", "from 1 to 100, found 0"),
        ("SOESMART_SHARE", "101", "from 1 to 100, found 101"),
    ],
)
def test_a_number_out_of_its_bounds_is_refused_with_them(tmp_path, variable, text, told):
    with pytest.raises(BadSetting, match=f"^{variable}: .*{told}"):
        read(tmp_path, **{variable: text})
    assert read(tmp_path, SOESMART_SHARE="1")["share"] == 1
    assert read(tmp_path, SOESMART_SHARE="100")["share"] == 100


@pytest.mark.parametrize("setting", [s for room in (HOUSE, *(r.settings for r in ROOMS)) for s in room])
def test_every_default_is_within_its_own_bounds(setting):
    assert setting.type != "number" or fits(setting, setting.default)


def test_without_anything_the_defaults_hold(tmp_path):
    found = read(tmp_path)
    assert dict(found) == {s.name: s.default for s in DECLARED}
    assert {found.origin(name) for name in found} == {"default"}
    assert len(found) == len(DECLARED)


def test_the_file_beats_the_default_and_the_environment_beats_the_file(tmp_path):
    text = 'name = "Soest"\n[town]\npeople = 48000\n[theme]\naccent = {light = "#123456"}\n'
    found = read(tmp_path, text, SOESMART_NAME="Ämpen", OTHER="1")
    assert (found["name"], found["town.people"]) == ("Ämpen", 48000)
    assert found["theme"] == {"accent": {"light": "#123456"}}
    assert found.origin("name") == "SOESMART_NAME"
    assert found.origin("town.people") == str(tmp_path / "soesmart.toml")


@pytest.mark.parametrize(
    ("variable", "text", "name", "value"),
    [
        ("SOESMART_NAME", "12", "name", "12"),
        ("SOESMART_TOWN_PEOPLE", "12", "town.people", 12),
        ("SOESMART_TOWN_EXAMPLE", "Yes", "town.example", True),
        ("SOESMART_TOWN_EXAMPLE", "0", "town.example", False),
        ("SOESMART_LANGUAGES", "de, en,", "languages", ["de", "en"]),
        ("SOESMART_LANGUAGES", '["de"]', "languages", ["de"]),
        ("SOESMART_LANGUAGES", "", "languages", []),
        ("SOESMART_THEME", '{"a": "b"}', "theme", {"a": "b"}),
    ],
)
def test_every_type_can_come_from_the_environment(tmp_path, variable, text, name, value):
    assert read(tmp_path, **{variable: text})[name] == value


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("SOESMART_TOWN_PEOPLE", "viele"),
        ("SOESMART_TOWN_PEOPLE", "1.5"),
        ("SOESMART_TOWN_PEOPLE", "true"),
        ("SOESMART_TOWN_EXAMPLE", "vielleicht"),
        ("SOESMART_LANGUAGES", "[1"),
        ("SOESMART_THEME", "[]"),
    ],
)
def test_a_wrong_value_in_the_environment_names_variable_and_type(tmp_path, variable, text):
    with pytest.raises(BadSetting, match=f"{variable}: .* must be of type"):
        read(tmp_path, **{variable: text})


@pytest.mark.parametrize(
    "text", ["name = 1", "town.people = true", 'town.people = "1"', 'languages = "de"', 'theme = "green"']
)
def test_a_wrong_value_in_the_file_names_file_and_type(tmp_path, text):
    with pytest.raises(BadSetting, match=r"soesmart\.toml: .* must be of type"):
        read(tmp_path, text)


@pytest.mark.parametrize(("text", "near"), [("nam = 1", "name"), ("[town]\npeopel = 1", "town.people")])
def test_an_unknown_name_in_the_file_gets_the_nearest_one(tmp_path, text, near):
    with pytest.raises(BadSetting, match=f'Did you mean "{near}"'):
        read(tmp_path, text)


def test_an_unknown_variable_gets_the_nearest_one(tmp_path):
    with pytest.raises(BadSetting, match='Did you mean "SOESMART_LANGUAGES"'):
        read(tmp_path, SOESMART_LANGUAGE="de")


@pytest.mark.parametrize("content", [b"name = ", b'name = "\xff"', b"[town\n"])
def test_a_file_that_is_no_toml_is_refused_by_name(tmp_path, content):
    (tmp_path / "soesmart.toml").write_bytes(content)
    with pytest.raises(BadSetting, match=r"soesmart\.toml: not readable"):
        read(tmp_path)


def test_the_first_reading_passes_over_what_other_rooms_declare(tmp_path):
    (tmp_path / "soesmart.toml").write_text('later = 1\nname = "a"\n', "utf-8")
    found = load(DECLARED, tmp_path, {"SOESMART_LATER_TOO": "1"}, lenient=True)
    assert found["name"] == "a"


def test_names_are_declared_once_and_defaults_fit_their_types():
    declared = [*HOUSE, *(s for room in ROOMS for s in room.settings)]
    names = [setting.environment for setting in declared]
    assert sorted(set(names)) == sorted(names)
    for setting in declared:
        assert setting.meaning.endswith("."), setting.name
        load([setting], PAGE.parent, {})


def test_every_setting_is_documented():
    text = PAGE.read_text("utf-8")
    declared = [*HOUSE, *(s for room in ROOMS for s in room.settings)]
    missing = [setting.name for setting in declared if f"| `{setting.name}` |" not in text]
    assert not missing, f"undocumented: {missing}. Run: python -m tools.workshop settings"
    assert text == page(), "docs/reference/settings.md is out of date. Run: python -m tools.workshop settings"
