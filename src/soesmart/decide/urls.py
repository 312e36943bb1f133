# SPDX-License-Identifier: EUPL-1.2
from django.urls import include, path

from soesmart.decide.views import casting, deciding, files, paper, picking, public, tallying, team

_patterns = [
    path("mitentscheiden/", public.index, name="list"),
    path("mitentscheiden/vertrauen/", public.trust, name="trust"),
    path("mitentscheiden/parcours/", public.parcours, name="parcours"),
    path("mitentscheiden/<slug:slug>/", public.vote, name="vote"),
    path("mitentscheiden/<slug:slug>/stimmen/", casting.cast, name="cast"),
    path("mitentscheiden/<slug:slug>/code-per-mail/", casting.wish, {"way": "mail"}, name="wish"),
    path("mitentscheiden/<slug:slug>/code-per-sms/", casting.wish, {"way": "sms"}, name="wish-sms"),
    path("mitentscheiden/<slug:slug>/beleg/", casting.receipt, name="receipt"),
    path("mitentscheiden/<slug:slug>/ergebnis/", public.result, name="result"),
    path("mitentscheiden/<slug:slug>/pruefwerte.json", files.marks, name="marks"),
    path("mitentscheiden/<slug:slug>/ergebnis.csv", files.table, name="csv"),
    path("mitentscheiden/<slug:slug>/nachzaehlen.json", files.recount, name="recount"),
    path("mitentscheiden/<slug:slug>/stimmen.pb", files.pabulib, name="pb"),
    path("team/abstimmungen/", team.desk, name="desk"),
    path("team/abstimmungen/neu/", team.new, name="new"),
    path("team/abstimmungen/<uuid:key>/", team.vote, name="team"),
    path("team/abstimmungen/<uuid:key>/aendern/", team.change, name="change"),
    path("team/abstimmungen/<uuid:key>/projekte/", team.options, name="options"),
    path("team/abstimmungen/<uuid:key>/auswahl/", picking.pick, name="pick"),
    path("team/abstimmungen/<uuid:key>/codes/", team.codes, name="codes"),
    path("team/abstimmungen/<uuid:key>/weiter/", team.move, name="move"),
    path("team/abstimmungen/<uuid:key>/zaehlen/", tallying.page, name="count"),
    path("team/abstimmungen/<uuid:key>/probe/", team.what_if, name="what-if"),
    path("team/abstimmungen/<uuid:key>/beschluss/", deciding.council, name="council"),
    path("team/abstimmungen/<uuid:key>/projekt/<str:number>/", deciding.outcome, name="outcome"),
    path("team/abstimmungen/<uuid:key>/papier/", paper.desk, name="paper"),
    path("team/abstimmungen/<uuid:key>/papier/lesen/", paper.scan, name="scan"),
]
urlpatterns = [path("", include((_patterns, "decide")))]
