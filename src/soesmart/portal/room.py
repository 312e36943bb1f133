# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from soesmart.kernel.room import (
    Algorithm,
    Check,
    Exporter,
    Finding,
    Importer,
    ImportReport,
    OfflinePage,
    Option,
    Room,
)
from soesmart.kernel.settings import Setting
from soesmart.portal.measures import MEASURES

if TYPE_CHECKING:
    from ninja import Router


def _urls() -> list[Any]:
    from soesmart.portal.urls import urlpatterns  # inline: views need the app registry

    return urlpatterns


def _api() -> "Router":
    from soesmart.portal.api import router

    return router


def _theme() -> Iterable[Finding]:
    from django.conf import settings

    from soesmart.portal.engine.theme import faint_pairs

    faint = [*faint_pairs(settings.SOESMART["theme"])]
    for pair in faint:
        found = f"{pair.contrast} : 1, needed are {pair.wanted:g} : 1"
        yield Finding(False, f"theme.{pair.scheme}: {pair.front} on {pair.back} has a contrast of {found}")
    if not faint:
        yield Finding(True, "all colours of the theme are readable, light and dark")


def _accessibility() -> Iterable[Finding]:
    from soesmart.portal.accessibility import problems

    found = problems()
    yield from (Finding(False, problem) for problem in found)
    if not found:
        yield Finding(True, "the accessibility statement says no more than was checked")


def _papers(path: Path) -> int:
    from soesmart.portal.papers import write

    return write(path)


def _signs() -> Iterable[Finding]:
    from soesmart.portal.signs.arriving import findings

    return findings()


def _import_sign_video(file: Path, **given: Any) -> ImportReport:
    from soesmart.portal.signs.arriving import import_sign_video

    return import_sign_video(file, **given)


ROOM = Room(
    name="portal",
    app="soesmart.portal",
    measures=MEASURES,
    urls=_urls,
    api=_api,
    algorithms=(
        Algorithm(
            "portal.rank",
            "Orders the answers of all rooms in the question box by how sure they are.",
            "Answers stand in the order of the rooms.",
        ),
    ),
    checks=(
        Check("theme", _theme),
        Check("accessibility", _accessibility),
        Check("sign-videos", _signs),
    ),
    importers=(
        Importer(
            "sign-video",
            "",
            "A page in sign language: .mp4 or .webm, captions (.vtt), still picture (.webp, .jpg).",
            _import_sign_video,
            (Option("page", "the page's key, for instance home or ask-new", required=True),),
        ),
    ),
    exporters=(
        Exporter("privacy-papers", "record of processing, deletion concept, measures (German)", _papers),
    ),
    offline_pages=(OfflinePage("/ohne-netz/"),),
    settings=(
        Setting(
            "accessibility.state",
            "text",
            "partly",
            "What the accessibility statement claims: full, partly or not. “full” is only said with a checked"
            " day and a check by others.",
        ),
        Setting(
            "accessibility.checked_on", "text", "", "Day of the last accessibility check, as 2026-03-31."
        ),
        Setting(
            "accessibility.checked_by_others",
            "yes/no",
            False,
            "Independent experts did that check, not the town or the makers of the software.",
        ),
        Setting(
            "accessibility.gaps", "list", [], "Further known gaps of this town, one sentence each, in German."
        ),
        Setting(
            "question_box.example",
            "text",
            "",
            "An example question, shown in the empty question box of the home page.",
        ),
        Setting(
            "offline",
            "yes/no",
            True,
            "The town can be installed as an app and keeps a few pages for places without a network. "
            "Switched off, browsers drop what they kept.",
        ),
        Setting(
            "page_cache.megabytes",
            "number",
            64,
            "Memory each web process may use for finished anonymous pages; 0 makes every page anew.",
        ),
    ),
)
