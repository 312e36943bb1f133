# SPDX-License-Identifier: EUPL-1.2
"""Every text of the pages stands in English too, and what is compiled is what is written."""

import shutil
import subprocess

import pytest

from tools.workshop.messages import COMPLETE, LOCALES, PACKAGE, catalogue_of, collect, entries

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """A copy of the package whose catalogues were brought up to date just now."""
    copy = tmp_path_factory.mktemp("messages") / "soesmart"
    leave_out = shutil.ignore_patterns("static", "towns", "migrations", "__pycache__")
    shutil.copytree(PACKAGE, copy, ignore=leave_out)
    collect(copy, suggest=False)
    return copy


@pytest.mark.parametrize("locale", LOCALES)
def test_no_text_is_missing(collected, locale):
    fresh = entries(catalogue_of(collected, locale))
    written = entries(catalogue_of(PACKAGE, locale))
    assert set(fresh) == set(written), "Texts changed: ./run messages, then translate what it lists"
    if locale in COMPLETE:
        assert [msgid for msgid, text in fresh.items() if not text] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_compiled_is_what_is_written(tmp_path, locale):
    source = catalogue_of(PACKAGE, locale)
    compiled = tmp_path / "django.mo"
    subprocess.run(["msgfmt", "--check-format", "-o", compiled, source], check=True)
    assert compiled.read_bytes() == source.with_suffix(".mo").read_bytes(), "./run messages compiles again"
