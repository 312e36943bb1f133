# SPDX-License-Identifier: EUPL-1.2
from pathlib import Path

from tools.vendor import ROOT, SUMS, digest
from tools.vendoring.styles import Sheet


def test_what_comes_from_elsewhere_is_unchanged_and_complete():
    recorded = dict(reversed(line.split("  ")) for line in SUMS.read_text("ascii").splitlines())
    folders = {Path(name).parent for name in recorded}
    present = {
        str(p.relative_to(ROOT)) for folder in folders for p in (ROOT / folder).iterdir() if p.is_file()
    }
    assert present == set(recorded)
    assert {name: digest(ROOT / name) for name in recorded} == recorded


def test_cutting_keeps_wanted_rules_and_the_properties_they_need():
    text = """
        :root { --far: 1px; --near: var(--far); --idle: red; }
        .kern-btn, .kern-dialog { padding: var(--near) }
        @media (width > 1px) { .kern-btn--primary { color: red !important } .kern-col { float: left } }
        .kern-btn .kern-dialog { color: blue }
    """
    cut = Sheet(text, ["kern-btn"], []).text()
    assert cut == (
        ":root{--far:1px;--near:var(--far)}\n"
        ".kern-btn{padding:var(--near)}\n"
        "@media (width > 1px){.kern-btn--primary{color:red !important}}\n"
    )
