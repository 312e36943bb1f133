# SPDX-License-Identifier: EUPL-1.2
"""Runs axe-core in a page. Through an isolated evaluation: the page's own CSP stays in force."""

from pathlib import Path

from playwright.sync_api import Page

_SOURCE = (Path(__file__).parents[1] / "vendor/axe/axe.min.js").read_text("utf-8")
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_CONTRAST = ["color-contrast", "color-contrast-enhanced"]
_RESULTS = {"resultTypes": ["violations", "incomplete"]}
_ALL = _RESULTS | {
    "runOnly": {"type": "tag", "values": _TAGS},
    "rules": {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}},
}
_COLOURS = _RESULTS | {"runOnly": {"type": "rule", "values": [*_CONTRAST, "link-in-text-block"]}}
# Only what counts leaves the page. Axe never knows what lies behind the letters of a drawing; the theme's own
# test measures those.
_RUN = """async ({ options, doubts }) => {
    if (typeof window.axe?.run !== 'function') return null;
    const { violations, incomplete } = await axe.run({ exclude: ['svg text'] }, options);
    return [...violations, ...incomplete.filter(({ id }) => doubts.includes(id))];
}"""
_DRAWN = """() => JSON.stringify([...document.querySelectorAll('*')].map((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    const { display, visibility, fontSize, fontWeight } = getComputedStyle(element);
    return [x + scrollX, y + scrollY, width, height, display, visibility, fontSize, fontWeight];
}))"""


def check(page: Page) -> None:
    """Fail on every violation, on undecided contrast, on text below 7:1."""
    found = _found(page, _ALL)
    assert not found, f"{found}\non {page.url}"


def check_in_both_lights(page: Page) -> None:
    """As `check`, by day and by night. A night that only paints is asked about its colours alone."""
    page.emulate_media(color_scheme="light")
    by_day, drawn = _found(page, _ALL), page.evaluate(_DRAWN)
    page.emulate_media(color_scheme="dark")
    by_night = _found(page, _COLOURS if page.evaluate(_DRAWN) == drawn else _ALL)
    page.emulate_media(color_scheme="light")
    found = [f"{light}:\n{told}" for light, told in (("light", by_day), ("dark", by_night)) if told]
    assert not found, "\n".join(found) + f"\non {page.url}"


def _found(page: Page, options: dict) -> str:
    # After a click the new document is there before its stylesheet.
    page.wait_for_load_state("load")
    asked = {"options": options, "doubts": _CONTRAST}
    while (found := page.evaluate(_RUN, asked)) is None:  # the first look at this page
        page.add_init_script(_SOURCE)  # what it opens next has it from the start
        page.evaluate(_SOURCE)
    return "\n".join(_told(rule) for rule in found)


def _told(rule: dict) -> str:
    places = [
        f"    {' '.join(map(str, node['target']))}: {node['html'][:160]}\n      {_why(node)}"
        for node in rule["nodes"]
    ]
    return "\n".join([f"{rule['id']}: {rule['help']}", *places])


def _why(node: dict) -> str:
    return "; ".join(reason["message"] for kind in ("any", "all", "none") for reason in node[kind])
