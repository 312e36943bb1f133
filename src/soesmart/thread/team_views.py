# SPDX-License-Identifier: EUPL-1.2
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from soesmart.accounts.facade import actor_of, require
from soesmart.thread import facade
from soesmart.thread.relations import relation_name
from soesmart.thread.types import NodeRef, Refused
from soesmart.thread.words import stop_title

FEW = 6
"""So many gaps of each sort stand on the page of all sorts; one sort alone is paged."""


def gaps(request: HttpRequest) -> HttpResponse:
    require(actor_of(request), "thread.link")
    only, after = request.GET.get("art", ""), request.GET.get("nach", "")
    start = int(after) if after.isdecimal() and len(after) < 7 else 0
    groups = facade.gaps(only=only, start=start) if only else facade.gaps(FEW)
    return render(request, "thread/team/gaps.html", {"groups": groups, "only": only, "later": start})


def node(request: HttpRequest, kind: str, key: UUID) -> HttpResponse:
    """Everything linked with one node, and what may belong to it: one press sets a link."""
    require(actor_of(request), "thread.link")
    ref = _ref(kind, key)
    words = " ".join(request.GET.get("suche", "").split())[:200]
    linked = facade.links_of(ref)
    others = {link.id: link.target if link.origin == ref else link.origin for link in linked}
    nodes = facade.describe([ref, *others.values()])
    context = {
        "ref": ref,
        "node": nodes.get(ref),
        "links": [(link, nodes.get(others[link.id]), _sentence(link, ref)) for link in linked],
        "found": [(each, stop_title(each.stop)) for each in facade.suggestions(ref, words)],
        "words": words,
    }
    return render(request, "thread/team/node.html", context)


def _ref(kind: str, key: UUID) -> NodeRef:
    ref = NodeRef(kind, key)
    if not facade.is_known(ref):
        raise Http404(_("Das gibt es nicht (mehr)."))
    return ref


def _sentence(link: Any, ref: NodeRef) -> str:
    return relation_name(link.relation, forward=link.origin == ref)


@require_POST
def link(request: HttpRequest, kind: str, key: UUID) -> HttpResponse:
    ref = _ref(kind, key)
    other = facade.by_name(request.POST.get("mit", ""))
    if other is None:
        messages.error(request, _("Unter dieser Adresse steht nichts, was sich verbinden lässt."))
    else:
        try:
            origin, relation, target = facade.in_order(ref, other)
            facade.link(actor_of(request), origin, relation, target, request.POST.get("grund", ""))
            messages.success(request, _("Verbunden."))
        except Refused as refused:
            messages.error(request, refused.text)
    return redirect("thread:node", kind, key)


@require_POST
def unlink(request: HttpRequest, kind: str, key: UUID) -> HttpResponse:
    ref = _ref(kind, key)
    own = {str(link.id): link.id for link in facade.links_of(ref)}
    if (wanted := own.get(request.POST.get("verbindung", ""))) is not None:
        facade.unlink(actor_of(request), wanted)
        messages.success(request, _("Gelöst. Im Protokoll bleibt, dass es die Verbindung gab."))
    else:
        require(actor_of(request), "thread.link")
    return redirect("thread:node", kind, key)
