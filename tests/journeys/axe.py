# SPDX-License-Identifier: EUPL-1.2
"""Runs axe-core in a page. Through an isolated evaluation: the page's own CSP stays in force."""

from pathlib import Path

from playwright.sync_api import Page

_SOURCE = (Path(__file__).parents[1] / "vendor/axe/axe.min.js").read_text("utf-8")
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_DOUBTS_THAT_COUNT = frozenset({"color-contrast", "color-contrast-enhanced"})


def check(page: Page) -> None:
    """Fail on every violation, on undecided contrast, on text below 7:1."""
    # After a click the new document is there before its stylesheet.
    page.wait_for_load_state("load")
    page.evaluate(_SOURCE)
    options = {
        "runOnly": {"type": "tag", "values": _TAGS},
        "rules": {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}},
        "resultTypes": ["violations", "incomplete"],
    }
    # Axe never knows what lies behind the letters of a drawing; the theme's own test measures those.
    results = page.evaluate("options => axe.run({ exclude: ['svg text'] }, options)", options)
    found = results["violations"] + [
        doubt for doubt in results["incomplete"] if doubt["id"] in _DOUBTS_THAT_COUNT
    ]
    assert not found, "\n".join(_told(rule) for rule in found) + f"\non {page.url}"


def _told(rule: dict) -> str:
    places = [
        f"    {' '.join(map(str, node['target']))}: {node['html'][:160]}\n      {_why(node)}"
        for node in rule["nodes"]
    ]
    return "\n".join([f"{rule['id']}: {rule['help']}", *places])


def _why(node: dict) -> str:
    return "; ".join(reason["message"] for kind in ("any", "all", "none") for reason in node[kind])
