# SPDX-License-Identifier: EUPL-1.2
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from soesmart.ask import facade


def figures(request: HttpRequest) -> HttpResponse:
    """How the reply promise is kept: per department, never per person."""
    rows = facade.reply_clock()
    return render(
        request,
        "ask/figures.html",
        {
            "rows": rows,
            "promises": facade.reply_promises(),
            "in_time": sum(row.in_time for row in rows),
            "replied": sum(row.in_time + row.late for row in rows),
            "overdue": sum(row.overdue for row in rows),
        },
    )
