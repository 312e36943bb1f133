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
COMPLETE = ("en",)
"""Languages in which every text must stand."""
PLAIN = ("de_Simple",)
"""Einfache Sprache: every text is decided; one that is plain already repeats the German words."""
JOURNEYS = ("uk", "ar", "tr")
"""Languages in which all texts stand that residents meet while asking, reading, following and supporting."""
LOCALES = (*COMPLETE, *PLAIN, *JOURNEYS)
BESIDE_THE_JOURNEYS = (
    "accounts/forms.py",
    "accounts/middleware.py",
    "accounts/rules.py",
    "accounts/team_views.py",
    "accounts/actions/grants.py",
    "accounts/templates/account/",
    "accounts/templates/accounts/leave.html",
    "accounts/templates/accounts/mine.html",
    "accounts/templates/accounts/not_allowed.html",
    "accounts/templates/accounts/one_time_link.html",
    "accounts/templates/accounts/passkey_trouble.html",
    "accounts/templates/accounts/people.html",
    "accounts/templates/mfa/",
    "accounts/views.py",
    "alliance/",
    "ask/actions/adding_photos.py",
    "ask/actions/answering.py",
    "ask/actions/blurring.py",
    "ask/actions/deciding.py",
    "ask/actions/importing.py",
    "ask/actions/merging.py",
    "ask/actions/moving.py",
    "ask/actions/redacting.py",
    "ask/forms_team.py",
    "ask/imports",
    "ask/paper/",
    "ask/reasons.py",
    "ask/templates/ask/team/",
    "ask/views/appeals.py",
    "ask/views/blurring.py",
    "ask/views/deciding.py",
    "ask/views/georeport",
    "ask/views/incoming.py",
    "ask/views/team",
    "command/",
    "conf/",
    "decide/",
    "kernel/api/",
    "kernel/log/",
    "ledger/",
    "mobility/",
    "portal/embedding.py",
    "portal/templates/portal/api.html",
    "portal/templates/portal/embedding.html",
    "portal/templates/portal/papers.html",
    "projects/",
    "revisions/",
    "stall/",
    "strategy/",
    "thread/actions.py",
    "thread/relations.py",
    "thread/templates/thread/team/",
    "thread/team_views.py",
    "trials/",
)
"""Files whose texts JOURNEYS may leave in German: the team's pages, signing in, programs, the rooms about
projects, money and votes.

Whatever is not named here is on the way of residents. `portal.languages.GERMAN_ONLY` names the addresses of
these pages, so that they say that they are German and screen readers pronounce them so.
"""
PLURALS = {
    "en": "nplurals=2; plural=(n != 1);",
    "de_Simple": "nplurals=2; plural=(n != 1);",
    "tr": "nplurals=2; plural=(n > 1);",
    "uk": (
        "nplurals=4; plural=(n % 10 == 1 && n % 100 != 11 ? 0"
        " : n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 12 || n % 100 > 14) ? 1"
        " : n % 10 == 0 || (n % 10 >= 5 && n % 10 <= 9) || (n % 100 >= 11 && n % 100 <= 14) ? 2 : 3);"
    ),
    "ar": (
        "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2"
        " : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5;"
    ),
}
HEADER = """# SPDX-License-Identifier: EUPL-1.2
msgid ""
msgstr ""
"Project-Id-Version: soesmart\\n"
"Language: {locale}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"
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


def collect(package: Path, *, suggest: bool = True) -> None:
    """Bring the catalogues below `package` up to date; keeps translations, drops what is gone.

    With `suggest`, a new text gets the translation of a similar one, marked as fuzzy.
    """
    for locale in LOCALES:
        path = catalogue_of(package, locale)
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():  # gettext lays out as many plural forms as the header names
            path.write_text(_header(locale), "utf-8")
    subprocess.run(
        [
            *(sys.executable, str(Path(__file__).with_name("texts.py")), "--no-wrap", "--no-obsolete"),
            *("--add-location", "file"),
            *(part for locale in LOCALES for part in ("-l", locale)),
            *(() if suggest else ("--no-suggestions",)),
            *("--ignore", "migrations", "--ignore", "towns", "--ignore", "static"),
        ],
        cwd=package,
        check=True,
        env={name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"},
        stdout=subprocess.DEVNULL,
    )
    for locale in LOCALES:
        _tidy(catalogue_of(package, locale), locale)


def _tidy(path: Path, locale: str) -> None:
    """Without places and dates, which would change with every collection; without texts nobody needs here."""
    _, *texts = path.read_text("utf-8").rstrip().split("\n\n")
    kept = [text for text in texts if locale not in JOURNEYS or is_on_a_journey(_places(text))]
    bare = [re.sub(r"^#: .*\n", "", text, flags=re.MULTILINE) for text in kept]
    path.write_text("\n".join([_header(locale), *(f"{text}\n" for text in bare)]), "utf-8")


def _header(locale: str) -> str:
    return HEADER.format(locale=locale, plurals=PLURALS[locale])


def _places(block: str) -> list[str]:
    lines = re.findall(r"^#: (.*)$", block, re.MULTILINE)
    return [place.removeprefix("./") for line in lines for place in line.split()]


def is_on_a_journey(places: list[str]) -> bool:
    return any(not place.startswith(BESIDE_THE_JOURNEYS) for place in places)


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
