# SPDX-License-Identifier: EUPL-1.2
"""The service worker: which few pages a browser keeps for places without a network.

It keeps what rooms declare as `OfflinePage`, never a page of a person. Its address is the same in every
language, so there is one worker for the whole town.
"""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import get_script_prefix

from soesmart.kernel import registry
from soesmart.portal import languages, style

_HERE = Path(__file__).parent
_WORKER = _HERE / "workers" / "house.js"
_LEAVING = _HERE / "workers" / "leaving.js"
_SHELL = (
    "portal/js/app.js",
    "portal/icons/icon.svg",
    "vendor/fira/FiraSans-Regular.woff2",
    "vendor/fira/FiraSans-SemiBold.woff2",
)


def worker(request: HttpRequest) -> HttpResponse:
    """Switched off, a worker takes its place that clears up and goes."""
    text = _source() if settings.SOESMART["offline"] else _LEAVING.read_text("utf-8")
    response = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


def page(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/offline.html", {"draft_url": f"{get_script_prefix()}fragen/entwurf/"})


def _source() -> str:
    # "<" never stands in the file as such: a browser that mistakes it for a page finds no tag.
    house = json.dumps({"version": _version(), **_kept()}, ensure_ascii=True).replace("<", "\\u003c")
    return f"const HOUSE = {house};\n{_WORKER.read_text('utf-8')}"


def _kept() -> dict[str, Any]:
    codes = settings.SOESMART["languages"]
    homes = [languages.prefix_of(code) for code in codes if code == codes[0] or code in languages.PREFIXES]
    pages = [
        {
            "path": one.path,
            "insteadOf": one.instead_of,
            "files": [static(name) for name in one.files],
            "onDemand": one.on_demand,
        }
        for one in registry.offline_pages()
    ]
    shell = [style.sheet().url, *(static(name) for name in _SHELL)]
    return {"homes": homes, "shell": shell, "pages": pages}


@cache
def _version() -> str:
    """The same in every process of one installed version: browsers compare the worker byte by byte."""
    digest = hashlib.sha256(style.sheet().content)
    names = [*_SHELL, *(name for one in registry.offline_pages() for name in one.files)]
    found = [Path(path) for path in map(finders.find, names) if isinstance(path, str)]
    texts = sorted((_HERE.parent / "locale").glob("*/LC_MESSAGES/django.mo"))
    templates = sorted(_HERE.parent.glob("*/templates/**/*.html"))
    for path in (_WORKER, *found, *texts, *templates):
        digest.update(path.read_bytes())
    digest.update(json.dumps([settings.SOESMART["town.name"], settings.SOESMART["product_name"]]).encode())
    return digest.hexdigest()[:12]
