# SPDX-License-Identifier: EUPL-1.2
from django.urls import include, path, re_path

from soesmart.ask.urls_moderation import patterns as moderation
from soesmart.ask.views import (
    asking,
    detail,
    download,
    drafts,
    embed,
    feeds,
    figures,
    follow,
    georeport,
    georeport_in,
    incoming,
    lists,
    practice,
    team,
)

_patterns = [
    path("fragen/", lists.questions, name="list"),
    path("fragen/neu/", asking.new, name="new"),
    path("fragen/ueben/", practice.practice, name="practice"),
    path("fragen/entwurf/", drafts.offline, name="draft"),
    path("fragen/teilen/", drafts.share, name="share"),
    path("fragen/aehnlich/", asking.similar, name="similar"),
    path("fragen/zahlen/", figures.figures, name="figures"),
    path("fragen/feed.<str:form>", feeds.questions, name="feed"),
    path("fragen/daten/", download.page, name="download"),
    path("fragen/daten.<str:form>", download.questions, name="data"),
    path("fragen/kommentare.csv", download.comments, name="comments"),
    path("fragen/folgen/", follow.questions, name="follow-list"),
    *moderation,
    path("fragen/<slug:slug>/", detail.question, name="detail"),
    path("fragen/<slug:slug>/ich-auch/", detail.support, name="support"),
    path("fragen/<slug:slug>/kommentar/", detail.comment, name="comment"),
    path("fragen/<slug:slug>/melden/", detail.report, name="report"),
    path("fragen/<slug:slug>/folgen/", follow.question, name="follow"),
    path("fragen/<slug:slug>/feed.<str:form>", feeds.question, name="question-feed"),
    path("folgen/<str:token>/", follow.ended, name="unfollow"),
    path("einbetten/fragen/", embed.questions, name="embed"),
    path("team/fragen/", team.queue, name="team"),
    path("team/fragen/meldung/<uuid:key>/", team.decide_notice, name="team-notice"),
    path("team/fragen/foto/<uuid:key>/", team.photo, name="team-photo"),
    path("team/einlesen/", incoming.overview, name="incoming"),
    path("team/einlesen/<uuid:key>/", incoming.run, name="incoming-run"),
    path("team/fragen/<slug:slug>/", team.question, name="team-question"),
]
_open311 = [
    path("discovery.<str:form>", georeport.discovery),
    path("discovery", georeport.discovery),
    path("v2/discovery.<str:form>", georeport.discovery, name="discovery"),
    path("v2/services.<str:form>", georeport.services, name="services"),
    path("v2/services/<slug:code>.<str:form>", georeport.service, name="service"),
    path("v2/requests.<str:form>", georeport_in.requests, name="requests"),
    path("v2/requests/<slug:key>.<str:form>", georeport.one, name="request"),
    # The signature inside a token follows a full stop, as the format does.
    re_path(r"^v2/tokens/(?P<key>[\w.-]{1,120})\.(?P<form>xml|json)$", georeport_in.token, name="token"),
    path("<path:path>", georeport.missing),
]
urlpatterns = [
    path("", include((_patterns, "ask"))),
    path("open311/", include((_open311, "open311"))),
]
