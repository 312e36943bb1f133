# SPDX-License-Identifier: EUPL-1.2
import csv

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from soesmart.ask import facade
from soesmart.ask.types_moderation import YearFigures
from soesmart.ask.words import decision_name, ground_name, notice_reason, waits_reason
from soesmart.kernel import clock


def figures(request: HttpRequest) -> HttpResponse:
    """What was reported, held back, hidden and appealed, year by year."""
    known = facade.moderation_years()
    this_year = clock.local_date(clock.now(), settings.SOESMART["town.time_zone"]).year
    try:
        year = int(request.GET.get("jahr", "") or (known[0] if known else this_year))
    except ValueError:
        raise Http404 from None
    if not 2000 <= year <= 2200:
        raise Http404
    found = facade.moderation_figures(year)
    rows = _rows(found)
    if request.GET.get("form") == "csv":
        return _csv(year, rows)
    context = {"year": year, "years": known or (year,), "rows": rows, "found": found}
    return render(request, "ask/moderation_figures.html", context)


def _rows(found: YearFigures) -> list[tuple[str, str, int | None]]:
    """(group, name, number): the same for table and file."""
    return [
        *(("notices", notice_reason(reason), number) for reason, number in found.notices),
        ("notices", "open", found.notices_open),
        ("notices", "removed", found.notices_removed),
        ("notices", "kept", found.notices_kept),
        ("notices", "median", found.notice_hours),
        *(("held", waits_reason(waits), number) for waits, number in found.held_back),
        ("held", "median", found.held_hours),
        *(
            ("decisions", f"{decision_name(what)}{f' ({ground_name(ground)})' if ground else ''}", number)
            for what, ground, number in found.decisions
        ),
        ("appeals", "received", found.appeals),
        ("appeals", "upheld", found.appeals_upheld),
        ("appeals", "open", found.appeals_open),
        ("appeals", "median", found.appeal_hours),
    ]


def _csv(year: int, rows: list[tuple[str, str, int | None]]) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="moderation-{year}.csv"'
    table = csv.writer(response)
    table.writerow(("year", "group", "name", "number"))
    table.writerows((year, group, name, "" if number is None else number) for group, name, number in rows)
    return response
