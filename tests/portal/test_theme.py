# SPDX-License-Identifier: EUPL-1.2
import pytest

from soesmart.portal.engine import theme


def test_the_calm_defaults_are_readable_in_light_and_dark():
    assert list(theme.faint_pairs({})) == []


def test_a_faint_accent_is_found():
    faint = list(theme.faint_pairs({"light": {"accent": "#9ab8a5"}}))
    assert {(f.front, f.back) for f in faint} >= {("accent", "paper"), ("on-accent", "accent")}


def test_contrast_as_wcag_defines_it():
    assert round(theme.contrast("#000000", "#ffffff"), 1) == 21.0
    assert round(theme.contrast("#777777", "#ffffff"), 2) == 4.48


def test_a_town_changes_one_colour_and_keeps_the_rest():
    sheet = theme.style_sheet({"dark": {"accent": "#FFD0A0"}})
    assert "--accent:#ffd0a0" in sheet
    assert f"--accent:{theme.LIGHT['accent']}" in sheet


@pytest.mark.parametrize("colour", ["green", "#12345", "red;}body{display:none", "#12345g"])
def test_what_is_no_colour_is_refused_by_name(colour):
    with pytest.raises(theme.BadTheme, match=r"theme\.light\.accent"):
        theme.style_sheet({"light": {"accent": colour}})


def test_an_unknown_token_is_refused():
    with pytest.raises(theme.BadTheme, match="akzent"):
        theme.tokens({"light": {"akzent": "#000000"}}, "light")
