# SPDX-License-Identifier: EUPL-1.2
from itertools import groupby
from operator import attrgetter

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from soesmart.facts.facade import all_facts, by_slug, by_slugs


def facts(request: HttpRequest) -> HttpResponse:
    known = sorted(all_facts(), key=attrgetter("topic"))
    topics = [(topic, tuple(rows)) for topic, rows in groupby(known, key=attrgetter("topic"))]
    return render(request, "facts/list.html", {"topics": topics})


def fact(request: HttpRequest, slug: str) -> HttpResponse:
    found = by_slug(slug)
    if found is None:
        raise Http404(_("Diese Auskunft gibt es nicht. Alle Auskünfte stehen unter „Wissen“."))
    return render(request, "facts/fact.html", {"fact": found, "related": by_slugs(found.related)})
