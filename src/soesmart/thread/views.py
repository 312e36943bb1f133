# SPDX-License-Identifier: EUPL-1.2
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from soesmart.thread import facade
from soesmart.thread.types import STOPS
from soesmart.thread.words import stop_title


def whole(request: HttpRequest) -> HttpResponse:
    gap = request.GET.get("luecke", "")
    gap = gap if gap in STOPS else ""
    start = request.GET.get("nach", "")
    page = facade.whole(int(start) if start.isdecimal() and len(start) < 7 else 0, gap)
    stops = [(name, stop_title(name)) for name in STOPS]
    return render(request, "thread/whole.html", {"page": page, "gap": gap, "stops": stops, "later": start})
