# SPDX-License-Identifier: EUPL-1.2
"""Collect the texts of templates and code into `locale/*/LC_MESSAGES/django.po` and compile them.

The source language is German; a translation that is missing shows the German text.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "src" / "soesmart"
LOCALES = ("en", "de_Simple")
COMPLETE = ("en",)
"""Languages in which every text must stand; Einfache Sprache falls back to plain German texts."""
HEADER = """# SPDX-License-Identifier: EUPL-1.2
msgid ""
msgstr ""
"Project-Id-Version: soesmart\\n"
"Language: {locale}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""


def main(arguments: list[str]) -> int:
    collect(PACKAGE)
    missing = 0
    for locale in LOCALES:
        catalogue = catalogue_of(PACKAGE, locale)
        subprocess.run(
            ["msgfmt", "--check-format", "-o", catalogue.with_suffix(".mo"), catalogue], check=True
        )
        untranslated = [msgid for msgid, text in entries(catalogue).items() if not text]
        missing += len(untranslated) if locale in COMPLETE else 0
        print(f"{locale}: {len(entries(catalogue))} texts, {len(untranslated)} without translation")
        if "--list" in arguments:
            print(*(f"  {msgid!r}" for msgid in untranslated), sep="\n")
    return 1 if missing else 0


def collect(package: Path) -> None:
    """Bring the catalogues below `package` up to date; keeps translations, drops what is gone."""
    for locale in LOCALES:
        catalogue_of(package, locale).parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        [
            *(sys.executable, "-m", "django", "makemessages", "--no-location", "--no-wrap", "--no-obsolete"),
            *(part for locale in LOCALES for part in ("-l", locale)),
            *("--ignore", "migrations", "--ignore", "towns", "--ignore", "static"),
        ],
        cwd=package,
        check=True,
        env={name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"},
        stdout=subprocess.DEVNULL,
    )
    for locale in LOCALES:  # gettext's own header carries a date: every collection would be a change
        path = catalogue_of(package, locale)
        _, _, texts = path.read_text("utf-8").partition("\n\n")
        path.write_text(f"{HEADER.format(locale=locale)}\n{texts}", "utf-8")


def catalogue_of(package: Path, locale: str) -> Path:
    return package / "locale" / locale / "LC_MESSAGES" / "django.po"


def entries(catalogue: Path) -> dict[str, str]:
    """Text → translation as the .po file has them (plural forms joined); fuzzy ones count as missing."""
    found: dict[str, str] = {}
    for block in catalogue.read_text("utf-8").split("\n\n"):
        parts = re.findall(r'^(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?) ((?:".*"\n?)+)', block, re.M)
        fields = {name: "".join(re.findall(r'"(.*)"', text)) for name, text in parts}
        if fields.get("msgid"):
            strings = [text for name, text in fields.items() if name.startswith("msgstr")]
            found[fields["msgid"]] = "" if ", fuzzy" in block or not all(strings) else " ".join(strings)
    return found
